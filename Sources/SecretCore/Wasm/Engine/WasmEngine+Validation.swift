import CWasmtime
package import SecretBase

extension WasmEngine {
    /// Whether the engine finds the module valid. Compiles nothing, keeps nothing.
    package func validates(_ module: Bytes) throws(EngineError) -> Bool {
        guard let error = wasmtime_module_validate(try loaded().raw, module, module.count) else {
            return true
        }
        wasmtime_error_delete(error)
        return false
    }
}
