internal import SecretBase
internal import SecretChain
internal import SecretClient

/// An account and what is on its way from it: what decides the next sequence.
struct AccountLine: Sendable {
    let account: ChainAccount
    /// From the account's sequence on, lowest first.
    let pending: [AccountLease.Pending]

    /// Behind the last that the node has, and none of those that still have to go in.
    func freeSequence(from floor: UInt64) -> UInt64 {
        let known = pending.last { !$0.isUnknown }
        var sequence = max(known.map { $0.sequence + 1 } ?? account.sequence, floor)
        while pending.contains(where: { $0.sequence == sequence }) { sequence += 1 }
        return sequence
    }
}

extension TransactionService {
    /// The account's line as the chain has it. What has no answer yet is settled first, by sending
    /// the same bytes again.
    func line(of address: Address, _ lease: AccountLease) async throws -> AccountLine {
        guard let account = try await chain.account(of: address) else {
            throw TransactionFailure.unknownAccount("\(address)")
        }
        let pending = lease.pending().filter { $0.sequence >= account.sequence }
        // With a gap in front, nothing behind it can be included.
        let hasGap = pending.first.map { $0.sequence != account.sequence } ?? false
        guard hasGap || pending.contains(where: \.isUnknown) else {
            return AccountLine(account: account, pending: pending)
        }
        let kept = try await resent(pending)
        try lease.write(kept)
        // Blocks may have been made meanwhile.
        let now = try await chain.account(of: address) ?? account
        return AccountLine(
            account: now, pending: kept.filter { $0.sequence >= now.sequence })
    }

    /// Sends the same bytes again, lowest sequence first, and keeps those that may still be included.
    private func resent(
        _ pending: [AccountLease.Pending]
    ) async throws -> [AccountLease.Pending] {
        var kept: [AccountLease.Pending] = []
        var isBlocked = false
        for place in pending {
            // Without bytes it never left: its writer was stopped before that.
            guard let entry = journal.entry(place.hash) else { continue }
            guard !isBlocked else {
                kept.append(place.marked(isUnknown: true))
                continue
            }
            let result = try await sentAgain(entry)
            if result.isAccepted {
                kept.append(place.marked(isUnknown: false))
                journal.note(.accepted, of: entry.hash)
            } else if let mismatch = SequenceMismatch(result.rawLog) {
                isBlocked = mismatch.expected < entry.sequence
                // An old one that cannot go in is left to `tx resume`.
                if isBlocked, isStale(place) { continue }
                let fate = isBlocked ? .open : try await fate(of: entry)
                note(fate, of: entry)
                // One that is not in a block though its place is taken waits for it, or its rival does.
                if case .open = fate { kept.append(place.marked(isUnknown: isBlocked)) }
            } else if result.isForFullness {
                isBlocked = true
                kept.append(place.marked(isUnknown: true))
            }
            // What is refused for another reason leaves its sequence to the next; whether it is in a
            // block after all, `tx resume` finds out.
        }
        return kept
    }

    /// Throws exit 5 where the node does not answer: of the transaction at hand nothing was sent.
    private func sentAgain(_ entry: TransactionJournal.Entry) async throws -> BroadcastResult {
        var attempt = 1
        while true {
            do {
                return try await chain.broadcast(entry.bytes)
            } catch ClientError.answered(let status, _, let message, _)
                where (400..<500).contains(status) && status != 429
            {
                return BroadcastResult(
                    hash: TransactionHash(of: entry.bytes), code: 1, codespace: "", rawLog: message)
            } catch let error as ClientError {
                guard attempt <= persistence.resendsMax else {
                    throw TransactionFailure.unsettled(hash: entry.hash, why: "\(error)")
                }
                attempt += 1
                try await persistence.pause(before: attempt)
            }
        }
    }
}
