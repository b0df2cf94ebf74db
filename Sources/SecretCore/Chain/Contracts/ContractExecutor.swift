package import SecretBase

/// Runs contracts for the ledger, which never sees how. The enclave is one.
///
/// No method throws: what goes wrong is part of the outcome, beside the gas that it cost.
package protocol ContractExecutor: Sendable {
    /// Throws what keeps any contract from running here, such as a missing library.
    func checkReady() throws(ContractFault)

    /// Judges code that is to be stored: its static checks. Throws the chain's text, without the
    /// prefix that the module adds. Source: enclave protocol §6.
    func inspect(code: Bytes) throws(ContractFault) -> CodeReport

    /// Compiles stored code ahead of its first call; nothing depends on it.
    func prepare(_ code: ContractCode)

    /// The block's own random value, 32 bytes, known only inside until the block is made.
    func blockRandom(height: Int64, entropy: Bytes) -> Bytes

    func instantiate(_ call: ContractCall, port: any StatePort) -> ContractOutcome
    func execute(
        _ call: ContractCall, entry: ContractEntry, port: any StatePort
    ) -> ContractOutcome
    func migrate(_ call: ContractCall, port: any StatePort) -> ContractOutcome
    /// `newAdmin` is empty to clear. The outcome's `adminProof` binds the new admin.
    func updateAdmin(_ call: ContractCall, newAdmin: Bytes) -> ContractOutcome
    /// The outcome's `data` is the sealed answer.
    func query(_ call: ContractCall, port: any StatePort) -> ContractOutcome
}

extension ContractExecutor {
    package func checkReady() throws(ContractFault) {}
}

/// What a call enters the contract by; the numbers are the network's handle types.
package enum ContractEntry: UInt8, Sendable {
    case execute = 0
    case reply = 1
    case channelOpen = 2
    case channelConnect = 3
    case channelClose = 4
    case packetReceive = 5
    case packetAcknowledge = 6
    case packetTimeout = 7
    case hookIncoming = 8
    case hookAcknowledge = 9
    case hookTimeout = 10
}

/// What the static checks found.
package struct CodeReport: Hashable, Sendable {
    package enum Dialect: Hashable, Sendable { case v010, v1 }
    package let dialect: Dialect
    /// All six `ibc_` exports are there.
    package let isIBC: Bool
    /// Names behind `requires_`, sorted.
    package let features: [String]

    package init(dialect: Dialect, isIBC: Bool, features: [String]) {
        self.dialect = dialect
        self.isIBC = isIBC
        self.features = features
    }
}

/// How the enclave reaches the chain during a call. Implemented by the ledger, which pays for
/// every access from the transaction's own meter and remembers by itself what went wrong.
package protocol StatePort: AnyObject {
    /// The value under a contract's (encrypted) key; nil where there is none.
    func read(_ key: Bytes) throws(PortFault) -> Bytes?
    func write(_ value: Bytes, _ key: Bytes) throws(PortFault)
    func remove(_ key: Bytes) throws(PortFault)
    /// Answers a query of the contract; its JSON envelope as the network's: `{"Ok":…}`/`{"Err":…}`.
    ///
    /// `request` is the re-serialised query; a `wasm.smart` one carries the sealed message.
    /// `gasLimit` is in wasm gas. `depth` is that of the call which answers: one more than that of
    /// the asking one.
    func query(_ request: Bytes, depth: UInt32, gasLimit: UInt64) throws(PortFault) -> Bytes
    /// What this port has taken from the meter since the call began, in the unit that this kind of
    /// call reports (§7.4: ×1000 in execute, query and migrate, ×1 elsewhere).
    var externalGas: UInt64 { get }
}

/// The chain side gave up. The ledger keeps the reason; the enclave only has to stop.
package enum PortFault: Error {
    case outOfGas
    case stopped
}

/// Why the enclave refuses, in the network's words.
package struct ContractFault: Error, Hashable, Sendable {
    package let text: String
    package init(_ text: String) { self.text = text }
}
