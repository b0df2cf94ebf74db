import Foundation
import SecretBase
import SecretWasm
import Testing

/// What modules may take of the machine.
@Suite(.needsEngine)
struct LimitTests {
    private typealias Module = TestModule

    private func growing(from pages: Int, max: Int?) throws -> WasmInstance {
        var module = Module()
        module.pages = pages
        module.pagesMax = max
        module.function("grow", [.i32], [.i32], Module.get(0) + Module.grow)
        return try TestEngine.instance(module, gas: 10_000_000_000)
    }

    @Test("memory grows to 192 pages, whatever the module says, and not beyond")
    func memoryGrows() throws {
        for max in [nil, 10, 192, 65_536] {
            let instance = try growing(from: 2, max: max)
            #expect(try instance.call("grow", [190]) == 2)
            #expect(try instance.call("grow", [0]) == 192)
            #expect(try instance.call("grow", [1]) == .max)
            #expect(try instance.call("grow", [65_535]) == .max)
        }
        #expect(try growing(from: 192, max: nil).call("grow", [1]) == .max)
    }

    @Test("modules that the enclave never runs are refused, with its reason")
    func refused() throws {
        var large = Module()
        large.pages = 193
        var starting = Module()
        starting.start = starting.function(nil, [], [], [])
        var markless = Module()
        markless.marker = "interface_version_7"
        var table = Module()
        table.tableSize = 10_000_001
        let cases: [(Bytes, RunChecks.Fault)] = [
            (large.bytes(), .memory), (starting.bytes(), .startFunction),
            (markless.bytes(), .invalidModule), (table.bytes(), .invalidModule),
            ([], .invalidModule),
            (Bytes(repeating: 0x41, count: 2 << 20), .invalidModule),
            (Module().bytes().dropLast(), .invalidModule),
        ]
        for (bytes, fault) in cases {
            let error = #expect(throws: PrepareError.self) { try TestEngine.prepare(bytes) }
            guard case .refused(fault)? = error else {
                Issue.record("\(String(describing: error)) for \(fault)")
                continue
            }
        }
    }

    @Test("code whose values do not fit is refused, in dead code too")
    func invalidCode() {
        for code in [
            Module.i64(1), [], Module.i32(1) + Module.i32(1), Module.unreachable + Module.i64(1),
            Module.add, Module.i32(0) + Module.get(0),
        ] {
            var module = Module()
            module.entry("run", code)
            #expect(throws: PrepareError.self) { try TestEngine.prepare(module) }
        }
    }

    @Test("data and elements beyond memory and table keep a module from running")
    func instantiation() throws {
        var data = Module()
        data.data = [(65_534, [1, 2, 3])]
        var elements = Module()
        elements.tableSize = 0
        elements.tableOffset = 5
        elements.table = [elements.function(nil, [], [], [])]
        for module in [data, elements] {
            #expect(throws: WasmTrap.instantiation) { try TestEngine.instance(module) }
        }
        data.data = [(65_533, [1, 2, 3])]
        _ = try TestEngine.instance(data)
    }

    @Test(
        "modules that would keep the compiler busy for hours are refused at once",
        arguments: ["locals", "blocks", "branches", "functions", "body"])
    func compilerBombs(_ kind: String) throws {
        var module = Module()
        switch kind {
        case "locals":
            // A few bytes each, 50,000 locals each.
            let locals: Bytes = [1] + Module.number(49_999) + [WasmType.i32.rawValue]
            for _ in 0..<2000 { module.raw([], [], locals + [0x0b]) }
        case "blocks":
            let depth = 100_000
            module.raw(
                [], [], [0] + Self.times(depth, [0x02, 0x40]) + Self.times(depth + 1, [0x0b]))
        case "branches":
            let locals: Bytes = [1] + Module.number(1000) + [WasmType.i32.rawValue]
            let branch = Module.get(0) + [0x04, 0x40, 0x05, 0x0b]
            let uses = (0..<1000).flatMap { Module.get($0) + Module.drop }
            module.raw([], [], locals + Self.times(20_000, branch) + uses + [0x0b])
        case "functions":
            for _ in 0..<20_001 { module.raw([], [], [0, 0x0b]) }
        default:
            module.raw([], [], [0] + Self.times(1 << 19, [0x01, 0x01]) + [0x0b])
        }
        let error = #expect(throws: PrepareError.self) { try TestEngine.prepare(module) }
        guard case .refused(.invalidModule)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("a table as large as it may be costs address space, and no memory until it is used")
    func largeTable() throws {
        var module = Module()
        module.tableSize = 10_000_000
        module.entry("run", Module.i32(9_999_999) + Module.callIndirect(0))
        let code = try TestEngine.prepare(module)
        let before = try Self.residentBytes()
        let instances = try (0..<10).map { _ in
            try WasmInstance(code, gasLimit: 1000, context: NoContext())
        }
        for instance in instances {
            #expect(throws: WasmTrap.uninitializedElement) { try instance.call("run", []) }
        }
        #expect(try Self.residentBytes() - before < 64 << 20)
    }

    private static func times(_ count: Int, _ code: Bytes) -> Bytes {
        Bytes(repeatElement(code, count: count).joined())
    }

    @Test("ten thousand runs leave nothing behind")
    func noLeaks() throws {
        var module = Module()
        module.pages = 17
        let ask = module.imported("ask", [.i32], [.i32])
        module.entry(
            "run", Module.i32(0) + Module.i32(1) + Module.store() + Module.i32(1) + Module.call(ask)
        )
        module.entry("fail", Module.unreachable)
        final class Counted {
            nonisolated(unsafe) static var alive = 0  // One test, one thread.
            init() { Self.alive += 1 }
            deinit { Self.alive -= 1 }
        }
        let asking = HostFunction(name: "ask", parameters: [.i32], results: [.i32]) {
            instance, number, _, _ throws(HostStop) in
            let region = try instance.allocateRegion(Bytes(repeating: 1, count: 100))
            guard try instance.readRegion(at: region).count == 100 else { throw .caller }
            return UInt64(number)
        }
        let code = try TestEngine.prepare(module, imports: [asking])
        func runs(_ count: Int) throws {
            for _ in 0..<count {
                let instance = try WasmInstance(code, gasLimit: 100_000, context: Counted())
                #expect(try instance.call("run", []) == 1)
                #expect(throws: WasmTrap.unreachable) { try instance.call("fail", []) }
            }
        }
        try runs(500)
        let before = try Self.residentBytes()
        try runs(9500)
        #expect(Counted.alive == 0)
        // Each instance alone has touched a page of memory: leaked, these would be 40 MiB and more.
        #expect(try Self.residentBytes() - before < 16 << 20)
    }

    private static func residentBytes() throws -> Int {
        let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        return try #require(Int(text.split(separator: " ")[1])) * 4096
    }
}
