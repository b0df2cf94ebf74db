internal import SecretBase
internal import SecretChain
internal import SecretClient

extension TransactionService {
    /// Runs `body` where no other process runs the same command for the same account, after all
    /// that the key has signed before has found its end. Run twice, by cron or at once, the second
    /// run sees what the first has done.
    ///
    /// A rehearsal takes no lock and settles nothing: it leaves no trace.
    func exclusively(
        _ command: String, by order: ActingOrder,
        _ body: () async throws -> ChangeReply
    ) async throws -> ChangeReply {
        guard !order.signing.consent.isRehearsal, !tools.isBuilding else {
            return try await body()
        }
        let account = try tools.account(named: order.grantor ?? order.signing.from)
        let signer = try tools.account(named: order.signing.from)
        let chainID = try tools.settings.network().chainID
        let lock = try CommandLock.take(
            state: tools.settings.paths.state, chainID: chainID, account: account,
            command: command)
        guard let lock else {
            return .nothing(
                NothingDone("busy", "another process is doing the same for \(account)"))
        }
        defer { withExtendedLifetime(lock) {} }
        try await settleEarlier(
            of: signer, on: chainID, waitSeconds: max(order.signing.waitSeconds, 60))
        return try await body()
    }

    /// Has what the account signed on this machine, and what has no known end, find it: the same
    /// bytes are sent again where the chain does not have them. Throws exit 8 where that cannot be
    /// said now; nothing new is signed then.
    private func settleEarlier(
        of signer: Address, on chainID: String, waitSeconds: Int
    ) async throws {
        let open = journal.unsettled().filter {
            $0.chainID == chainID && $0.signer == "\(signer)"
        }
        for entry in open {
            do {
                tools.notices.note("an earlier transaction is settled first: \(entry.intent)")
                _ = try await resume(entry.hash, waitSeconds: waitSeconds)
            } catch let failure as TransactionFailure {
                // Refused for good, or failed in its block: it has found its end.
                guard failure.exit == .rejected || failure.exit == .failedInBlock else {
                    throw failure
                }
            }
        }
    }
}
