import CWasmtime
import SecretBase

/// From an original module to native code.
enum CodeCompiling {
    /// The compiled module, owned by the caller.
    static func compile(
        _ original: Bytes, with engine: Wasmtime
    ) throws(PrepareError) -> (module: OpaquePointer, hasFloats: Bool) {
        // The injected module lacks what can never run; the original must be valid with it.
        if let error = wasmtime_module_validate(engine.raw, original, original.count) {
            throw .invalidModule(Wasmtime.message(consuming: error))
        }
        let injected = original
        var module: OpaquePointer?
        if let error = wasmtime_module_new(engine.raw, injected, injected.count, &module) {
            throw .invalidModule(Wasmtime.message(consuming: error))
        }
        guard let module else { throw .engine(.broken("it compiles to nothing")) }
        return (module, false)
    }
}

enum GasInjector {
    static let version = 1
    static let limitExport = "gas_limit"
    static let exhaustedExport = "gas_limit_exhausted"
}
