import SecretBase
import SecretWasm
import Testing

/// Exact gas of runs. Source: enclave protocol §7.2, wasmtime-and-gas.md §5.
@Suite(.needsEngine)
struct GasTests {
    /// What an instruction without immediates takes.
    private static func operands(of opcode: UInt8) -> [UInt8] {
        switch opcode {
        case 0x45, 0x67...0x69, 0xac, 0xad, 0xb2, 0xb3, 0xb7, 0xb8, 0xbe, 0xc0, 0xc1: [i32]
        case 0x50, 0x79...0x7b, 0xa7, 0xb4, 0xb5, 0xb9, 0xba, 0xbf, 0xc2...0xc4: [i64]
        case 0x8b...0x91, 0xa8, 0xa9, 0xae, 0xaf, 0xbb, 0xbc: [f32]
        case 0x99...0x9f, 0xaa, 0xab, 0xb0, 0xb1, 0xb6, 0xbd: [f64]
        case 0x46...0x4f, 0x6a...0x78: [i32, i32]
        case 0x51...0x5a, 0x7c...0x8a: [i64, i64]
        case 0x5b...0x60, 0x92...0x98: [f32, f32]
        default: [f64, f64]
        }
    }

    private static func constant(_ type: UInt8) -> Bytes {
        switch type {
        case i32: .int(7)
        case i64: .long(7)
        case f32: .float
        default: .double
        }
    }

    @Test func `every number instruction costs 2`() throws {
        for opcode: UInt8 in 0x45...0xc4 {
            let operands = Self.operands(of: opcode).map(Self.constant)
            let gas = try MeteredRun.cost(operands + [[opcode], .drop, .int(0)])
            #expect(gas == UInt64(operands.count + 3) * 2, "opcode \(opcode)")
        }
    }

    @Test func `every load and store costs 2`() throws {
        for opcode: UInt8 in 0x28...0x3e {
            let isStore = opcode >= 0x36
            let type =
                switch opcode {
                case 0x36, 0x3a, 0x3b: i32
                case 0x38: f32
                case 0x39: f64
                default: i64
                }
            let operands = [Bytes.int(16)] + (isStore ? [Self.constant(type)] : [])
            let gas = try MeteredRun.cost(
                operands + [.load(opcode)] + (isStore ? [] : [.drop]) + [.int(0)])
            #expect(gas == 8, "opcode \(opcode)")
        }
    }

