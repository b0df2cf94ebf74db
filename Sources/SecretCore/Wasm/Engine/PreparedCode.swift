import CWasmtime
package import SecretBase

/// A module, compiled and joined with its imports: what instances are made of. For any thread.
package final class PreparedCode: @unchecked Sendable {
    // Unchecked: nothing here changes, and Wasmtime's modules and prepared instances may be used
    // from any thread.

    /// Names of all exports, in the module's order; the injected gas counters come last.
    package let exports: [String]
    /// Whether the original module has float instructions by the enclave's rule.
    package let hasFloats: Bool
    /// SHA-256 of the original module.
    package let hash: Bytes

    /// Which of the two contract interfaces it speaks.
    package let dialect: WasmDialect
    /// The module exports `requires_random`.
    package let usesRandom: Bool

    /// Which exported functions take how many i32 and give one: the others cannot be called.
    let entries: [String: Int]
    /// The name by which the memory is found; nil where there is none.
    let memoryName: String?
    let engine: Wasmtime
    let prepared: OpaquePointer
    private let module: OpaquePointer

    /// Takes over `module`.
    init(
        _ module: OpaquePointer, hash: Bytes, hasFloats: Bool, imports: [HostFunction],
        engine: Wasmtime
    ) throws(PrepareError) {
        do {
            prepared = try ImportLinking.prepare(module, imports: imports, engine: engine)
        } catch {
            wasmtime_module_delete(module)
            throw error
        }
        let (exports, entries, memoryName) = Self.exports(of: module)
        guard let dialect = exports.lazy.compactMap({ WasmDialect(marker: $0) }).first else {
            wasmtime_instance_pre_delete(prepared)
            wasmtime_module_delete(module)
            throw .refused(.invalidModule)
        }
        self.dialect = dialect
        usesRandom = exports.contains("requires_random")
        self.exports = exports
        self.entries = entries
        self.memoryName = memoryName
        self.module = module
        self.hash = hash
        self.hasFloats = hasFloats
        self.engine = engine
    }

    deinit {
        wasmtime_instance_pre_delete(prepared)
        wasmtime_module_delete(module)
    }

    private static func exports(
        of module: OpaquePointer
    ) -> (names: [String], entries: [String: Int], memoryName: String?) {
        var list = wasm_exporttype_vec_t()
        wasmtime_module_exports(module, &list)
        defer { wasm_exporttype_vec_delete(&list) }
        var names: [String] = []
        var entries: [String: Int] = [:]
        var memoryName: String?
        for item in UnsafeBufferPointer(start: list.data, count: list.size) {
            guard let item, let name = wasm_exporttype_name(item),
                let type = wasm_exporttype_type(item)
            else { continue }
            let text = String(wasm: name)
            names.append(text)
            if let function = WasmModule.FunctionType(type), function.results == [.i32],
                function.parameters.allSatisfy({ $0 == .i32 })
            {
                entries[text] = function.parameters.count
            }
            if wasm_externtype_kind(type) == UInt8(CWASMTIME_MEMORY) { memoryName = text }
        }
        return (names, entries, memoryName)
    }
}
