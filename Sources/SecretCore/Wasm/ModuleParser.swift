import SecretBase

/// Reads a module section by section.
struct ModuleParser {
    private var cursor: WasmCursor
    private var module = WasmModule()
    private var declared: [Int] = []
    private var bodyCount = 0
    private var dataCount: Int?
    private var hasData = false
    private var lastPlace = 0

    /// Throws `malformed`; hands every function body to the visitor.
    static func parse<Visitor: FunctionVisitor>(
        _ bytes: Bytes, visitor: inout Visitor
    ) throws(WasmError) -> WasmModule {
        guard bytes.count <= WasmModule.bytesMax else {
            throw .malformed("longer than \(WasmModule.bytesMax) bytes")
        }
        guard bytes.starts(with: [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]) else {
            throw .malformed("no module of version 1")
        }
        var parser = ModuleParser(cursor: WasmCursor(bytes))
        parser.cursor.position = 8
        while !parser.cursor.isAtEnd { try parser.section(visitor: &visitor) }
        guard parser.bodyCount == parser.declared.count else {
            throw .malformed("functions and bodies differ in number")
        }
        guard parser.hasData || parser.dataCount ?? 0 == 0 else {
            throw .malformed("another number of data segments than said")
        }
        return parser.module
    }

    private init(cursor: WasmCursor) { self.cursor = cursor }

    private mutating func section<Visitor: FunctionVisitor>(
        visitor: inout Visitor
    ) throws(WasmError) {
        let id = try cursor.byte()
        let length = Int(try cursor.u32())
        guard length <= cursor.left else { throw .malformed("unexpected end") }
        let (start, whole) = (cursor.position, cursor.end)
        cursor.end = start + length
        defer { cursor.end = whole }
        if id == 0 {
            _ = try cursor.name()
            cursor.position = cursor.end
            return
        }
        try step(to: id)
        module.sections.append(
            .init(id: id, bytes: start..<cursor.end, entries: start..<cursor.end, count: 0))
        try contents(of: id, visitor: &visitor)
        guard cursor.isAtEnd else { throw .malformed("bytes after the end of section \(id)") }
    }

    /// Each section once, in the order of the format; 12 comes before 10.
    private mutating func step(to id: UInt8) throws(WasmError) {
        guard id <= 12 else { throw .malformed("unknown section \(id)") }
        let place = id == 12 ? 19 : Int(id) * 2
        guard place > lastPlace else { throw .malformed("section \(id) is out of order") }
        lastPlace = place
    }

    private mutating func contents<Visitor: FunctionVisitor>(
        of id: UInt8, visitor: inout Visitor
    ) throws(WasmError) {
        switch id {
        case 8: try start()
        case 12: dataCount = Int(try cursor.u32())
        default:
            let count = try cursor.count(of: "entries", most: 1_000_000)
            module.sections[module.sections.count - 1].entries = cursor.position..<cursor.end
            module.sections[module.sections.count - 1].count = count
            switch id {
            case 1: for _ in 0..<count { try type() }
            case 2: for _ in 0..<count { try imported() }
            case 3: for _ in 0..<count { try declaration() }
            case 4: for _ in 0..<count { module.tables.append(try table()) }
            case 5: for _ in 0..<count { module.memories.append(try limits(most: 65_536)) }
            case 6: for _ in 0..<count { try global() }
            case 7: try exports(count)
            case 9: for _ in 0..<count { try elements() }
            case 10: try bodies(count, visitor: &visitor)
            default: try data(count)
            }
        }
    }
}

/// Types, imports and declarations.
extension ModuleParser {
    private mutating func type() throws(WasmError) {
        guard try cursor.byte() == 0x60 else { throw .malformed("no function type") }
        let parameters = try types(most: 1000)
        let results = try types(most: 1)
        module.types.append(.init(parameters: parameters, results: results))
    }

    private mutating func types(most: Int) throws(WasmError) -> [WasmType] {
        let count = try cursor.count(of: "types", most: most)
        var types: [WasmType] = []
        types.reserveCapacity(count)
        for _ in 0..<count { types.append(try cursor.type()) }
        return types
    }

    private mutating func functionType() throws(WasmError) -> WasmModule.FunctionType {
        let index = Int(try cursor.u32())
        guard index < module.types.count else { throw .malformed("no such type") }
        return module.types[index]
    }

    private mutating func imported() throws(WasmError) {
        let (space, name) = (try cursor.name(), try cursor.name())
        let type: WasmModule.Imported
        switch try cursor.byte() {
        case 0:
            let function = try functionType()
            module.functions.append(function)
            let floats = (function.parameters + function.results).contains(where: \.isFloat)
            if floats { module.hasFloats = true }
            type = .function(function)
        case 1:
            module.tables.append(try table())
            type = .table(module.tables[module.tables.count - 1])
        case 2:
            module.memories.append(try limits(most: 65_536))
            type = .memory(module.memories[module.memories.count - 1])
        case 3:
            module.globals.append(try globalType())
            type = .global(module.globals[module.globals.count - 1])
        default: throw .malformed("unknown kind of import")
        }
        module.imports.append(.init(module: space, name: name, type: type))
    }

