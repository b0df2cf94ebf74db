internal import SecretBase
internal import SecretLedger
internal import SecretWire

/// Whoever makes the blocks, as far as the node's services need to know: the embedded engine, or a
/// network of machines that agrees on them.
protocol EnginePort: Sendable {
    /// `embedded` or `cometbft`.
    static var name: String { get }

    /// Hands a transaction in; a result of code 0 says at least that it waits for a block.
    func submit(_ transaction: Bytes) async throws(NodeError) -> TxResult

    /// Runs a transaction without effect, on top of what waits.
    func simulate(_ transaction: Bytes) async throws(NodeError) -> TxResult

    /// The block at `height`, nil for the last. Throws as the network does where there is none.
    func block(at height: Int64?) async throws -> AssembledBlock

    /// Who validates the block at `height`, nil for the last.
    func validators(at height: Int64?) async throws -> (height: Int64, set: CometValidatorSet)

    /// Whether the node is still behind the chain.
    func isCatchingUp() async throws -> Bool
}
