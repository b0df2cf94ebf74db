import SecretBase
import SecretWasm
import Testing

/// The bounded parser, section by section.
struct WasmModuleTests {
    /// Every section there is.
    static var whole: Assembler {
        var module = Assembler()
        module.importFunction("db_read", [i32], [i32])
        module.importFunction("check_gas", [], [i64])
        module.tables = [[0x70, 0, 2]]
        module.globals = [[i32, 1] + .int(-5) + .end, [i64, 0] + .long(1 << 40) + .end]
        module.function(
            [.block(), .get(0), .brIf(0), .loop(), .br(1), .end, .end, .get(2), .call(0)],
            takes: [i32, i64], gives: [i32], locals: [(3, i32), (1, i64)], export: "run")
        module.function(
            [.get(0), .drop, .int(1), .when(i32), .int(1), .orElse, .int(-1), .end, .drop],
            takes: [f32])
        module.export("memory", kind: 2)
        module.export("table", kind: 1)
        module.export("counter", kind: 3, 1)
        module.start = 3
        module.elements = [[0] + .int(0) + .end + [2, 2, 3]]
        module.dataCount = 2
        module.data = [[0] + .int(8) + .end + [3, 1, 2, 3], [2, 0] + .int(0) + .end + [0]]
        module.customs = [Assembler.name("name") + [1, 2, 3], Assembler.name("")]
        return module
    }

    @Test func `a module tells what its sections say`() throws {
        let module = try WasmModule(parsing: Self.whole.bytes)
        let read = WasmModule.FunctionType.self
        #expect(module.imports.map(\.name) == ["db_read", "check_gas"])
        #expect(module.imports.map(\.module) == ["env", "env"])
        guard case .function(let type) = module.imports[1].type else {
            Issue.record("no function")
            return
        }
        #expect(type.parameters == [] && type.results == [.i64], "\(read)")
        #expect(module.functions.count == 4)
        #expect(module.functions[2].parameters == [.i32, .i64])
        #expect(module.tables.map(\.initial) == [2])
        #expect(module.memories.map(\.initial) == [1])
        #expect(module.memories.map(\.maximum) == [nil])
        #expect(module.globals.map(\.type) == [.i32, .i64])
        #expect(module.globals.map(\.isMutable) == [true, false])
        #expect(module.exports.map(\.name) == ["run", "memory", "table", "counter"])
        #expect(module.exports.map(\.kind) == [.function, .memory, .table, .global])
        #expect(module.exports.map(\.index) == [2, 0, 0, 1])
        #expect(module.hasStart)
        #expect(module.hasFloats)
        #expect(module.dialect == nil)
    }

    @Test func `a module that was cut short is none`() throws {
        let bytes = Self.whole.bytes
        var boundaries = [8]
        while let last = boundaries.last, last < bytes.count {
            boundaries.append(last + 2 + Int(bytes[last + 1]))
        }
        // Behind custom sections, types and imports nothing is missing yet.
        let whole = Set(boundaries.prefix(5))
        for count in bytes.indices {
            let module = try? WasmModule(parsing: Bytes(bytes[..<count]))
            #expect((module != nil) == whole.contains(count), "\(count) of \(bytes.count)")
        }
    }

    @Test func `one byte too many is refused`() {
        #expect(throws: WasmError.self) { try WasmModule(parsing: Self.whole.bytes + [0]) }
        #expect(throws: WasmError.self) { try WasmModule(parsing: Self.whole.bytes + [0, 0]) }
    }

    @Test func `one byte more in any section is refused`() {
        for id: UInt8 in 1...12 {
            var (out, position): (Bytes, Int) = (Bytes(Self.whole.bytes[..<8]), 8)
            let bytes = Self.whole.bytes
            while position < bytes.count {
                let length = Int(bytes[position + 1])
                let contents = Bytes(bytes[(position + 2)..<(position + 2 + length)])
                let longer = bytes[position] == id ? contents + [0] : contents
                out += Assembler.section(bytes[position], longer)
                position += 2 + length
            }
            #expect(throws: WasmError.self, "section \(id)") { try WasmModule(parsing: out) }
        }
    }

    @Test(
        arguments: [
            [0x01, 0x80, 0x80, 0x80, 0x80, 0x10], [0x01, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00],
            [0x01, 0xff, 0xff, 0xff, 0xff, 0x0f], [0x0d, 0x00], [0x01, 0x01],
            [0x01, 0x02, 0x01, 0x61],
            [0x00, 0x00], [0x00, 0x02, 0x01, 0xff], [0x01, 0x05, 0xff, 0xff, 0xff, 0xff, 0x0f],
            [0x05, 0x03, 0x01, 0x02, 0x01], [0x05, 0x04, 0x01, 0x01, 0x02, 0x01],
            [0x07, 0x05, 0x01, 0x01, 0x61, 0x00, 0x00], [0x08, 0x01, 0x00],
            [0x03, 0x02, 0x01, 0x00],
            [0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b], [0x04, 0x04, 0x01, 0x6f, 0x00, 0x00],
        ] as [Bytes])
    func `a malformed section is refused`(_ section: Bytes) {
        let header: Bytes = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
        #expect(throws: WasmError.self) { try WasmModule(parsing: header + section) }
    }

