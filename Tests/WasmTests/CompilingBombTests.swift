import SecretBase
import SecretWasm
import Testing

/// Modules that are made to keep a compiler busy for minutes are refused in a moment.
@Suite(.needsEngine)
struct CompilingBombTests {
    private func refuses(
        _ code: [Bytes], locals: Int = 2, functions: Int = 0,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var module = Assembler()
        module.function(code + [.int(1)], gives: [i32], locals: [(locals, i32)], export: "run")
        for _ in 0..<functions {
            module.functions.append(0)
            module.bodies.append([0, 0x41, 1, 0x0b])
        }
        let clock = ContinuousClock()
        let time = clock.measure {
            #expect(
                throws: PrepareError.self, sourceLocation: sourceLocation
            ) { try MeteredRun.prepare(module) }
        }
        #expect(time < .seconds(20), sourceLocation: sourceLocation)
    }

    @Test func `blocks within blocks`() {
        let depth = 100_000
        for open: Bytes in [.block(), .loop(), .get(0) + .when()] {
            refuses([Bytes](repeating: open, count: depth) + [Bytes](repeating: .end, count: depth))
        }
    }

    @Test func `many locals where control flow meets`() {
        let arm: [Bytes] = [.get(0), .when(), .int(1), .set(1), .end]
        refuses([Bytes](repeating: arm.flatMap { $0 }, count: 5_000), locals: 3_000)
    }

    @Test func `many locals through nested loops`() {
        var code: [Bytes] = []
        for turn in 0..<900 { code += [.loop(), .get(turn), .int(1), .add, .set(turn * 7 % 1000)] }
        for turn in 0..<900 { code += [.get(turn), .brIf(0), .end] }
        refuses(code, locals: 1000)
    }

    @Test func `one function of a million instructions`() {
        refuses([Bytes](repeating: .int(1) + .drop, count: 400_000))
    }

    @Test func `a hundred thousand functions`() {
        refuses([], functions: 100_000)
    }
}
