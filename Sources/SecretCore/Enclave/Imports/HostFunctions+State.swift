import SecretBase
import SecretWasm

/// A contract's own state, and its questions to the chain.
extension HostFunctions {
    private static let readGas: UInt64 = 1_000
    private static let writeGas: UInt64 = 2_000

    static let state: [HostFunction] = [
        function("db_read", 1, .pointer, read),
        function("db_write", 2, .nothing, write),
        function("db_remove", 1, .nothing, remove),
        function("query_chain", 1, .pointer, queryChain),
        // Nobody listens in production: the text is not even looked at.
        function("debug_print", 1, .nothing) { _ throws(HostStop) in 0 },
        function("debug", 1, .nothing) { _ throws(HostStop) in 0 },
    ]

    /// 0 where there is nothing; an empty value is a region of length 0.
    private static func read(_ frame: Frame) throws(HostStop) -> UInt64 {
        try frame.charge(readGas)
        let key = try frame.read(frame.arguments.0)
        let value = try frame.reporting { () throws(CallFault) in try frame.call.read(key) }
        guard let value else { return 0 }
        return try frame.give(value)
    }

    private static func write(_ frame: Frame) throws(HostStop) -> UInt64 {
        try frame.reporting { () throws(CallFault) in try frame.call.allowWriting() }
        try frame.charge(writeGas)
        let key = try frame.read(frame.arguments.0)
        let value = try frame.read(frame.arguments.1)
        try frame.charge(frame.call.write(value, key))
        return 0
    }

    private static func remove(_ frame: Frame) throws(HostStop) -> UInt64 {
        try frame.reporting { () throws(CallFault) in try frame.call.allowWriting() }
        let key = try frame.read(frame.arguments.0)
        try frame.reporting { () throws(CallFault) in try frame.call.remove(key) }
        return 0
    }

    private static func queryChain(_ frame: Frame) throws(HostStop) -> UInt64 {
        let request = try frame.read(frame.arguments.0)
        let gasLeft = frame.instance.gasLeft
        let answer = try frame.reporting { () throws(CallFault) in
            try ContractQuery.answer(request, in: frame.call, gasLimit: gasLeft)
        }
        return try frame.give(answer)
    }
}
