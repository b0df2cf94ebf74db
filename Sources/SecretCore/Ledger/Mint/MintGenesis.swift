import SecretBase
import SecretWire

/// Source: cosmos-sdk `x/mint/types/genesis.go`.
extension MintGenesisState {
    /// The defaults of the network's program, as its local image begins with them: 13 % inflation,
    /// between 7 % and 20 %.
    static var usual: MintGenesisState {
        var state = MintGenesisState()
        state.minter.inflation = Dec(13, places: 2).wireText
        state.minter.annualProvisions = Dec.zero.wireText
        var params = MintParams()
        params.mintDenom = "uscrt"
        params.inflationRateChange = Dec(13, places: 2).wireText
        params.inflationMax = Dec(20, places: 2).wireText
        params.inflationMin = Dec(7, places: 2).wireText
        params.goalBonded = Dec(67, places: 2).wireText
        params.blocksPerYear = 6_311_520
        state.params = params
        return state
    }

    func check(_ place: GenesisPlace) throws(GenesisError) {
        if let problem = params.problem { throw place["params"].invalid(problem) }
        guard let inflation = Dec(wireText: minter.inflation), !inflation.isNegative else {
            throw place["minter"]["inflation"].invalid("it must not be negative")
        }
        guard Dec(wireText: minter.annualProvisions) != nil else {
            throw place["minter"]["annual_provisions"].invalid("a number is wanted")
        }
    }
}

extension MintModule {
    func writeGenesis(_ genesis: MintGenesisState) throws(LedgerFault) {
        try context.write(genesis.minter.stored(), MintKeys.minter)
        try context.write(genesis.params.stored(), MintKeys.parameters)
        try context.auth.createModuleAccount("mint")
    }

    /// The section with which another chain goes on from here.
    func genesis() throws(LedgerFault) -> MintGenesisState {
        var genesis = MintGenesisState()
        genesis.minter = try minter()
        genesis.params = try parameters()
        return genesis
    }
}
