import SecretBase
import SecretWasm

/// Puts a small module together: what it is given, and what every contract has.
struct TestModule {
    /// Instructions, as bytes.
    typealias Code = Bytes

    var pages = 1
    var pagesMax: Int?
    var table: [Int] = []
    var tableSize = 0
    /// Where in the table its elements go.
    var tableOffset: Int32 = 0
    var data: [(offset: Int, bytes: Bytes)] = []
    var start: Int?
    /// Mutable i32 globals by their first values; the first is where `allocate` gives from.
    var globals: [Int32] = [1024]
    var marker = "interface_version_8"
    /// What the memory is exported as.
    var memoryName: String? = "memory"

    private var types: [Bytes] = []
    private var imports: [Bytes] = []
    private var functions: [(type: Int, body: Bytes)] = []
    private var exports: [(name: String, index: Int)] = []

    /// With an `allocate` that never takes back, unless told otherwise.
    init(allocates: Bool = true) {
        if allocates { addsAllocate = true }
    }
    private var addsAllocate = false

    /// Imports come before functions. Returns the function's index.
    mutating func imported(
        _ name: String, _ parameters: [WasmType], _ results: [WasmType] = [],
        from module: String = "env"
    ) -> Int {
        let entry =
            Self.text(module) + Self.text(name) + [0] + Self.number(type(parameters, results))
        imports.append(entry)
        return imports.count - 1
    }

    /// A function, exported where it has a name. Returns its index.
    @discardableResult
    mutating func function(
        _ name: String? = nil, _ parameters: [WasmType] = [], _ results: [WasmType] = [],
        locals: [WasmType] = [], _ code: Code
    ) -> Int {
        let index = imports.count + functions.count
        let declared = locals.map { [1, $0.rawValue] as Bytes }
        functions.append((type(parameters, results), Self.list(declared) + code + [0x0b]))
        if let name { exports.append((name, index)) }
        return index
    }

    /// A function whose body is given whole, with its locals and its end.
    mutating func raw(_ parameters: [WasmType], _ results: [WasmType], _ body: Bytes) {
        functions.append((type(parameters, results), body))
    }

    /// An exported function of no arguments that gives an i32.
    @discardableResult
    mutating func entry(_ name: String, locals: [WasmType] = [], _ code: Code) -> Int {
        function(name, [], [.i32], locals: locals, code)
    }

    /// The module's bytes.
    func bytes() -> Bytes {
        var module = self
        if addsAllocate { module.function("allocate", [.i32], [.i32], locals: [.i32], Self.bump) }
        module.function(marker, [], [], [])
        return module.joined()
    }

    private mutating func type(_ parameters: [WasmType], _ results: [WasmType]) -> Int {
        let type =
            [0x60] + Self.list(parameters.map { [$0.rawValue] })
            + Self.list(results.map { [$0.rawValue] })
        if let known = types.firstIndex(of: type) { return known }
        types.append(type)
        return types.count - 1
    }

    private func joined() -> Bytes {
        var out: Bytes = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
        func section(_ id: UInt8, _ entries: [Bytes]) {
            guard !entries.isEmpty else { return }
            let body = Self.list(entries)
            out += [id] + Self.number(body.count) + body
        }
        section(1, types)
        section(2, imports)
        section(3, functions.map { Self.number($0.type) })
        let size = tableOffset == 0 ? max(tableSize, table.count) : tableSize
        if size > 0 || !table.isEmpty {
            section(4, [[0x70, 0] + Self.number(size)])
        }
        section(
            5,
            [
                pagesMax.map { [1] + Self.number(pages) + Self.number($0) } ?? [0]
                    + Self.number(pages)
            ])
        section(6, globals.map { [WasmType.i32.rawValue, 1] + Self.i32($0) + [0x0b] })
        var names = exports.map { Self.text($0.name) + [0] + Self.number($0.index) }
        if let memoryName { names.append(Self.text(memoryName) + [2, 0]) }
        section(7, names)
        if let start {
            let body = Self.number(start)
            out += [8] + Self.number(body.count) + body
        }
        if !table.isEmpty {
            section(9, [[0] + Self.i32(tableOffset) + [0x0b] + Self.list(table.map(Self.number))])
        }
        section(10, functions.map { Self.number($0.body.count) + $0.body })
        section(
            11,
            data.map {
                [0] + Self.i32(Int32($0.offset)) + [0x0b] + Self.number($0.bytes.count) + $0.bytes
            })
        return out
    }

    // MARK: instructions

    static func i32(_ value: Int32) -> Code { [0x41] + signed(Int64(value)) }
    static func i64(_ value: Int64) -> Code { [0x42] + signed(value) }
    static func get(_ local: Int) -> Code { [0x20] + number(local) }
    static func set(_ local: Int) -> Code { [0x21] + number(local) }
    static func call(_ function: Int) -> Code { [0x10] + number(function) }
    static func load(_ offset: Int = 0) -> Code { [0x28, 2] + number(offset) }
    static func store(_ offset: Int = 0) -> Code { [0x36, 2] + number(offset) }
    /// Calls the table's element whose index is on the stack, as type number `type`.
    static func callIndirect(_ type: Int) -> Code { [0x11] + number(type) + [0] }
    static func loop(_ body: Code) -> Code { [0x03, 0x40] + body + [0x0b] }
    static let unreachable: Code = [0x00]
    static let drop: Code = [0x1a]
    static let add: Code = [0x6a]
    static let divide: Code = [0x6d]
    static let grow: Code = [0x40, 0]

    /// `allocate`: a Region of `length` bytes where the first global points, which moves on.
    private static let bump: Code =
        [0x23, 0] + set(1) + get(1) + get(1) + i32(12) + add + store() + get(1) + get(0) + store(4)
        + get(1) + i32(0) + store(8) + get(1) + i32(12) + add + get(0) + add + [0x24, 0] + get(1)

    // MARK: encodings

    static func number(_ value: Int) -> Bytes { Leb.unsigned(value) }
    static func signed(_ value: Int64) -> Bytes { Leb.signed(value) }
    private static func text(_ text: String) -> Bytes { number(text.utf8.count) + Array(text.utf8) }
    private static func list(_ entries: [Bytes]) -> Bytes {
        number(entries.count) + Bytes(entries.joined())
    }
}
