import SecretBase
import SecretWire

extension ComputeModule {
    /// The parameters that a chain begins with. Source: enclave protocol §8.2.
    func writeGenesis() throws(LedgerFault) {
        var parameters = ComputeParams()
        parameters.compileCost = Dec(8, places: 1).wireText
        parameters.maxContractSize = UInt64(Self.moduleBytesMax)
        try context.write(parameters.stored(), ComputeKeys.parameters)
    }
}
