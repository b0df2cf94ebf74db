import CWasmtime
import SecretBase

/// Joins a module with what it imports.
enum ImportLinking {
    /// A prepared instance, owned by the caller.
    ///
    /// What the module imports and the host has must have the host's type. What the host does not
    /// have is a trap when it is called, and not before: real contracts import such functions.
    static func prepare(
        _ module: OpaquePointer, imports: [HostFunction], engine: Wasmtime
    ) throws(PrepareError) -> OpaquePointer {
        guard let linker = wasmtime_linker_new(engine.raw) else {
            throw .engine(.broken("it makes no linker"))
        }
        defer { wasmtime_linker_delete(linker) }
        for wanted in importedFunctions(of: module) {
            try define(wanted, from: imports, in: linker)
        }
        var prepared: OpaquePointer?
        if let error = wasmtime_linker_instantiate_pre(linker, module, &prepared) {
            wasmtime_error_delete(error)
            throw .refused(.invalidModule)
        }
        guard let prepared else { throw .engine(.broken("it prepares no instance")) }
        return prepared
    }

    private struct Wanted: Hashable {
        let module: String
        let name: String
        let type: WasmModule.FunctionType
    }

    /// Each once, in the module's order. Imports that are no functions are left to the engine,
    /// which refuses them.
    private static func importedFunctions(of module: OpaquePointer) -> [Wanted] {
        var list = wasm_importtype_vec_t()
        wasmtime_module_imports(module, &list)
        defer { wasm_importtype_vec_delete(&list) }
        var found: [Wanted] = []
        var seen: Set<Wanted> = []
        for item in UnsafeBufferPointer(start: list.data, count: list.size) {
            guard let item, let module = wasm_importtype_module(item),
                let name = wasm_importtype_name(item), let type = wasm_importtype_type(item),
                let function = WasmModule.FunctionType(type)
            else { continue }
            let wanted = Wanted(
                module: String(wasm: module), name: String(wasm: name), type: function)
            if seen.insert(wanted).inserted { found.append(wanted) }
        }
        return found
    }

    private static let missing: HostFunction.Body = { _, _, _, _ throws(HostStop) in
        throw .missingImport
    }

    private static func define(
        _ wanted: Wanted, from imports: [HostFunction], in linker: OpaquePointer
    ) throws(PrepareError) {
        let host = imports.first {
            wanted.module == HostFunction.module && $0.name == wanted.name
        }
        if let host, wanted.type != .init(parameters: host.parameters, results: host.results) {
            throw .wrongImport(wanted.name)
        }
        let box = ImportBox(
            parameterCount: wanted.type.parameters.count,
            hasResult: !wanted.type.results.isEmpty,
            body: host?.body ?? missing)
        let type = wanted.type.made()
        defer { wasm_functype_delete(type) }
        let error = wasmtime_linker_define_func_unchecked(
            linker, wanted.module, wanted.module.utf8.count, wanted.name, wanted.name.utf8.count,
            type, ImportBox.callback, Unmanaged.passRetained(box).toOpaque(),
            { data in data.map { Unmanaged<ImportBox>.fromOpaque($0).release() } })
        // Twice the same name with two types: only one of them can be right.
        if let error {
            wasmtime_error_delete(error)
            throw .wrongImport(wanted.name)
        }
    }
}

/// What the engine calls for one import.
private final class ImportBox: Sendable {
    private let parameterCount: Int
    private let hasResult: Bool
    private let body: HostFunction.Body

    init(parameterCount: Int, hasResult: Bool, body: @escaping HostFunction.Body) {
        self.parameterCount = parameterCount
        self.hasResult = hasResult
        self.body = body
    }

    /// Nothing may unwind through the engine: an error becomes a trap, its reason stays beside.
    static let callback: wasmtime_func_unchecked_callback_t = { data, caller, values, _ in
        guard let data, let caller, let values,
            let context = wasmtime_caller_context(caller),
            let run = wasmtime_context_get_data(context)
        else { return hostTrap() }
        let box = Unmanaged<ImportBox>.fromOpaque(data).takeUnretainedValue()
        let instance = Unmanaged<WasmInstance>.fromOpaque(run).takeUnretainedValue()
        do throws(HostStop) {
            try box.run(on: instance, values)
            return nil
        } catch {
            instance.note(error)
            return hostTrap()
        }
    }

    private static func hostTrap() -> OpaquePointer? {
        wasmtime_trap_new(CWASMTIME_HOST_TRAP, CWASMTIME_HOST_TRAP.utf8.count)
    }

    private func run(
        on instance: WasmInstance, _ values: UnsafeMutablePointer<wasmtime_val_raw_t>
    ) throws(HostStop) {
        guard !instance.isAllocating else { throw .reentered }
        let first = parameterCount > 0 ? UInt32(bitPattern: values[0].i32) : 0
        let second = parameterCount > 1 ? UInt32(bitPattern: values[1].i32) : 0
        let third = parameterCount > 2 ? UInt32(bitPattern: values[2].i32) : 0
        let result = try body(instance, first, second, third)
        if hasResult { values[0].i64 = Int64(bitPattern: result) }
    }
}
