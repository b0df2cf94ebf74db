/// Why an import ends the run. The run's trap carries it: it wins over the trap's own reason.
///
/// Source: contract-engine `errors.rs`, `WasmEngineError`.
package enum HostStop: Error, Hashable, Sendable {
    /// The module's own gas counter does not cover what an import costs.
    case outOfGas
    case memoryRead
    case memoryWrite
    /// The contract's `allocate` is missing, trapped, or ran out of gas.
    case memoryAllocation
    /// The import itself; whoever wrote it keeps the reason in the instance's context.
    case caller
    /// An import was called while the host itself ran `allocate`; there the enclave panics.
    case reentered
    /// The module called an import that the host does not have.
    case missingImport
}

/// A function that modules may import from `env`. Takes up to three 32-bit values.
package struct HostFunction: Sendable {
    /// What runs: the calling instance, then the arguments; those the import lacks are 0. The
    /// result's low 32 bits are the i32 that the import gives; it is ignored where it gives none.
    package typealias Body =
        @Sendable (WasmInstance, UInt32, UInt32, UInt32) throws(HostStop) -> UInt64

    package static let module = "env"
    package static let parametersMax = 3

    package let name: String
    package let parameters: [WasmType]
    package let results: [WasmType]
    let body: Body

    package init(
        name: String, parameters: [WasmType], results: [WasmType], body: @escaping Body
    ) {
        precondition(
            parameters.count <= Self.parametersMax && parameters.allSatisfy { $0 == .i32 }
                && results.count <= 1,
            "an import takes at most three i32 and gives at most one value")
        self.name = name
        self.parameters = parameters
        self.results = results
        self.body = body
    }
}
