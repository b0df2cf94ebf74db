import SecretBase
import SecretStorage
import SecretWire

extension ComputeGenesisState {
    /// The parameters that a chain begins with. Source: enclave protocol §8.2.
    static var usual: ComputeGenesisState {
        var state = ComputeGenesisState()
        state.params.compileCost = Dec(8, places: 1).wireText
        state.params.maxContractSize = UInt64(ComputeModule.moduleBytesMax)
        return state
    }

    /// Contracts of another chain are sealed to that chain's enclaves and cannot be taken over.
    func check(_ place: GenesisPlace) throws(GenesisError) {
        try place["codes"].requireEmpty(codes)
        try place["contracts"].requireEmpty(contracts)
        try place["sequences"].requireEmpty(sequences)
        guard let cost = Dec(wireText: params.compileCost), !cost.isNegative else {
            throw place["params"]["compile_cost"].invalid("it must not be negative")
        }
    }
}

extension ComputeModule {
    func writeGenesis(_ genesis: ComputeGenesisState) throws(LedgerFault) {
        try context.write(genesis.params.stored(), ComputeKeys.parameters)
    }

    /// The section with which another chain goes on from here: the parameters alone. Contracts are
    /// sealed to this chain; where there are any, nothing is exported.
    func genesis(_ place: GenesisPlace) throws -> ComputeGenesisState {
        for (name, prefix) in [("codes", ComputeKeys.codes), ("contracts", ComputeKeys.contracts)] {
            let found = try context.entries(KeyRange(prefix: prefix), limit: 1)
            guard found.isEmpty else { throw place[name].unsupported }
        }
        var genesis = ComputeGenesisState()
        if let value = try context.read(ComputeKeys.parameters) {
            genesis.params = try ComputeParams(stored: value, "compute parameters")
        }
        return genesis
    }
}
