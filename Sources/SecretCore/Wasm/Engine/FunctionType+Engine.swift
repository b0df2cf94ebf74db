import CWasmtime

/// A function's type in the engine's own form.
extension WasmModule.FunctionType {
    /// nil for what is no function, or has values that are not numbers.
    init?(_ type: OpaquePointer) {
        guard wasm_externtype_kind(type) == UInt8(CWASMTIME_FUNC),
            let function = wasm_externtype_as_functype_const(type),
            let parameters = Self.types(wasm_functype_params(function)),
            let results = Self.types(wasm_functype_results(function))
        else { return nil }
        self.init(parameters: parameters, results: results)
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

    /// The caller deletes it.
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