    @Test func `sections come once and in order`() throws {
        let header: Bytes = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
        let (types, memory): (Bytes, Bytes) = ([1, 1, 0], [5, 1, 0])
        _ = try WasmModule(parsing: header + types + memory)
        #expect(throws: WasmError.self) { try WasmModule(parsing: header + memory + types) }
        #expect(throws: WasmError.self) { try WasmModule(parsing: header + types + types) }
        #expect(throws: WasmError.self) { try WasmModule(parsing: []) }
        #expect(throws: WasmError.self) {
            try WasmModule(parsing: [0, 0x61, 0x73, 0x6d, 2, 0, 0, 0])
        }
    }

    @Test func `nothing may name what comes with metering`() {
        // Function 1, global 0 and type 1 are not the module's own.
        let bodies: [[Bytes]] = [
            [.call(1)], [.getGlobal(0), .drop], [.long(9), .setGlobal(0)],
            [.int(0), .callIndirect(1)], [.br(1)], [.get(0), .drop], [.int(0), .brIf(1)],
        ]
        for body in bodies {
            var module = Assembler()
            module.function(body)
            #expect(throws: WasmError.self, "\(body)") { try WasmModule(parsing: module.bytes) }
        }
        for kind: UInt8 in 0...3 {
            var module = Assembler()
            module.function([])
            module.export("x", kind: kind, 1)
            #expect(throws: WasmError.self) { try WasmModule(parsing: module.bytes) }
        }
    }

    @Test func `bodies end where they say`() {
        let wrong: [Bytes] = [
            [0], [0, 0x0b, 0x0b], [0, 0x01], [0, 0x05, 0x0b], [0, 0x02, 0x40, 0x0b],
            [0, 0x04, 0x40, 0x05, 0x05, 0x0b, 0x0b], [1, 0x0b], [0, 0x02, 0x00, 0x0b, 0x0b],
            [1, 0xd1, 0x86, 0x03, 0x7f, 0x0b],
        ]
        for body in wrong {
            var module = Assembler()
            module.function([])
            module.bodies = [body]
            #expect(throws: WasmError.self, "\(body)") { try WasmModule(parsing: module.bytes) }
        }
    }

    @Test func `opcodes of later versions are refused`() {
        for opcode in UInt8.min...UInt8.max {
            let isKnown =
                switch opcode {
                case 0x00...0x05, 0x0b...0x11, 0x1a...0x1b, 0x20...0x24, 0x28...0xc4: true
                default: false
                }
            guard !isKnown else { continue }
            var module = Assembler()
            module.function([[opcode, 0, 0]])
            #expect(throws: WasmError.malformed("unknown opcode \(opcode)")) {
                try WasmModule(parsing: module.bytes)
            }
        }
    }

    @Test func `numbers are as long as they may be and no longer`() throws {
        let right: [Bytes] = [
            .int(.init(Int32.max)), .int(.init(Int32.min)), .long(.max), .long(.min),
            [0x41, 0x80, 0x80, 0x80, 0x80, 0x00], [0x41, 0xff, 0xff, 0xff, 0xff, 0x7f],
            [0x42, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
        ]
        for number in right {
            var module = Assembler()
            module.function([number, .drop])
            _ = try WasmModule(parsing: module.bytes)
        }
        let wrong: [Bytes] = [
            [0x41, 0x80, 0x80, 0x80, 0x80, 0x08], [0x41, 0xff, 0xff, 0xff, 0xff, 0x6f],
            [0x41, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00],
            [0x42, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
        ]
        for number in wrong {
            var module = Assembler()
            module.function([number, .drop])
            #expect(throws: WasmError.self) { try WasmModule(parsing: module.bytes) }
        }
    }

    @Test func `a count that the bytes cannot hold costs nothing`() {
        var module = Assembler()
        module.function([])
        for id: UInt8 in 1...11 where id != 8 {
            let huge = Assembler.section(id, [0xff, 0xff, 0xff, 0xff, 0x0f])
            let bytes: Bytes = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0] + huge
            #expect(throws: WasmError.self) { try WasmModule(parsing: bytes) }
            #expect(throws: WasmError.self) { try StaticChecks.storeReport(of: bytes) }
        }
    }

    @Test func `the longest module is 3 MiB`() throws {
        let header: Bytes = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
        let filler = 3 * 1024 * 1024 - header.count - 6
        let section = [0] + Leb.unsigned(filler + 1) + [0] + Bytes(repeating: 7, count: filler)
        #expect((header + section).count <= WasmModule.bytesMax + 0)
        _ = try WasmModule(parsing: header + section)
        #expect(throws: WasmError.self) {
            try WasmModule(parsing: header + section + [0, 1, 0, 0, 1, 0])
        }
    }
}