    private mutating func declaration() throws(WasmError) {
        declared.append(module.functions.count)
        module.functions.append(try functionType())
    }

    private mutating func table() throws(WasmError) -> WasmModule.Limits {
        guard try cursor.byte() == 0x70 else { throw .malformed("no table of functions") }
        let limits = try limits(most: .max)
        // The network's parser allows no more.
        guard limits.initial <= 10_000_000 else { throw .malformed("a table is too large") }
        return limits
    }

    private mutating func limits(most: UInt32) throws(WasmError) -> WasmModule.Limits {
        let flag = try cursor.byte()
        guard flag <= 1 else { throw .malformed("unknown limits") }
        let initial = try cursor.u32()
        let maximum = flag == 1 ? try cursor.u32() : nil
        guard initial <= most, initial <= maximum ?? .max, maximum ?? 0 <= most else {
            throw .malformed("limits contradict each other")
        }
        return .init(initial: initial, maximum: maximum)
    }

    private mutating func globalType() throws(WasmError) -> WasmModule.Global {
        let type = try cursor.type()
        let flag = try cursor.byte()
        guard flag <= 1 else { throw .malformed("unknown mutability") }
        return .init(type: type, isMutable: flag == 1)
    }

    private mutating func global() throws(WasmError) {
        let global = try globalType()
        try constant()
        module.globals.append(global)
    }

    /// One constant and `end`. A global named here must have come before.
    private mutating func constant() throws(WasmError) {
        switch try cursor.byte() {
        case 0x41: try cursor.skipSigned(bits: 32)
        case 0x42: try cursor.skipSigned(bits: 64)
        case 0x43: try cursor.skip(4)
        case 0x44: try cursor.skip(8)
        case 0x23: try index(below: module.globals.count, of: "global")
        default: throw .malformed("no constant")
        }
        guard try cursor.byte() == 0x0b else { throw .malformed("a constant does not end") }
    }

    @discardableResult
    private mutating func index(below limit: Int, of thing: String) throws(WasmError) -> Int {
        let index = Int(try cursor.u32())
        guard index < limit else { throw .malformed("no such \(thing)") }
        return index
    }
}

/// Exports, code and segments.
extension ModuleParser {
    private mutating func exports(_ count: Int) throws(WasmError) {
        var names: Set<Bytes> = []
        for _ in 0..<count {
            let name = try cursor.name()
            guard names.insert(Bytes(name.utf8)).inserted else {
                throw .malformed("an export comes twice")
            }
            guard let kind = WasmModule.Kind(rawValue: try cursor.byte()) else {
                throw .malformed("unknown kind of export")
            }
            let limit =
                switch kind {
                case .function: module.functions.count
                case .table: module.tables.count
                case .memory: module.memories.count
                case .global: module.globals.count
                }
            let index = try index(below: limit, of: "export")
            module.exports.append(.init(name: name, kind: kind, index: index))
        }
    }

    private mutating func start() throws(WasmError) {
        try index(below: module.functions.count, of: "function")
        module.hasStart = true
    }

    private mutating func elements() throws(WasmError) {
        guard try cursor.u32() == 0, !module.tables.isEmpty else {
            throw .malformed("no such table")
        }
        try constant()
        for _ in 0..<(try cursor.count(of: "elements", most: 10_000_000)) {
            try index(below: module.functions.count, of: "function")
        }
    }

    private mutating func data(_ count: Int) throws(WasmError) {
        guard count == dataCount ?? count, count <= 100_000 else {
            throw .malformed("another number of data segments than said")
        }
        hasData = true
        for _ in 0..<count {
            let flag = try cursor.u32()
            // 2 names the memory, which still must be the first.
            if flag == 2 { try index(below: 1, of: "memory") }
            guard flag == 0 || flag == 2, !module.memories.isEmpty else {
                throw .malformed("no such memory")
            }
            try constant()
            try cursor.skip(try cursor.count(of: "bytes of data"))
        }
    }

    private mutating func bodies<Visitor: FunctionVisitor>(
        _ count: Int, visitor: inout Visitor
    ) throws(WasmError) {
        guard count == declared.count else {
            throw .malformed("functions and bodies differ in number")
        }
        bodyCount = count
        let scope = ScanScope(
            typeCount: module.types.count, functionCount: module.functions.count,
            globals: module.globals.map(\.type))
        var scan = FunctionScan()
        let end = cursor.end
        for index in declared {
            let length = Int(try cursor.u32())
            guard length <= cursor.left else { throw .malformed("unexpected end") }
            let body = cursor.position..<cursor.position + length
            cursor.end = body.upperBound
            try scan.walk(
                &cursor, parameters: module.functions[index].parameters, scope: scope)
            visitor.visit(body, of: cursor.bytes, scan: scan, scope: scope)
            cursor.end = end
        }
        if scan.hasFloats { module.hasFloats = true }
    }
}
