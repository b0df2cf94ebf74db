import SecretBase
import SecretChain

/// Whether a call may write, and how its gas is told.
enum CallKind: Sendable {
    case instantiate
    /// Execute, reply, sudo and packets.
    case handle
    case migrate
    case query
}

/// What one call of a contract carries while it runs; its host functions work on it.
///
/// One thread uses it at a time. A host function that fails leaves its reason in `fault`, which
/// wins over whatever the trap that follows is called.
final class CallState {
    let kind: CallKind
    let port: any StatePort
    /// Of the whole call, in wasm gas.
    let gasLimit: UInt64
    /// 1 for calls of the chain.
    let queryDepth: UInt32
    /// Time of the block in nanoseconds since 1970.
    let time: UInt64
    /// Seals what goes to other contracts, under the key of the message that began it all.
    let channel: MessageChannel
    private let store: ContractStore
    /// Set by the first host function that failed.
    var fault: CallFault?
    /// Charged as if the chain had, beside what `port` counts itself.
    private(set) var chargedGas: UInt64 = 0

    init(
        kind: CallKind, port: any StatePort, gasLimit: UInt64, queryDepth: UInt32, time: UInt64,
        channel: MessageChannel, store: ContractStore
    ) {
        self.kind = kind
        self.port = port
        self.gasLimit = gasLimit
        self.queryDepth = queryDepth
        self.time = time
        self.channel = channel
        self.store = store
    }

    /// The value under a contract's own key; nil where there is none. Throws `.port` and
    /// `.decryption`.
    func read(_ key: Bytes) throws(CallFault) -> Bytes? { try store.read(key, from: port) }

    /// Remembers a value until the call has succeeded. Returns what it costs beyond its base.
    /// The caller has made sure that the call may write (`allowWriting`).
    func write(_ value: Bytes, _ key: Bytes) -> UInt64 { store.write(value, key) }

    /// Removes at once. The caller has made sure that the call may write.
    func remove(_ key: Bytes) throws(CallFault) { try store.remove(key, from: port) }

    /// Throws `.unauthorisedWrite` in queries.
    func allowWriting() throws(CallFault) {
        if kind == .query { throw .unauthorisedWrite }
    }

    /// Asks the chain. `request` is re-serialised, its smart message sealed; `gasLimit` is what
    /// the call has left. What is asked runs one level deeper (`query_chain.rs`).
    func query(_ request: Bytes, gasLimit: UInt64) throws(CallFault) -> Bytes {
        do { return try port.query(request, depth: queryDepth + 1, gasLimit: gasLimit) } catch {
            throw .port
        }
    }

    /// Counts gas that no port took (§5.9: a query that cannot be read).
    func charge(_ gas: UInt64) { chargedGas &+= gas }

    /// All that the chain took or would have, which the wasm bill is relieved of (§7.4).
    var externalGas: UInt64 {
        let (sum, overflow) = port.externalGas.addingReportingOverflow(chargedGas)
        return overflow ? .max : sum
    }
}
