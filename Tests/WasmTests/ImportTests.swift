import SecretBase
import SecretWasm
import Synchronization
import Testing

/// What an import of the tests was called with.
private final class Ledger: Sendable {
    let calls = Mutex<[[UInt32]]>([])
}

/// Functions that modules take from the host.
@Suite(.needsEngine)
struct ImportTests {
    private typealias Module = TestModule

    private static func noting(
        _ name: String, _ count: Int, _ results: [WasmType] = [.i32], gives result: UInt64 = 0
    ) -> HostFunction {
        HostFunction(name: name, parameters: Array(repeating: .i32, count: count), results: results)
        { instance, first, second, third throws(HostStop) in
            guard let ledger = instance.context as? Ledger else { throw .caller }
            ledger.calls.withLock { $0.append([first, second, third]) }
            return result
        }
    }

    private static func stopping(_ name: String, _ stop: HostStop) -> HostFunction {
        HostFunction(name: name, parameters: [.i32], results: [.i32]) {
            _, _, _, _ throws(HostStop) in
            throw stop
        }
    }

    @Test("arguments arrive in order, those that an import lacks are 0, results go back")
    func argumentsAndResults() throws {
        var module = Module()
        let three = module.imported("three", [.i32, .i32, .i32], [.i32])
        let one = module.imported("one", [.i32], [.i64])
        let none = module.imported("none", [])
        module.entry(
            "run",
            Module.i32(-1) + Module.i32(2) + Module.i32(3) + Module.call(three) + Module.call(one)
                + [0xa7] + Module.call(none))
        let ledger = Ledger()
        let instance = try TestEngine.instance(
            module,
            imports: [
                Self.noting("three", 3, gives: 0xffff_ffff), Self.noting("none", 0, [], gives: 9),
                Self.noting("one", 1, [.i64], gives: 0x1_2345_6789),
            ], context: ledger)
        #expect(try instance.call("run", []) == 0x2345_6789)
        #expect(
            ledger.calls.withLock { $0 } == [[.max, 2, 3], [.max, 0, 0], [0, 0, 0]])
    }

    @Test(
        "the import's reason ends the run and wins over the trap",
        arguments: [HostStop.outOfGas, .memoryRead, .memoryWrite, .memoryAllocation, .caller])
    func stops(_ stop: HostStop) throws {
        var module = Module()
        let ask = module.imported("ask", [.i32], [.i32])
        module.entry("run", Module.i32(1) + Module.call(ask) + Module.unreachable)
        module.entry("fine", Module.i32(5))
        let instance = try TestEngine.instance(module, imports: [Self.stopping("ask", stop)])
        #expect(throws: WasmTrap.host(stop)) { try instance.call("run", []) }
        // The reason is that of one run.
        #expect(try instance.call("fine", []) == 5)
    }

    @Test("an import that the host has with another type refuses the code")
    func wrongType() throws {
        for (parameters, results) in [
            ([WasmType.i32], [WasmType.i32]), ([.i32, .i64], [.i32]), ([.i32, .i32], []),
            ([.i32, .i32], [.i64]), ([], [.i32]),
        ] {
            var module = Module()
            _ = module.imported("db_write", parameters, results)
            module.entry("run", Module.i32(0))
            let error = #expect(throws: PrepareError.self) {
                try TestEngine.prepare(module, imports: [Self.noting("db_write", 2)])
            }
            guard case .wrongImport("db_write")? = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
    }

    @Test("an import that the host lacks is a fault only when it is called")
    func missingImport() throws {
        var module = Module()
        let absent = module.imported("db_scan", [.i32, .i64, .f32, .f64], [.i64])
        let elsewhere = module.imported("db_read", [.i32], [.i32], from: "other")
        module.entry("fine", Module.i32(5))
        module.entry(
            "run",
            Module.i32(1) + Module.i64(1) + [0x43, 0, 0, 0, 0] + [0x44, 0, 0, 0, 0, 0, 0, 0, 0]
                + Module.call(absent) + [0xa7])
        module.entry("other", Module.i32(1) + Module.call(elsewhere))
        let instance = try TestEngine.instance(module, imports: [Self.noting("db_read", 1)])
        #expect(try instance.call("fine", []) == 5)
        #expect(throws: WasmTrap.host(.missingImport)) { try instance.call("run", []) }
        #expect(throws: WasmTrap.host(.missingImport)) { try instance.call("other", []) }
    }

    @Test("the same import twice is one; with two types it is refused")
    func repeatedImport() throws {
        var module = Module()
        _ = module.imported("ask", [.i32], [.i32])
        let second = module.imported("ask", [.i32], [.i32])
        module.entry("run", Module.i32(7) + Module.call(second))
        let ledger = Ledger()
        let instance = try TestEngine.instance(
            module, imports: [Self.noting("ask", 1, gives: 3)], context: ledger)
        #expect(try instance.call("run", []) == 3)

        var twofold = Module()
        _ = twofold.imported("unknown", [.i32])
        _ = twofold.imported("unknown", [.i64])
        #expect(throws: PrepareError.self) { try TestEngine.prepare(twofold) }
    }

    @Test("gas that an import takes comes from the module's own counter")
    func importsPay() throws {
        var module = Module()
        let pay = module.imported("pay", [.i32], [.i32])
        module.function("run", [.i32], [.i32], Module.get(0) + Module.call(pay))
        let payable = HostFunction(name: "pay", parameters: [.i32], results: [.i32]) {
            instance, amount, _, _ throws(HostStop) in
            try instance.useGas(UInt64(amount))
            return instance.gasLeft
        }
        let code = try TestEngine.prepare(module, imports: [payable])
        let instance = try WasmInstance(code, gasLimit: 1004, context: NoContext())
        #expect(instance.gasLeft == 1004)
        // `run` costs 4: a local.get and a call.
        #expect(try instance.call("run", [1000]) == 0)
        #expect(instance.gasLeft == 0)
        #expect(instance.gasExhausted == 0)

        let poor = try WasmInstance(code, gasLimit: 1003, context: NoContext())
        #expect(throws: WasmTrap.host(.outOfGas)) { try poor.call("run", [1000]) }
        #expect(poor.gasLeft == 999)
        #expect(poor.gasExhausted == 1000)

        let broke = try WasmInstance(code, gasLimit: 3, context: NoContext())
        #expect(throws: WasmTrap.outOfGas) { try broke.call("run", [0]) }
        #expect(broke.gasLeft == 3)
        #expect(broke.gasExhausted == 4)
    }

    @Test("an import may run the module again while the module waits")
    func reentrance() throws {
        var module = Module()
        let ask = module.imported("ask", [.i32], [.i32])
        module.function("twice", [.i32], [.i32], Module.get(0) + Module.get(0) + Module.add)
        module.entry("run", Module.i32(21) + Module.call(ask))
        let asking = HostFunction(name: "ask", parameters: [.i32], results: [.i32]) {
            instance, number, _, _ throws(HostStop) in
            do { return UInt64(try instance.call("twice", [number])) } catch { throw .caller }
        }
        let instance = try TestEngine.instance(module, imports: [asking])
        #expect(try instance.call("run", []) == 42)
    }
}
