import SecretBase
import SecretWasm
import Testing

/// Which modules the enclave calls floating. Source: enclave protocol §6; scrtlabs/walrus,
/// `has_floats`.
struct FloatTests {
    private func hasFloats(_ build: (inout Assembler) -> Void) throws -> Bool {
        var module = Assembler()
        build(&module)
        return try WasmModule(parsing: module.bytes).hasFloats
    }

    private func hasFloats(locals: [(Int, UInt8)] = [], _ code: [Bytes]) throws -> Bool {
        try hasFloats { $0.function(code, locals: locals) }
    }

    @Test func `a float among the parameters, but not as the result`() throws {
        #expect(try hasFloats { $0.function([], takes: [f64]) })
        #expect(try !hasFloats { $0.function([.unreachable], gives: [f64]) })
    }

    @Test func `a float in an import's type, results included`() throws {
        #expect(try hasFloats { $0.importFunction("db_read", [f32], []) })
        #expect(try hasFloats { $0.importFunction("db_read", [], [f64]) })
        #expect(try !hasFloats { $0.importFunction("db_read", [i32], [i64]) })
    }

    @Test func `a float local only where it is used`() throws {
        #expect(try !hasFloats(locals: [(1, i32), (2, f64)], [.get(0), .drop]))
        #expect(try hasFloats(locals: [(1, i32), (2, f64)], [.get(1), .drop]))
        #expect(try hasFloats(locals: [(1, i32), (2, f64), (1, i32)], [.get(2), .drop]))
        #expect(try !hasFloats(locals: [(1, i32), (2, f64), (1, i32)], [.get(3), .drop]))
    }

    @Test func `a float global only where it is used`() throws {
        let global: Bytes = [f32, 1] + .float + .end
        #expect(try !hasFloats { $0.globals = [global] })
        #expect(
            try hasFloats {
                $0.globals = [global]
                $0.function([.getGlobal(0), .drop])
            })
    }

    @Test func `constants, loads, stores and every instruction on floats`() throws {
        #expect(try hasFloats([.float, .drop]))
        #expect(try hasFloats([.double, .drop]))
        let floating: [ClosedRange<UInt8>] = [
            0x2a...0x2b, 0x38...0x39, 0x5b...0x66, 0x8b...0xa6, 0xa8...0xab, 0xae...0xbf,
        ]
        for opcode: UInt8 in 0x28...0xc4 where !(0x3f...0x44).contains(opcode) {
            let operands: Bytes = opcode < 0x3f ? [0, 0] : []
            let isFloat = floating.contains { $0.contains(opcode) }
            #expect(try hasFloats([[opcode] + operands]) == isFloat, "opcode \(opcode)")
        }
    }

    /// What is dead lies in no list of the network's; a block in it has a list of its own.
    @Test func `not what is dead, but blocks in it`() throws {
        #expect(try !hasFloats([.unreachable, .double, .drop]))
        #expect(try hasFloats([.unreachable, .block(), .double, .drop, .end]))
        #expect(try !hasFloats([.unreachable, .block(), .ret, .double, .drop, .end]))
        #expect(
            try hasFloats([.ret, .int(0), .when(), .unreachable, .orElse, .double, .drop, .end]))
    }
}
