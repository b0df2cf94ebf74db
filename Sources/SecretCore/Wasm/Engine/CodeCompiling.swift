import CWasmtime
import SecretBase

/// From an original module to native code.
enum CodeCompiling {
    /// The compiled module, owned by the caller.
    static func compile(
        _ original: Bytes, with engine: Wasmtime
    ) throws(PrepareError) -> (module: OpaquePointer, hasFloats: Bool) {
        let parsed: WasmModule
        do { parsed = try WasmModule(parsing: original) } catch {
            throw .invalidModule(error.text)
        }
        // Refused code is not kept, so that what the cache gives has passed.
        do { _ = try RunChecks.check(parsed, instantiating: false) } catch {
            throw .refused(error)
        }
        // The injected module lacks what can never run; the original must be valid with it.
        if let error = wasmtime_module_validate(engine.raw, original, original.count) {
            throw .invalidModule(Wasmtime.message(consuming: error))
        }
        let injected: Bytes
        do { injected = try GasInjector.inject(original) } catch {
            throw .invalidModule(error.text)
        }
        var module: OpaquePointer?
        if let error = wasmtime_module_new(engine.raw, injected, injected.count, &module) {
            throw .invalidModule(Wasmtime.message(consuming: error))
        }
        guard let module else { throw .engine(.broken("it compiles to nothing")) }
        return (module, parsed.hasFloats)
    }
}
