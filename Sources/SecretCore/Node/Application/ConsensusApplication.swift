internal import Dispatch
internal import SecretBase
internal import SecretLedger
package import SecretStorage
package import SecretWire

/// The ledger as an application of CometBFT: each method of ABCI 2.0, for any number of
/// connections at once.
///
/// What consensus and mempool ask goes through the one thread that owns the ledger, in order; what
/// others ask reads whole heights beside it. Source: CometBFT facts §4–7.
package final class ConsensusApplication: Sendable {
    let thread: LedgerThread<ConsensusState>
    let ledger: Ledger
    /// Version of this program.
    let version: String
    let queries: any ABCIQueryPort
    let snapshots: any SnapshotPort
    private let head: SignatureHead
    private let compiler: CodeCompiler

    /// Takes the chain of `database` where it stands, and starts the thread.
    init(
        ledger: Ledger, verified: VerifiedSignatures, database: ChainDatabase, version: String,
        queries: any ABCIQueryPort, snapshots: any SnapshotPort, upgradeFile: String? = nil
    ) throws {
        self.ledger = ledger
        self.version = version
        self.queries = queries
        self.snapshots = snapshots
        head = SignatureHead(
            ledger: ledger, verified: verified, accounts: StaleAccounts(database: database))
        compiler = CodeCompiler(ledger: ledger)
        thread = LedgerThread(
            owning: ConsensusState(
                application: try ChainApplication(
                    ledger: ledger, database: database, upgradeFile: upgradeFile),
                database: database))
    }

    /// Answers the requests of one connection, in their order; one answer each.
    ///
    /// Never throws: what cannot be answered is an exception, after which the engine stops.
    package func answer(_ requests: [CometAbciRequest]) async -> [ABCIAnswer] {
        var answers: [ABCIAnswer] = []
        answers.reserveCapacity(requests.count)
        var left = requests[...]
        while let first = left.first {
            // Neighbours go to the ledger's thread together, which costs one turn there.
            let checks = left.prefix(Self.checksMax).prefix { $0.isCheck }
            do {
                if checks.isEmpty {
                    answers.append(try await respond(to: first))
                } else {
                    answers += try await check(checks.map(\.checkTx))
                }
            } catch {
                // The engine stops at the first exception; nothing behind it is answered.
                return answers + [.exception("\(error)")]
            }
            left.removeFirst(max(1, checks.count))
        }
        return answers
    }

    /// Consensus waits for so many checks at the most.
    private static let checksMax = 64

    private func check(_ requests: [CometAbciRequestCheckTx]) async throws -> [ABCIAnswer] {
        let transactions = requests.map { PreparedTransaction(Bytes($0.tx)) }
        for (request, transaction) in zip(requests, transactions) where request.type != .recheck {
            head.start(transaction)
            if transaction.storesCode { await compiler.compile(transaction) }
        }
        let isRecheck = requests.map { $0.type == .recheck }
        let results = try await thread.run { state throws(StorageError) in
            var results: [TxResult] = []
            for (transaction, again) in zip(transactions, isRecheck) {
                results.append(try state.application.check(transaction, isRecheck: again))
            }
            return results
        }
        return results.map { ABCIAnswer(field: 9, message: $0.wireBytes) }
    }

    /// Verifies what a block's transactions are signed with on every core, before the ledger's
    /// thread asks for it.
    func prepare(_ transactions: [Bytes]) {
        guard transactions.count > 1 else { return }
        DispatchQueue.concurrentPerform(iterations: transactions.count) { index in
            head.start(PreparedTransaction(transactions[index]))
        }
    }

    /// Ends the thread after what waits already.
    package func requestStop() { thread.requestStop() }

    /// Returns when the application has ended: nil if it was told to, else why.
    package func waitUntilStopped() async -> StorageError? { await thread.waitUntilStopped() }
}

extension CometAbciRequest {
    fileprivate var isCheck: Bool {
        if case .checkTx = value { true } else { false }
    }
}
