/// Why a run ended without a result. What the chain says of each is the enclave's to choose.
package enum WasmTrap: Error, Hashable, Sendable {
    /// The injected gas check failed; `WasmInstance.gasExhausted` says by how much it asked.
    case outOfGas
    case unreachable
    /// A load or store beyond the memory.
    case outOfBounds
    case divisionByZero
    /// The smallest integer divided by -1.
    case integerOverflow
    case invalidConversion
    case stackOverflow
    /// An indirect call beyond the table.
    case tableOutOfBounds
    /// An indirect call of an element that was never set.
    case uninitializedElement
    /// An indirect call of a function of another type.
    case signatureMismatch
    /// No such exported function, or it has other parameters or results.
    case missingExport
    /// The module does not fit its own memory or table, or the limits.
    case instantiation
    /// An import ended the run.
    case host(HostStop)
    /// Something else; the text is the engine's and no part of consensus.
    case engine(String)
}
