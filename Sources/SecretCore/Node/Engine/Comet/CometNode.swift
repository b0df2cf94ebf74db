internal import Foundation
internal import SecretBase
internal import SecretClient
internal import SecretLedger
internal import SecretStorage
internal import SecretWire

/// A network's engine as the node's services see it: blocks and mempool are CometBFT's, asked for
/// over its RPC; the state is ours.
struct CometNode: EnginePort {
    static let name = "cometbft"

    let client: CometClient
    let application: ConsensusApplication

    func submit(_ transaction: Bytes) async throws(NodeError) -> TxResult {
        do {
            let answer = try await client.broadcast(transaction)
            return TxResult(code: answer.code, codespace: answer.codespace, log: answer.log)
        } catch {
            guard let refusal = Self.mempoolRefusal(error) else {
                throw .engineSilent("\(error)")
            }
            return refusal
        }
    }

    func simulate(_ transaction: Bytes) async throws(NodeError) -> TxResult {
        try await application.simulate(transaction)
    }

    func block(at height: Int64?) async throws -> AssembledBlock {
        try await asking(height) {
            let answer = try await client.block(at: height)
            return AssembledBlock(id: answer.id, block: answer.block)
        }
    }

    func validators(at height: Int64?) async throws -> (height: Int64, set: CometValidatorSet) {
        try await asking(height) {
            let wanted =
                if let height { height } else { try await client.status().height }
            return (wanted, try await client.validators(at: wanted))
        }
    }

    func isCatchingUp() async throws -> Bool { try await client.status().isCatchingUp }

    /// The engine's own refusals of a height in the words that REST has for them.
    private func asking<Answer>(
        _ height: Int64?, _ ask: () async throws -> Answer
    ) async throws -> Answer {
        if let height, height <= 0 {
            throw QueryError(.unknown, "height must be greater than 0, but got \(height)")
        }
        do {
            return try await ask()
        } catch ClientError.answered(_, _, let message, _) {
            guard message.contains("must be less than or equal to the current blockchain height")
            else { throw QueryError(.unknown, message) }
            throw QueryError(
                .invalidArgument, "requested block height is bigger then the chain length")
        }
    }

    /// What the mempool refuses without asking the application. Source: chain.md §3.2.
    private static func mempoolRefusal(_ error: any Error) -> TxResult? {
        guard case ClientError.answered(_, _, let message, _) = error else { return nil }
        return
            if message.contains("tx already exists in cache")
        {
            .alreadyWaiting
        } else if message.contains("mempool is full") {
            .mempoolFull
        } else if message.contains("tx too large") { .tooLarge } else { nil }
    }
}

extension ConsensusApplication {
    /// Runs a transaction without effect, on top of what passed the check.
    func simulate(_ bytes: Bytes) async throws(NodeError) -> TxResult {
        let transaction = PreparedTransaction(bytes)
        return try await thread.run { state throws(StorageError) in
            try state.application.simulate(transaction)
        }
    }
}