    @Test func `so do variables, drop, select, and the memory's size`() throws {
        #expect(try MeteredRun.cost([.get(0), .tee(1), .set(0), .get(1)]) == 8)
        #expect(try MeteredRun.cost([.int(1), .int(2), .int(0), .select]) == 8)
        #expect(try MeteredRun.cost([.size]) == 2)
        let global: Bytes = [i32, 1] + .int(3) + .end
        #expect(
            try MeteredRun.cost([.getGlobal(0), .setGlobal(0), .getGlobal(0)]) {
                $0.globals = [global]
            } == 6)
        #expect(try MeteredRun.cost([.nop, .nop, .int(0), .nop]) == 2)
    }

    @Test func `a sequence is paid whole even when a branch leaves it early`() throws {
        // 3 in the function, 4 in the block, of which 2 run.
        #expect(
            try MeteredRun.cost([
                .block(), .int(1), .brIf(0), .int(1), .drop, .end, .nop, .int(0), .ret,
            ]) == 6 + 8)
    }

    @Test func `what is dead costs nothing`() throws {
        let dead: [Bytes] = [.int(1), .drop, .block(), .int(1), .drop, .end]
        #expect(try MeteredRun.cost([.int(0), .ret] + dead + [.int(5)]) == 4)
        #expect(
            try MeteredRun.cost([.block(i32), .int(4), .br(0)] + dead + [.int(1), .end]) == 2 + 4)
        #expect(
            try MeteredRun.cost(
                [.block(), .int(0), .brTable([0, 0], or: 0)] + dead + [.end, .int(0)])
                == 4 + 4)
    }

    @Test(arguments: [(0, 12), (1, 8)])
    func `only the arm that is taken is paid`(_ condition: Int64, _ arm: UInt64) throws {
        let gas = try MeteredRun.cost([
            .int(condition), .when(i32), .int(1), .int(2), .add, .eqz, .orElse, .int(1), .int(2),
            .add, .int(3), .add, .eqz, .end,
        ])
        #expect(gas == 4 + arm)
    }

    @Test func `an if without else costs nothing when it is not taken`() throws {
        for condition: Int64 in [0, 1] {
            let gas = try MeteredRun.cost([
                .int(condition), .when(), .int(9), .set(0), .end, .get(0),
            ])
            #expect(gas == 6 + (condition == 1 ? 4 : 0))
        }
    }

    @Test(arguments: [1, 2, 10, 1000])
    func `a loop pays at every turn`(_ turns: Int64) throws {
        let gas = try MeteredRun.cost([
            .int(turns), .set(0), .loop(), .get(0), .int(1), .sub, .tee(0), .brIf(0), .end, .get(0),
        ])
        #expect(gas == 8 + UInt64(turns) * 10)
    }

    @Test func `the inner loop's turns are paid for each of the outer's`() throws {
        let inner: [Bytes] = [
            .int(3), .set(1), .loop(), .get(1), .int(1), .sub, .tee(1), .brIf(0), .end,
        ]
        let gas = try MeteredRun.cost(
            [.int(4), .set(0), .loop()] + inner + [
                .get(0), .int(1), .sub, .tee(0), .brIf(0), .end, .get(0),
            ])
        #expect(gas == 8 + 4 * (16 + 3 * 10))
    }

    @Test func `calls pay for what they call`() throws {
        var module = Assembler()
        let type = module.type([i32], [i32])
        let callee = module.function([.get(0), .int(1), .add], takes: [i32], gives: [i32])
        module.tables = [[0x70, 0, 1]]
        module.elements = [[0] + .int(0) + .end + [1] + Leb.unsigned(callee)]
        module.function(
            [.get(0), .call(callee), .int(0), .callIndirect(type)], takes: [i32], gives: [i32],
            export: "run")
        let outcome = try MeteredRun.run(MeteredRun.prepare(module), [40], limit: 20)
        #expect(outcome == .init(result: .success(42), left: 0, exhausted: 0))
    }

    @Test func `an import takes what it takes`() throws {
        var module = Assembler()
        module.importFunction("db_read", [i32], [i32])
        module.function([.get(0), .call(0)], takes: [i32], gives: [i32], export: "run")
        let code = try MeteredRun.prepare(module)
        #expect(
            try MeteredRun.run(code, [6], limit: 1004)
                == .init(result: .success(7), left: 0, exhausted: 0))
        #expect(
            try MeteredRun.run(code, [6], limit: 1003)
                == .init(result: .failure(.host(.outOfGas)), left: 999, exhausted: 1000))
        #expect(
            try MeteredRun.run(code, [6], limit: 3)
                == .init(result: .failure(.outOfGas), left: 3, exhausted: 4))
    }

    @Test func `growing memory costs 8192 a page and 28, also when it fails`() throws {
        func grow(_ pages: Int64) throws -> (UInt64, UInt32) {
            var module = Assembler()
            module.function([.int(pages), .grow], gives: [i32], export: "run")
            let outcome = try MeteredRun.run(MeteredRun.prepare(module), limit: 1 << 50)
            return ((1 << 50) - outcome.left, try outcome.result.get())
        }
        #expect(try grow(0) == (32, 1))
        #expect(try grow(1) == (32 + 8192, 1))
        #expect(try grow(191) == (32 + 191 * 8192, 1))
        #expect(try grow(192) == (32 + 192 * 8192, .max))
        #expect(try grow(1 << 30) == (32 + (1 << 30) * 8192, .max))
    }

    @Test func `pages below zero are more than anybody can pay`() throws {
        var module = Assembler()
        module.function([.int(-1), .grow], gives: [i32], export: "run")
        let outcome = try MeteredRun.run(MeteredRun.prepare(module), limit: 1 << 40)
        #expect(outcome.result == .failure(.outOfGas))
        #expect(outcome.exhausted == UInt64(bitPattern: -8192))
        #expect((1 << 40) - outcome.left == 4 + 28 + 6)
    }

    /// The charges of a run in their order; with each limit it must end as they say.
    @Test func `with every limit the run ends at the charge that does not fit`() throws {
        var module = Assembler()
        module.importFunction("db_read", [i32], [i32])
        let callee = module.function(
            [.get(0), .when(), .get(0), .call(0), .drop, .end, .get(0)], takes: [i32],
            gives: [i32])
        module.function(
            [
                .int(3), .set(0), .loop(), .get(0), .int(1), .sub, .tee(0), .call(callee), .brIf(0),
                .end, .int(1), .grow, .drop, .block(), .int(1), .drop, .br(0), .end, .get(0),
            ], gives: [i32], locals: [(1, i32)], export: "run")
        let turn: [UInt64] = [12, 6, 6, 1000]
        let charges = [16] + turn + turn + [12, 6] + [28, 8192, 6]
        let code = try MeteredRun.prepare(module)
        let total = charges.reduce(0, +)
        for limit in 0...total + 1 {
            let outcome = try MeteredRun.run(code, limit: limit)
            #expect(outcome == Self.expected(limit, charges))
        }
    }

    private static func expected(_ limit: UInt64, _ charges: [UInt64]) -> MeteredRun.Outcome {
        var left = limit
        for charge in charges {
            guard left >= charge else {
                // The function that pays for pages pays 6 more before it gives up.
                if charge == 8192 {
                    return left < 6
                        ? .init(result: .failure(.outOfGas), left: left, exhausted: 6)
                        : .init(result: .failure(.outOfGas), left: left - 6, exhausted: 8192)
                }
                let trap: WasmTrap = charge == 1000 ? .host(.outOfGas) : .outOfGas
                return .init(result: .failure(trap), left: left, exhausted: charge)
            }
            left -= charge
        }
        return .init(result: .success(0), left: left, exhausted: 0)
    }

    @Test func `dead code that is wrong makes the module wrong`() throws {
        var module = Assembler()
        module.function([.int(0), .ret, .long(1), .eqz], gives: [i32], export: "run")
        #expect(throws: PrepareError.self) { try MeteredRun.prepare(module) }
    }

    /// Compilers write the number of data segments for instructions that this module lacks.
    @Test func `a module may count its data segments and name its memory`() throws {
        var module = Assembler()
        module.dataCount = 2
        module.data = [[0] + .int(8) + .end + [1, 42], [2, 0] + .int(9) + .end + [1, 7]]
        module.function([.int(9), .load(0x2d)], gives: [i32], export: "run")
        let outcome = try MeteredRun.run(MeteredRun.prepare(module), limit: 100)
        #expect(outcome == .init(result: .success(7), left: 96, exhausted: 0))
    }
}
