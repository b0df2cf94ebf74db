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

    /// Which exported functions take how many i32 and give one: the others cannot be called.
    let entries: [String: Int]
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
        (exports, entries) = Self.exports(of: module)
        self.module = module
        self.hash = hash
        self.hasFloats = hasFloats
        self.engine = engine
    }

    deinit {
        wasmtime_instance_pre_delete(prepared)
        wasmtime_module_delete(module)
    }

    private static func exports(of module: OpaquePointer) -> ([String], [String: Int]) {
        var list = wasm_exporttype_vec_t()
        wasmtime_module_exports(module, &list)
        defer { wasm_exporttype_vec_delete(&list) }
        var names: [String] = []
        var entries: [String: Int] = [:]
        for item in UnsafeBufferPointer(start: list.data, count: list.size) {
            guard let item, let name = wasm_exporttype_name(item),
                let type = wasm_exporttype_type(item)
            else { continue }
            let text = String(wasm: name)
            names.append(text)
            if let function = FunctionType(type), function.results == [.i32],
                function.parameters.allSatisfy({ $0 == .i32 })
            {
                entries[text] = function.parameters.count
            }
        }
        return (names, entries)
    }
}

/// Parameters and results of a function of a module.
struct FunctionType: Hashable {
    let parameters: [WasmType]
    let results: [WasmType]

    init(parameters: [WasmType], results: [WasmType]) {
        self.parameters = parameters
        self.results = results
    }

    /// nil for what is no function, or has values that are not numbers.
    init?(_ type: OpaquePointer) {
        guard wasm_externtype_kind(type) == UInt8(CWASMTIME_FUNC),
            let function = wasm_externtype_as_functype_const(type),
            let parameters = Self.types(wasm_functype_params(function)),
            let results = Self.types(wasm_functype_results(function))
        else { return nil }
        self.parameters = parameters
        self.results = results
    }

    private static func types(_ list: UnsafePointer<wasm_valtype_vec_t>?) -> [WasmType]? {
        guard let list = list?.pointee else { return nil }
        var types: [WasmType] = []
        for item in UnsafeBufferPointer(start: list.data, count: list.size) {
            guard let item, let type = WasmType(kind: wasm_valtype_kind(item)) else { return nil }
            types.append(type)
        }
        return types
    }

    /// The engine's own form of it; the caller deletes it.
    func made() -> OpaquePointer? {
        var inputs = Self.list(parameters)
        var outputs = Self.list(results)
        return wasm_functype_new(&inputs, &outputs)
    }

    private static func list(_ types: [WasmType]) -> wasm_valtype_vec_t {
        var list = wasm_valtype_vec_t()
        let made = types.map { wasm_valtype_new($0.kind) }
        wasm_valtype_vec_new(&list, made.count, made)
        return list
    }
}

extension WasmType {
    fileprivate init?(kind: UInt8) {
        switch Int(kind) {
        case CWASMTIME_I32: self = .i32
        case CWASMTIME_I64: self = .i64
        case CWASMTIME_F32: self = .f32
        case CWASMTIME_F64: self = .f64
        default: return nil
        }
    }

    fileprivate var kind: UInt8 {
        switch self {
        case .i32: UInt8(CWASMTIME_I32)
        case .i64: UInt8(CWASMTIME_I64)
        case .f32: UInt8(CWASMTIME_F32)
        case .f64: UInt8(CWASMTIME_F64)
        }
    }
}

extension String {
    /// A name of the engine's.
    init(wasm name: UnsafePointer<wasm_byte_vec_t>) {
        let bytes = UnsafeRawBufferPointer(start: name.pointee.data, count: name.pointee.size)
        self.init(decoding: bytes, as: UTF8.self)
    }
}
