internal import SecretBase
internal import SecretChain
internal import SecretClient

extension TransactionService {
    /// Finds out what became of a transaction that was signed here, and sends its bytes again where
    /// the chain does not have them. Never signs anything.
    ///
    /// - Parameter hash: nil for all of this chain whose end is not known; then the answer tells of
    ///   each, whatever became of it.
    /// - Parameter isRehearsal: looks, and sends nothing.
    /// - Throws: for one hash exit 7 where it failed, 6 where it will never be included, 8 where
    ///   nobody knows yet.
    public func resume(
        _ hash: String?, waitSeconds: Int, isRehearsal: Bool = false
    ) async throws -> ResumedTransactions {
        let chainID = try await requireChain()
        if let hash {
            let hash = try TransactionHash(hash)
            guard let entry = journal.entry("\(hash)") else {
                return ResumedTransactions(one: try await status(of: "\(hash)"))
            }
            return ResumedTransactions(
                one: try await resume(entry, on: chainID, waitSeconds, isRehearsal))
        }
        var items: [ResumedTransaction] = []
        for entry in journal.unsettled() where entry.chainID == chainID {
            do {
                let receipt = try await resume(entry, on: chainID, waitSeconds, isRehearsal)
                items.append(ResumedTransaction(entry, end: .receipt(receipt)))
            } catch let failure as any Failure where failure.transactionHash != nil {
                // The next one may have another end.
                items.append(ResumedTransaction(entry, end: .failure(failure)))
            }
        }
        return ResumedTransactions(items)
    }

    func resume(
        _ entry: TransactionJournal.Entry, on chainID: String, _ waitSeconds: Int,
        _ isRehearsal: Bool = false
    ) async throws -> Receipt {
        guard entry.chainID == chainID else {
            throw ClientError.wrongChain(wanted: entry.chainID, got: chainID)
        }
        switch try await fate(of: entry) {
        case .included(let outcome):
            note(.included(outcome), of: entry)
            return Receipt(outcome, intent: entry.intent)
        case .never:
            note(.never, of: entry)
            throw TransactionFailure.superseded(hash: entry.hash)
        case .open: break
        }
        guard !isRehearsal else {
            throw ClientError.notIncluded(hash: entry.hash, seconds: 0)
        }
        tools.notices.note("transaction \(entry.hash)")
        let refusal = try await handAgain(entry)
        if let refusal {
            if let mismatch = SequenceMismatch(refusal.rawLog), mismatch.expected < entry.sequence {
                journal.note(.unknown, of: entry.hash)
                throw TransactionFailure.outOfOrder(
                    hash: entry.hash, expected: mismatch.expected)
            }
            return try await decided(entry, refusal, waitSeconds)
        }
        let hash = TransactionHash(of: entry.bytes)
        let outcome = try await inclusion(of: hash, seconds: waitSeconds)
        journal.note(.included, of: entry.hash)
        return Receipt(outcome, intent: entry.intent)
    }

    /// In line with others that sign for the account; nil when the node took the bytes, or has them.
    private func handAgain(
        _ entry: TransactionJournal.Entry
    ) async throws -> BroadcastResult? {
        var lease: AccountLease?
        if let address = try? Address(entry.signer) {
            lease = try await AccountLease.take(
                state: tools.settings.paths.state, chainID: entry.chainID, address: address)
        }
        defer { withExtendedLifetime(lease) {} }
        let result = try await chain.broadcast(entry.bytes)
        guard result.isAccepted else { return result }
        journal.note(.accepted, of: entry.hash)
        if let lease {
            let others = lease.pending().filter { $0.hash != entry.hash }
            try lease.write(others + [AccountLease.Pending(entry, isUnknown: false)])
        }
        return nil
    }

    /// Refused, though it may be elsewhere on its way: blocks tell, or their absence does.
    private func decided(
        _ entry: TransactionJournal.Entry, _ refusal: BroadcastResult, _ waitSeconds: Int
    ) async throws -> Receipt {
        let seconds = min(Double(waitSeconds), persistence.rivalSeconds)
        switch try await awaitedFate(of: entry, seconds: seconds) {
        case .included(let outcome): return Receipt(outcome, intent: entry.intent)
        case .never: throw TransactionFailure.superseded(hash: entry.hash)
        case .open:
            // Its sequence is in use by something that waits: that block is still to come.
            if SequenceMismatch(refusal.rawLog) != nil { throw unknown(entry, refusal.rawLog) }
            journal.note(.rejected, of: entry.hash)
            throw rejection(refusal, entry.hash)
        }
    }
}
