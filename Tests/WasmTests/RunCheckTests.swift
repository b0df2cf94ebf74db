import SecretBase
import SecretWasm
import Testing

/// What the enclave refuses to run. Source: enclave protocol §6, "At every run".
struct RunCheckTests {
    private func check(
        instantiating: Bool = true, _ change: (inout Assembler) -> Void
    ) throws -> RunChecks.Report {
        var module = Assembler.contractV1
        change(&module)
        return try RunChecks.check(
            WasmModule(parsing: module.bytes), instantiating: instantiating)
    }

    @Test func `a contract passes`() throws {
        #expect(try check { _ in }.dialect == .v1)
        #expect(try !check { _ in }.usesRandom)
        #expect(try check { $0.export("requires_random", kind: 2) }.usesRandom)
    }

    @Test func `no marker, no contract`() {
        #expect(throws: RunChecks.Fault.invalidModule) { try check { $0.exports = [] } }
    }

    @Test func `a start function`() {
        #expect(throws: RunChecks.Fault.startFunction) {
            try check {
                $0.function([])
                $0.start = 2
            }
        }
    }

    @Test func `more than 192 pages, or two memories`() throws {
        _ = try check { $0.memories = [[0] + Leb.unsigned(192)] }
        #expect(throws: RunChecks.Fault.memory) {
            try check { $0.memories = [[0] + Leb.unsigned(193)] }
        }
        #expect(throws: RunChecks.Fault.memory) { try check { $0.memories = [[0, 1], [0, 1]] } }
        _ = try check {
            $0.memories = []
            $0.exports.removeLast()
        }
    }

    @Test func `floats, only where a contract is made`() throws {
        #expect(throws: RunChecks.Fault.floats) { try check { $0.function([.float, .drop]) } }
        _ = try check(instantiating: false) { $0.function([.float, .drop]) }
    }

    @Test func `the texts are the enclave's`() {
        #expect(RunChecks.Fault.invalidModule.text == "tried to load invalid wasm code")
        #expect(RunChecks.Fault.startFunction.text == "WasmModuleWithStart")
        #expect(RunChecks.Fault.memory.text == "failed to initialize wasm memory")
        #expect(RunChecks.Fault.floats.text == "found floating point operation in module code")
    }
}
