import CWasmtime
import SecretBase

/// From an original module to native code.
enum CodeCompiling {
    /// The compiled module, owned by the caller. Its checks are those of the enclave at every run;
    /// floats it only reports.
    static func compile(
        _ original: Bytes, with engine: Wasmtime
    ) throws(PrepareError) -> (module: OpaquePointer, hasFloats: Bool) {
        var cost = CompilingCost()
        let module: WasmModule
        do { module = try ModuleParser.parse(original, visitor: &cost) } catch {
            throw .refused(.invalidModule)
        }
        guard cost.isBearable, module.functions.count <= CompilingCost.functionsMost else {
            throw .refused(.invalidModule)
        }
        // The injected module lacks what can never run; the original must be valid with it.
        if let error = wasmtime_module_validate(engine.raw, original, original.count) {
            wasmtime_error_delete(error)
            throw .refused(.invalidModule)
        }
        do { _ = try RunChecks.check(module, instantiating: false) } catch { throw .refused(error) }
        let metered: Bytes
        do { metered = try GasInjector.inject(original) } catch { throw .refused(.invalidModule) }
        var compiled: OpaquePointer?
        if let error = wasmtime_module_new(engine.raw, metered, metered.count, &compiled) {
            wasmtime_error_delete(error)
            throw .refused(.invalidModule)
        }
        guard let compiled else { throw .engine(.broken("it compiles to nothing")) }
        return (compiled, module.hasFloats)
    }
}
