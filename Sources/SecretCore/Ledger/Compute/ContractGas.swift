/// Gas of contracts. Source: enclave protocol §7.1, §7.5; SecretNetwork
/// `x/compute/internal/types/gas.go`.
enum ContractGas {
    /// Wasm gas in one unit of the chain's gas.
    static let perGas: UInt64 = 1000
    /// Wasm gas of one call at most.
    static let most: UInt64 = 10_000_000_000
    /// Gas that every call pays first.
    static let instance: UInt64 = 20_000
    /// Gas that a query over gRPC or REST may use.
    static let query: UInt64 = 10_000_000
}

extension LedgerContext {
    /// What the next call may use, in wasm gas.
    var contractGasLimit: UInt64 {
        // As on the chain, where the product wraps.
        min((meter.limit &- meter.consumed) &* ContractGas.perGas, ContractGas.most)
    }

    /// Charges what a call reports; a call that leaves nothing has run out of gas too.
    func payForContract(_ wasmGas: UInt64) throws(LedgerFault) {
        try meter.consume(wasmGas / ContractGas.perGas + 1, "wasm contract")
        if meter.limit != .max, meter.consumed >= meter.limit {
            throw .outOfGas(location: "Wasmer function execution")
        }
    }
}
