/// What the enclave looks at before it runs a module. Source: enclave protocol §6, "At every run".
package enum RunChecks {
    package struct Report: Hashable, Sendable {
        package let dialect: WasmDialect
        /// The module exports `requires_random`.
        package let usesRandom: Bool
    }

    /// The enclave's error for a module that it does not run.
    package enum Fault: Error, Hashable, Sendable {
        /// No module, or it marks no dialect.
        case invalidModule
        case startFunction
        case memory
        case floats

        /// The network's text.
        package var text: String {
            switch self {
            case .invalidModule: "tried to load invalid wasm code"
            case .startFunction: "WasmModuleWithStart"
            case .memory: "failed to initialize wasm memory"
            case .floats: "found floating point operation in module code"
            }
        }
    }

    /// Checks in the enclave's order. Floats are refused only where a contract is made.
    package static func check(
        _ module: WasmModule, instantiating: Bool
    ) throws(Fault) -> Report {
        guard let dialect = module.dialect else { throw .invalidModule }
        guard !module.hasStart else { throw .startFunction }
        guard module.memories.count <= 1 else { throw .memory }
        let pages = module.memories.first?.initial ?? 0
        guard pages <= GasInjector.pagesMax else { throw .memory }
        guard !instantiating || !module.hasFloats else { throw .floats }
        let random = module.exports.contains { $0.name == "requires_random" }
        return Report(dialect: dialect, usesRandom: random)
    }
}
