import SecretBase

/// A module put together by hand, byte for byte.
struct Assembler {
    var types: [Bytes] = []
    var imports: [Bytes] = []
    var functions: [Int] = []
    var tables: [Bytes] = []
    var memories: [Bytes] = [[0, 1]]
    var globals: [Bytes] = []
    var exports: [Bytes] = []
    var start: Int?
    var elements: [Bytes] = []
    var dataCount: Int?
    var bodies: [Bytes] = []
    var data: [Bytes] = []
    var customs: [Bytes] = []

    /// The bytes. A section without entries is left out.
    var bytes: Bytes {
        var out: Bytes = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
        for custom in customs { out += Self.section(0, custom) }
        let declared = functions.map { Leb.unsigned($0) }
        let lists: [(UInt8, [Bytes])] = [
            (1, types), (2, imports), (3, declared), (4, tables), (5, memories), (6, globals),
            (7, exports),
        ]
        for (id, entries) in lists { out += Self.section(id, entries) }
        if let start { out += Self.section(8, Leb.unsigned(start)) }
        out += Self.section(9, elements)
        if let dataCount { out += Self.section(12, Leb.unsigned(dataCount)) }
        out += Self.section(10, bodies.map { Leb.unsigned($0.count) + $0 })
        out += Self.section(11, data)
        return out
    }

    static func section(_ id: UInt8, _ contents: Bytes) -> Bytes {
        [id] + Leb.unsigned(contents.count) + contents
    }

    static func section(_ id: UInt8, _ entries: [Bytes]) -> Bytes {
        guard !entries.isEmpty else { return [] }
        return section(id, Leb.unsigned(entries.count) + entries.flatMap { $0 })
    }

    /// Adds a function with its type and body; gives its index when nothing is imported.
    @discardableResult
    mutating func function(
        _ code: [Bytes], takes parameters: [UInt8] = [], gives results: [UInt8] = [],
        locals: [(Int, UInt8)] = [], export name: String? = nil
    ) -> Int {
        functions.append(type(parameters, results))
        var body = Leb.unsigned(locals.count)
        for (count, type) in locals { body += Leb.unsigned(count) + [type] }
        bodies.append(body + code.flatMap { $0 } + [0x0b])
        let index = imports.count + functions.count - 1
        if let name { export(name, kind: 0, index) }
        return index
    }

    mutating func type(_ parameters: [UInt8], _ results: [UInt8]) -> Int {
        let type =
            [0x60] + Leb.unsigned(parameters.count) + parameters
            + Leb.unsigned(results.count) + results
        if let index = types.firstIndex(of: type) { return index }
        types.append(type)
        return types.count - 1
    }

    /// Adds a function import; before any function.
    mutating func importFunction(
        _ name: String, _ parameters: [UInt8] = [], _ results: [UInt8] = [],
        from module: String = "env"
    ) {
        let type = type(parameters, results)
        imports.append(Self.name(module) + Self.name(name) + [0] + Leb.unsigned(type))
    }

    mutating func export(_ name: String, kind: UInt8 = 0, _ index: Int = 0) {
        exports.append(Self.name(name) + [kind] + Leb.unsigned(index))
    }

    static func name(_ text: String) -> Bytes { Leb.unsigned(text.utf8.count) + Bytes(text.utf8) }

    /// A module that passes the store check of v1: every export it needs on one function.
    static var contractV1: Assembler {
        var module = Assembler()
        module.importFunction("db_read", [i32], [i32])
        module.function([.get(0)], takes: [i32], gives: [i32])
        for name in ["interface_version_8", "allocate", "deallocate", "instantiate"] {
            module.export(name, 1)
        }
        module.export("memory", kind: 2)
        return module
    }
}

let i32: UInt8 = 0x7f
let i64: UInt8 = 0x7e
let f32: UInt8 = 0x7d
let f64: UInt8 = 0x7c

enum Leb {
    static func unsigned(_ number: Int) -> Bytes {
        var (bytes, rest): (Bytes, Int) = ([], number)
        repeat {
            bytes.append(UInt8(rest & 0x7f) | (rest > 0x7f ? 0x80 : 0))
            rest >>= 7
        } while rest > 0
        return bytes
    }

    static func signed(_ number: Int64) -> Bytes {
        var (bytes, rest): (Bytes, Int64) = ([], number)
        while true {
            let low = UInt8(truncatingIfNeeded: rest) & 0x7f
            rest >>= 7
            let isLast = (rest == 0 && low & 0x40 == 0) || (rest == -1 && low & 0x40 != 0)
            bytes.append(isLast ? low : low | 0x80)
            if isLast { return bytes }
        }
    }
}

/// Instructions.
extension Bytes {
    static let unreachable: Bytes = [0x00]
    static let nop: Bytes = [0x01]
    static let end: Bytes = [0x0b]
    static let orElse: Bytes = [0x05]
    static let ret: Bytes = [0x0f]
    static let drop: Bytes = [0x1a]
    static let select: Bytes = [0x1b]
    static let size: Bytes = [0x3f, 0]
    static let grow: Bytes = [0x40, 0]
    static let eqz: Bytes = [0x45]
    static let add: Bytes = [0x6a]
    static let sub: Bytes = [0x6b]

    static func block(_ type: UInt8 = 0x40) -> Bytes { [0x02, type] }
    static func loop(_ type: UInt8 = 0x40) -> Bytes { [0x03, type] }
    static func when(_ type: UInt8 = 0x40) -> Bytes { [0x04, type] }
    static func br(_ label: Int) -> Bytes { [0x0c] + Leb.unsigned(label) }
    static func brIf(_ label: Int) -> Bytes { [0x0d] + Leb.unsigned(label) }
    static func brTable(_ labels: [Int], or last: Int) -> Bytes {
        [0x0e] + Leb.unsigned(labels.count) + labels.flatMap { Leb.unsigned($0) }
            + Leb.unsigned(last)
    }
    static func call(_ index: Int) -> Bytes { [0x10] + Leb.unsigned(index) }
    static func callIndirect(_ type: Int) -> Bytes { [0x11] + Leb.unsigned(type) + [0] }
    static func get(_ local: Int) -> Bytes { [0x20] + Leb.unsigned(local) }
    static func set(_ local: Int) -> Bytes { [0x21] + Leb.unsigned(local) }
    static func tee(_ local: Int) -> Bytes { [0x22] + Leb.unsigned(local) }
    static func getGlobal(_ index: Int) -> Bytes { [0x23] + Leb.unsigned(index) }
    static func setGlobal(_ index: Int) -> Bytes { [0x24] + Leb.unsigned(index) }
    static func int(_ value: Int64) -> Bytes { [0x41] + Leb.signed(value) }
    static func long(_ value: Int64) -> Bytes { [0x42] + Leb.signed(value) }
    static let float: Bytes = [0x43, 0, 0, 0, 0]
    static let double: Bytes = [0x44, 0, 0, 0, 0, 0, 0, 0, 0]
    static func load(_ opcode: UInt8 = 0x28) -> Bytes { [opcode, 0, 0] }
}
