import SecretBase
import SecretWasm
import Testing

/// Runs modules of the tests on the engine and tells what was left of their gas.
enum MeteredRun {
    struct Outcome: Equatable {
        let result: Result<UInt32, WasmTrap>
        let left: UInt64
        let exhausted: UInt64
    }

    /// Takes 1000 gas.
    static let imports = [
        HostFunction(name: "db_read", parameters: [.i32], results: [.i32]) {
            (instance, first, _, _) throws(HostStop) in
            try instance.useGas(1000)
            return UInt64(first + 1)
        }
    ]

    /// The module made ready, with the mark of v1.
    static func prepare(_ module: Assembler) throws -> PreparedCode {
        var module = module
        module.export("interface_version_8", kind: 2)
        return try TestEngine.prepare(module.bytes, imports: imports)
    }

    static func run(
        _ code: PreparedCode, _ arguments: [UInt32] = [], limit: UInt64
    ) throws -> Outcome {
        let instance = try WasmInstance(code, gasLimit: limit, context: NoContext())
        let result = Result { () throws(WasmTrap) in try instance.call("run", arguments) }
        return Outcome(
            result: result, left: instance.gasLeft, exhausted: instance.gasExhausted)
    }

    /// What a run costs that ends well.
    static func cost(_ module: Assembler, _ arguments: [UInt32] = []) throws -> UInt64 {
        let limit: UInt64 = 1 << 40
        let outcome = try run(prepare(module), arguments, limit: limit)
        _ = try outcome.result.get()
        #expect(outcome.exhausted == 0)
        return limit - outcome.left
    }

    /// What these instructions cost as the body of a function that gives an i32.
    static func cost(
        _ code: [Bytes], _ change: (inout Assembler) -> Void = { _ in }
    ) throws
        -> UInt64
    {
        var module = Assembler()
        change(&module)
        module.function(code, gives: [i32], locals: [(2, i32), (1, i64)], export: "run")
        return try cost(module)
    }
}
