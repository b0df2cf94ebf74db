internal import SecretBase
package import SecretChain
internal import SecretClient

extension TransactionService {
    /// Signs with the account's next sequence and hands the transaction over, once.
    ///
    /// While one process is between sequence and handing over, others that sign for the account
    /// wait. The bytes lie in the journal before the first of them leaves. Signed again, with
    /// another sequence, is only what the node has definitely rejected for its sequence, and once.
    package func send(
        _ draft: TransactionDraft, by signer: any TransactionSigner, on chainID: String,
        intent: String
    ) async throws -> SignedTransaction {
        let lease = try await AccountLease.take(
            state: tools.settings.paths.state, chainID: chainID, address: signer.address)
        guard let account = try await chain.account(of: signer.address) else {
            throw TransactionFailure.unknownAccount("\(signer.address)")
        }
        var pending = try await settledPending(lease, from: account.sequence)
        var sequence = pending.last.map { $0.sequence + 1 } ?? account.sequence
        var hasRetried = false
        while true {
            let signed = try draft.signed(
                by: signer.publicKey,
                at: SigningPlace(
                    chainID: chainID, accountNumber: account.number, sequence: sequence),
                sign: signer.signature)
            let entry = TransactionJournal.Entry(
                hash: "\(signed.hash)", chainID: chainID, signer: "\(signer.address)",
                sequence: sequence, intent: intent, signedAt: clock.now().text(.none),
                bytes: signed.bytes, stage: .signed)
            let refusal = try await handOver(entry, lease, pending)
            guard let refusal else { return signed }
            guard !hasRetried, let mismatch = SequenceMismatch(refusal.rawLog) else {
                throw TransactionFailure.rejected(
                    hash: entry.hash, codespace: refusal.codespace, abciCode: refusal.code,
                    log: refusal.rawLog)
            }
            hasRetried = true
            if mismatch.expected < sequence {
                // Something that was on its way is lost: sent again, or given up.
                pending = try await resent(pending.filter { $0.sequence >= mismatch.expected })
                sequence = pending.last.map { $0.sequence + 1 } ?? mismatch.expected
            } else {
                pending = []
                sequence = mismatch.expected
            }
            try lease.write(pending)
        }
    }

    /// Sends what is in `entry`; nil when the node took it, or the node's refusal.
    private func handOver(
        _ entry: TransactionJournal.Entry, _ lease: AccountLease,
        _ pending: [AccountLease.Pending]
    ) async throws -> BroadcastResult? {
        var own = AccountLease.Pending(
            sequence: entry.sequence, hash: entry.hash, isUnknown: true)
        try journal.write(entry)
        try lease.write(pending + [own])
        tools.notices.note("transaction \(entry.hash)")
        do {
            let result = try await chain.broadcast(entry.bytes)
            if result.isAccepted {
                own.isUnknown = false
                try? lease.write(pending + [own])
                journal.note(.accepted, of: entry.hash)
                return nil
            }
            try? lease.write(pending)
            journal.note(.rejected, of: entry.hash)
            return result
        } catch ClientError.answered(let status, let code, let message, _) where status < 500 {
            try? lease.write(pending)
            journal.note(.rejected, of: entry.hash)
            throw TransactionFailure.rejected(
                hash: entry.hash, codespace: "", abciCode: UInt32(code ?? 0), log: message)
        } catch let error as ClientError where error.saysNothingLeft {
            try? lease.write(pending)
            journal.note(.unsent, of: entry.hash)
            throw error
        } catch {
            journal.note(.unknown, of: entry.hash)
            if let error = error as? ClientError, error.exit == .unknownOutcome { throw error }
            throw ClientError.unknownOutcome(hash: entry.hash, why: "\(error)")
        }
    }

    /// What is on its way from `sequence` on. What has no answer yet is settled first.
    private func settledPending(
        _ lease: AccountLease, from sequence: UInt64
    ) async throws -> [AccountLease.Pending] {
        let pending = lease.pending().filter { $0.sequence >= sequence }
        // With a gap in front, nothing behind it can be included: it is sent again too.
        guard let first = pending.first else { return [] }
        if first.sequence == sequence, !pending.contains(where: \.isUnknown) { return pending }
        let settled = try await resent(pending)
        try lease.write(settled)
        return settled
    }

    /// Sends the same bytes again, lowest sequence first, and keeps those that the node has.
    private func resent(
        _ pending: [AccountLease.Pending]
    ) async throws -> [AccountLease.Pending] {
        var kept: [AccountLease.Pending] = []
        for var entry in pending {
            guard let bytes = journal.entry(entry.hash)?.bytes else { break }
            if try await chain.broadcast(bytes).isAccepted {
                entry.isUnknown = false
                kept.append(entry)
                journal.note(.accepted, of: entry.hash)
            } else if try await chain.transaction(TransactionHash(of: bytes)) != nil {
                // It is in a block by now, and its sequence is used up.
                journal.note(.included, of: entry.hash)
                kept.append(entry)
            } else {
                journal.note(.rejected, of: entry.hash)
                break
            }
        }
        return kept
    }
}

extension ClientError {
    /// No byte of the transaction left this machine.
    var saysNothingLeft: Bool {
        switch self {
        case .unreachable, .badURL, .noTransport: true
        default: false
        }
    }
}
