import SecretBase
import SecretWire

extension MintModule {
    /// The defaults of the network's program, as its local image begins with them: 13 % inflation,
    /// between 7 % and 20 %.
    func writeGenesis() throws(LedgerFault) {
        var minter = MintMinter()
        minter.inflation = Dec(13, places: 2).wireText
        minter.annualProvisions = Dec.zero.wireText
        try context.write(minter.stored(), MintKeys.minter)
        var parameters = MintParams()
        parameters.mintDenom = "uscrt"
        parameters.inflationRateChange = Dec(13, places: 2).wireText
        parameters.inflationMax = Dec(20, places: 2).wireText
        parameters.inflationMin = Dec(7, places: 2).wireText
        parameters.goalBonded = Dec(67, places: 2).wireText
        parameters.blocksPerYear = 6_311_520
        try context.write(parameters.stored(), MintKeys.parameters)
    }
}
