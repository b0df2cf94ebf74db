import SecretBase
import SecretWasm
import Synchronization
import Testing

/// Counts how deep runs lie in runs.
private final class Nesting: Sendable {
    let code: PreparedCode
    let depth = Atomic(0)
    init(_ code: PreparedCode) { self.code = code }
}

/// How runs end.
@Suite(.needsEngine)
struct TrapTests {
    private typealias Module = TestModule

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let trap: WasmTrap
        let code: Bytes
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(name: "unreachable", trap: .unreachable, code: Module.unreachable),
        Case(
            name: "a load beyond the memory", trap: .outOfBounds,
            code: Module.i32(65_536) + Module.load()),
        Case(
            name: "a load at the end of the address space", trap: .outOfBounds,
            code: Module.i32(-1) + Module.load(Int(UInt32.max))),
        Case(
            name: "a store that begins inside and ends outside", trap: .outOfBounds,
            code: Module.i32(65_533) + Module.i32(1) + Module.store() + Module.i32(0)),
        Case(
            name: "a division by zero", trap: .divisionByZero,
            code: Module.i32(1) + Module.i32(0) + Module.divide),
        Case(
            name: "a remainder by zero", trap: .divisionByZero,
            code: Module.i32(1) + Module.i32(0) + [0x6f]),
        Case(
            name: "the smallest integer by -1", trap: .integerOverflow,
            code: Module.i32(.min) + Module.i32(-1) + Module.divide),
        Case(
            name: "not a number as an integer", trap: .invalidConversion,
            code: [0x43, 0, 0, 0xc0, 0x7f] + [0xa8]),
        Case(
            name: "a fraction too large for an integer", trap: .integerOverflow,
            code: [0x43, 0, 0, 0x80, 0x7f] + [0xa8]),
        Case(
            name: "a call beyond the table", trap: .tableOutOfBounds,
            code: Module.i32(9) + Module.callIndirect(0)),
        Case(
            name: "a call of an element that is not set", trap: .uninitializedElement,
            code: Module.i32(1) + Module.callIndirect(0)),
        Case(
            name: "a call of another type", trap: .signatureMismatch,
            code: Module.i32(0) + Module.callIndirect(0)),
    ]

    @Test("each fault of the module has its own name", arguments: cases)
    func faults(_ fault: Case) throws {
        var module = Module()
        module.tableSize = 4
        module.entry("run", fault.code)
        // Type 0 is that of `run`; the table's one element takes an argument.
        module.table = [module.function(nil, [.i32], [.i32], Module.get(0))]
        let instance = try TestEngine.instance(module)
        #expect(throws: fault.trap) { try instance.call("run", []) }
    }

    @Test("a run that goes well gives its value, with every bit")
    func runs() throws {
        var module = Module()
        module.entry("minus", Module.i32(-1))
        module.function("second", [.i32, .i32, .i32], [.i32], Module.get(1))
        let instance = try TestEngine.instance(module)
        #expect(try instance.call("minus", []) == .max)
        #expect(try instance.call("second", [1, 0x8000_0000, 3]) == 0x8000_0000)
    }

    @Test("what is not exported with this type cannot be called")
    func missingExports() throws {
        var module = Module()
        module.function("nothing", [], [], [])
        module.function("long", [], [.i64], Module.i64(1))
        module.function("takesLong", [.i64], [.i32], Module.i32(1))
        module.function("one", [.i32], [.i32], Module.get(0))
        let instance = try TestEngine.instance(module)
        for (name, count) in [
            ("absent", 0), ("memory", 0), ("nothing", 0), ("long", 0), ("takesLong", 1), ("one", 0),
            ("one", 2), ("gas_limit", 0),
        ] {
            #expect(throws: WasmTrap.missingExport, "\(name)") {
                try instance.call(name, Array(repeating: 1, count: count))
            }
        }
        #expect(try instance.call("one", [7]) == 7)
    }

    @Test("an endless loop runs out of gas")
    func endlessLoop() throws {
        var module = Module()
        module.entry("run", Module.loop([0x0c, 0]) + Module.i32(0))
        let instance = try TestEngine.instance(module, gas: 1_000_001)
        #expect(throws: WasmTrap.outOfGas) { try instance.call("run", []) }
        #expect(instance.gasLeft == 1)
        #expect(instance.gasExhausted == 2)
    }

    @Test("endless recursion overflows the stack, on any thread, and the process lives")
    func endlessRecursion() async throws {
        var module = Module()
        module.entry("run", Module.call(0))
        let code = try TestEngine.prepare(module)
        @Sendable func overflows() -> Bool {
            do throws(WasmTrap) {
                _ = try WasmInstance(code, gasLimit: 10_000_000_000, context: NoContext())
                    .call("run", [])
                return false
            } catch {
                return error == .stackOverflow
            }
        }
        #expect(overflows())
        #expect(await Task { overflows() }.value)
        for megabytes in [2, 8, 64] {
            #expect(onThread(stackBytes: megabytes << 20, overflows) == true, "\(megabytes) MiB")
        }
        #expect(onThread(stackBytes: 512 << 10, overflows) == true, "less than a run may need")
    }

    @Test("runs within runs stop at the thread's stack instead of beyond it")
    func nestedRuns() throws {
        var module = Module()
        let query = module.imported("query_chain", [.i32], [.i32])
        // Recurses with its argument counting down, then asks the host, which runs it again.
        let ask = Module.i32(0) + Module.call(query)
        module.function(
            "run", [.i32], [.i32],
            Module.get(0) + [0x04, 0x7f] + Module.get(0) + Module.i32(1) + [0x6b] + Module.call(1)
                + [0x05] + ask + [0x0b])
        let nest = HostFunction(name: "query_chain", parameters: [.i32], results: [.i32]) {
            instance, _, _, _ throws(HostStop) in
            guard let nesting = instance.context as? Nesting else { throw .caller }
            nesting.depth.add(1, ordering: .relaxed)
            do {
                return try UInt64(
                    WasmInstance(nesting.code, gasLimit: 1_000_000_000, context: nesting)
                        .call("run", [5000]))
            } catch { throw .caller }
        }
        let nesting = Nesting(try TestEngine.prepare(module, imports: [nest]))
        let stop = onThread(stackBytes: 4 << 20) {
            Result { () throws(WasmTrap) in
                try WasmInstance(nesting.code, gasLimit: 1_000_000_000, context: nesting)
                    .call("run", [5000])
            }
        }
        #expect(stop == .failure(.host(.caller)))
        #expect(nesting.depth.load(ordering: .relaxed) > 1)
    }
}
