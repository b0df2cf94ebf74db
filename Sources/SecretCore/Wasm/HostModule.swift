import SecretBase

/// What the network's host sees of a module that is to be stored. Its deserializer is laxer than
/// the format (it checks no types and no indexes), and its texts reach the user.
///
/// Source: parity-wasm 0.45 with sign extension, whose `Display` texts these are.
struct HostModule {
    struct Import {
        let module: String
        let name: String
        let isFunction: Bool
    }

    struct Export {
        let name: String
        let isFunction: Bool
    }

    struct Memory {
        let initial: UInt32
        let maximum: UInt32?
    }

    private(set) var imports: [Import] = []
    private(set) var exports: [Export] = []
    private(set) var hasMemorySection = false
    private(set) var memories: [Memory] = []
    private var functionCount: UInt32 = 0
    private var bodyCount: UInt32 = 0
    private var cursor: HostCursor

    /// Throws `malformed` with the deserializer's text.
    init(deserializing bytes: Bytes) throws(WasmError) {
        cursor = HostCursor(bytes)
        let magic = try cursor.littleEndian32()
        guard magic == 0x6d73_6100 else {
            throw .malformed("Invalid magic number at start of file")
        }
        let version = try cursor.littleEndian32()
        guard version == 1 else { throw .malformed("Unsupported wasm version \(version)") }
        var lastOrder: UInt8 = 0
        while !cursor.isAtEnd {
            guard let order = try section() else { continue }
            guard lastOrder <= order else { throw .malformed("Sections out of order") }
            guard lastOrder != order else {
                throw .malformed("Duplicated sections (\(lastOrder))")
            }
            lastOrder = order
        }
        guard functionCount == bodyCount else {
            throw .malformed("Number of function body entries and signatures does not match")
        }
    }

    /// Reads a section and gives its place in the order; nil for a custom one, which has none.
    private mutating func section() throws(WasmError) -> UInt8? {
        let id = try cursor.byte()
        guard id <= 12 else { throw .malformed("Invalid section id: \(id)") }
        let end = try cursor.enter()
        guard id > 0 else {
            _ = try cursor.string()
            cursor.leave(to: end)
            return nil
        }
        switch id {
        case 1: try list { (self) throws(WasmError) in try self.functionType() }
        case 2: try list { (self) throws(WasmError) in try self.imported() }
        case 3:
            functionCount = try list { (self) throws(WasmError) in _ = try self.cursor.u32() }
        case 4: try list { (self) throws(WasmError) in try self.table() }
        case 5: try list { (self) throws(WasmError) in try self.memory() }
        case 6: try list { (self) throws(WasmError) in try self.global() }
        case 7: try list { (self) throws(WasmError) in try self.exported() }
        case 9: try list { (self) throws(WasmError) in try self.elements() }
        case 10: bodyCount = try list { (self) throws(WasmError) in try self.body() }
        case 11: try list { (self) throws(WasmError) in try self.data() }
        default: _ = try cursor.u32()  // 8, the start function, and 12, the number of segments
        }
        if id == 5 { hasMemorySection = true }
        try cursor.finish(to: end)
        return id < 10 ? id : id == 12 ? 10 : id + 1
    }

    @discardableResult
    private mutating func list(
        _ entry: (inout HostModule) throws(WasmError) -> Void
    ) throws(WasmError) -> UInt32 {
        let count = try cursor.u32()
        var index: UInt32 = 0
        // An entry takes a byte at least, so that the bytes end this before the count does.
        while index < count {
            try entry(&self)
            index += 1
        }
        return count
    }
}

/// The entries of the sections.
extension HostModule {
    private mutating func functionType() throws(WasmError) {
        let form = try cursor.byte()
        guard form == 0x60 else { throw .malformed("Unknown function form (\(form))") }
        try list { (self) throws(WasmError) in try self.cursor.valueType() }
        let results = try list { (self) throws(WasmError) in try self.cursor.valueType() }
        guard results <= 1 else {
            throw .malformed(
                "Enable the multi_value feature to deserialize more than one function result")
        }
    }

    private mutating func imported() throws(WasmError) {
        let (module, name) = (try cursor.string(), try cursor.string())
        let kind = try cursor.byte()
        switch kind {
        case 0: _ = try cursor.u32()
        case 1: try table()
        case 2: _ = try limits()
        case 3: try globalType()
        default: throw .malformed("Unknown external kind \(kind)")
        }
        imports.append(Import(module: module, name: name, isFunction: kind == 0))
    }

    private mutating func exported() throws(WasmError) {
        let name = try cursor.string()
        let kind = try cursor.byte()
        guard kind <= 3 else { throw .malformed("Unknown internal kind \(kind)") }
        _ = try cursor.u32()
        exports.append(Export(name: name, isFunction: kind == 0))
    }

    private mutating func table() throws(WasmError) {
        let type = try cursor.i7()
        guard type == -0x10 else { throw .malformed("Unknown table element type \(type)") }
        _ = try limits()
    }

    private mutating func limits() throws(WasmError) -> Memory {
        let flags = try cursor.byte()
        guard flags <= 1 else { throw .malformed("Invalid limits flags (\(flags))") }
        let initial = try cursor.u32()
        return Memory(initial: initial, maximum: flags == 1 ? try cursor.u32() : nil)
    }

    private mutating func memory() throws(WasmError) {
        memories.append(try limits())
    }

    private mutating func globalType() throws(WasmError) {
        try cursor.valueType()
        let flag = try cursor.byte()
        guard flag <= 1 else { throw .malformed("Not an unsigned 1-bit integer: \(flag)") }
    }

    private mutating func global() throws(WasmError) {
        try globalType()
        try constant()
    }

    /// Any instructions up to the first `end`.
    private mutating func constant() throws(WasmError) {
        while try cursor.instruction() != .end {}
    }

    private mutating func elements() throws(WasmError) {
        _ = try cursor.u32()
        try constant()
        try list { (self) throws(WasmError) in _ = try self.cursor.u32() }
    }

    private mutating func data() throws(WasmError) {
        _ = try cursor.u32()
        try constant()
        try cursor.skip(Int(try cursor.u32()))
    }

    private mutating func body() throws(WasmError) {
        let end = try cursor.enter()
        var locals: UInt64 = 0
        try list { (self) throws(WasmError) in
            locals += UInt64(try self.cursor.u32())
            try self.cursor.valueType()
        }
        guard locals <= UInt32.max else { throw .malformed("Too many locals") }
        var depth = 1
        while depth > 0 {
            switch try cursor.instruction() {
            case .end: depth -= 1
            case .block: depth += 1
            case .other: break
            }
        }
        try cursor.finish(to: end)
    }
}
