import FoundationEssentials
package import SecretBase
package import SecretWire

/// What became of one transaction: checked, simulated or delivered.
package struct TxResult: Hashable, Sendable {
    /// 0 for success, else the code within `codespace`.
    package var code: UInt32
    /// Who defined the code, e.g. `sdk`; empty on success.
    package var codespace: String
    /// Empty on success, else the whole error text.
    package var log: String
    /// Protobuf `TxMsgData` with `msg_responses`; empty for a check and for a failure.
    package var data: Bytes
    /// The gas limit; 2^64-1 when nothing limits, as in a simulation.
    package var gasWanted: UInt64
    package var gasUsed: UInt64
    /// Ante events, then the messages' events; ante events alone when a message failed.
    package var events: [Event]

    package init(
        code: UInt32 = 0, codespace: String = "", log: String = "", data: Bytes = [],
        gasWanted: UInt64 = 0, gasUsed: UInt64 = 0, events: [Event] = []
    ) {
        self.code = code
        self.codespace = codespace
        self.log = log
        self.data = data
        self.gasWanted = gasWanted
        self.gasUsed = gasUsed
        self.events = events
    }

    package var isSuccess: Bool { code == 0 }

    /// The result as ABCI carries it; gas beyond 2^63-1 wraps to the signed field as on the chain.
    package var wire: CometAbciExecTxResult {
        var result = CometAbciExecTxResult()
        result.code = code
        result.codespace = codespace
        result.log = log
        result.data = Data(data)
        result.gasWanted = Int64(bitPattern: gasWanted)
        result.gasUsed = Int64(bitPattern: gasUsed)
        result.events = events.map(\.wire)
        return result
    }
}
