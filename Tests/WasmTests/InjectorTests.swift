import SecretBase
import SecretWasm
import Testing

/// The metered module byte for byte. Source: wasmtime-and-gas.md §5.1.
struct InjectorTests {
    /// What charges `cost`, where the two counters are globals 0 and 1.
    private func charge(_ cost: Int64) -> Bytes {
        [0x23, 0] + .long(cost) + [0x54, 0x04, 0x40] + .long(cost) + [0x24, 1, 0x00, 0x0b]
            + [0x23, 0] + .long(cost) + [0x7d, 0x24, 0]
    }

    private static let counters: [Bytes] = [
        [i64, 1] + .long(0) + .end, [i64, 1] + .long(0) + .end,
    ]

    /// The module metered, and what it should be: the same with other bodies.
    private func expect(
        _ code: [Bytes], becomes expected: [Bytes],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        var module = Assembler()
        _ = module.type([i32], [i32])
        module.function(code)
        var metered = Assembler()
        _ = metered.type([i32], [i32])
        metered.function(expected)
        metered.memories = [[1, 1] + Leb.unsigned(192)]
        metered.globals = Self.counters
        metered.export("gas_limit", kind: 3, 0)
        metered.export("gas_limit_exhausted", kind: 3, 1)
        metered.export("gas_limit_memory", kind: 2)
        #expect(
            try GasInjector.inject(module.bytes) == metered.bytes, sourceLocation: sourceLocation)
    }

    @Test func `a sequence pays for itself in front`() throws {
        try expect([], becomes: [])
        try expect([.nop, .nop], becomes: [.nop, .nop])
        try expect([.int(1), .drop], becomes: [charge(4), .int(1), .drop])
    }

    @Test func `a nested block counts once and pays for its own`() throws {
        try expect(
            [.block(), .int(1), .brIf(0), .nop, .end, .int(2), .drop],
            becomes: [
                charge(6), .block(), charge(4), .int(1), .brIf(0), .nop, .end, .int(2), .drop,
            ])
        try expect(
            [.loop(), .int(1), .brIf(0), .end],
            becomes: [charge(2), .loop(), charge(4), .int(1), .brIf(0), .end])
    }

    @Test func `then and else pay apart, and a missing else pays nothing`() throws {
        try expect(
            [.int(1), .when(), .int(1), .drop, .orElse, .int(2), .int(3), .drop, .drop, .end],
            becomes: [
                charge(4), .int(1), .when(), charge(4), .int(1), .drop, .orElse, charge(8), .int(2),
                .int(3), .drop, .drop, .end,
            ])
        try expect(
            [.int(1), .when(), .end, .int(1), .when(), .nop, .orElse, .end],
            becomes: [
                charge(8), .int(1), .when(), .end, .int(1), .when(), .nop, .orElse, .end,
            ])
    }

    @Test func `what is dead goes and costs nothing`() throws {
        let dead: [Bytes] = [
            .int(1), .drop, .block(), .int(2), .when(), .ret, .orElse, .br(1), .end, .end, .grow,
        ]
        for last: Bytes in [.unreachable, .ret, .br(0), .brTable([0, 0], or: 0)] {
            try expect([last] + dead, becomes: [charge(2), last])
            try expect(
                [.block(), .int(7), .drop, last] + dead + [.end, .int(1), .drop],
                becomes: [
                    charge(6), .block(), charge(6), .int(7), .drop, last, .end, .int(1), .drop,
                ])
        }
    }

    @Test func `what follows a dead arm lives`() throws {
        try expect(
            [.int(1), .when(), .ret, .nop, .orElse, .unreachable, .drop, .end, .int(1), .drop],
            becomes: [
                charge(8), .int(1), .when(), charge(2), .ret, .orElse, charge(2), .unreachable,
                .end, .int(1), .drop,
            ])
    }

    @Test func `growing memory pays a function, which is metered itself`() throws {
        var module = Assembler()
        module.function(
            [.get(0), .grow, .drop, .get(0), .grow], takes: [i32], gives: [i32])
        var metered = Assembler()
        metered.function(
            [charge(10), .get(0), .call(1), .grow, .drop, .get(0), .call(1), .grow],
            takes: [i32], gives: [i32])
        let pay: [Bytes] = [
            charge(28), .get(0), [0xac], .long(8192), [0x7e], .set(1), .getGlobal(0), .get(1),
            [0x54], .when(), charge(6), .get(1), .setGlobal(1), .unreachable, .end, .getGlobal(0),
            .get(1), [0x7d], .setGlobal(0), .get(0),
        ]
        metered.function(pay, takes: [i32], gives: [i32], locals: [(1, i64)])
        metered.memories = [[1, 1] + Leb.unsigned(192)]
        metered.globals = Self.counters
        metered.export("gas_limit", kind: 3, 0)
        metered.export("gas_limit_exhausted", kind: 3, 1)
        metered.export("gas_limit_memory", kind: 2)
        #expect(try GasInjector.inject(module.bytes) == metered.bytes)
    }

    @Test func `a type for that function is added only where there is none`() throws {
        var module = Assembler()
        module.function([.int(1), .grow, .drop])
        let metered = try WasmModule(parsing: GasInjector.inject(module.bytes))
        #expect(metered.types.count == 2)
        #expect(metered.functions.map(\.parameters) == [[], [.i32]])
        #expect(metered.functions.map(\.results) == [[], [.i32]])
    }

    @Test func `the rest of the module stays as it was`() throws {
        let module = WasmModuleTests.whole
        let before = try WasmModule(parsing: module.bytes)
        let out = try GasInjector.inject(module.bytes)
        let after = try WasmModule(parsing: out)
        #expect(after.types == before.types)
        #expect(after.imports == before.imports)
        #expect(after.functions == before.functions)
        #expect(after.tables == before.tables)
        #expect(after.memories.map(\.maximum) == [192])
        #expect(after.globals.dropLast(2) == before.globals[...])
        #expect(after.globals.suffix(2).allSatisfy { $0.type == .i64 && $0.isMutable })
        #expect(after.exports.dropLast(2) == before.exports[...])
        #expect(after.exports.suffix(2).map(\.name) == ["gas_limit", "gas_limit_exhausted"])
        #expect(after.exports.suffix(2).map(\.index) == [2, 3])
        #expect(after.hasStart)
        let kept = module.elements.flatMap { $0 } + module.data.flatMap { $0 }
        #expect(!kept.isEmpty && out.containsRun(module.elements[0]))
        #expect(out.containsRun(module.data[0]))
        #expect(!out.containsRun(Bytes("name".utf8)))
    }

    @Test func `the same module gives the same bytes`() throws {
        let bytes = WasmModuleTests.whole.bytes
        #expect(try GasInjector.inject(bytes) == GasInjector.inject(bytes))
        #expect(GasInjector.version == 1)
    }

    @Test func `a module without anything gets its counters`() throws {
        let header: Bytes = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
        let module = try WasmModule(parsing: GasInjector.inject(header))
        #expect(module.globals.count == 2 && module.exports.count == 2)
    }

    @Test func `nobody else may have the counters' names or too much memory`() {
        for name in ["gas_limit", "gas_limit_exhausted", "gas_limit_memory"] {
            var module = Assembler()
            module.function([], export: name)
            #expect(throws: WasmError.self) { try GasInjector.inject(module.bytes) }
        }
        var module = Assembler()
        module.memories = [[0] + Leb.unsigned(193)]
        #expect(throws: WasmError.self) { try GasInjector.inject(module.bytes) }
    }
}

extension Bytes {
    fileprivate func containsRun(_ run: Bytes) -> Bool {
        indices.contains { self[$0...].starts(with: run) }
    }
}
