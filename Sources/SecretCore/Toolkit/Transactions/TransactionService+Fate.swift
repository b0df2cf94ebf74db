internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SecretWire

/// What the chain says of bytes that were signed.
enum Fate: Sendable {
    case included(TransactionOutcome)
    /// Its sequence is used up and it is in no block: it will never be in one.
    case never
    /// It may be on its way, or lost: sending it again does no harm.
    case open

    var isDecided: Bool { if case .open = self { false } else { true } }
}

extension TransactionService {
    /// How a signed transaction stands now. "Never" is said only where it is proven.
    func fate(of entry: TransactionJournal.Entry) async throws -> Fate {
        let hash = TransactionHash(of: entry.bytes)
        if let outcome = try await chain.transaction(hash) { return .included(outcome) }
        guard let address = try? Address(entry.signer),
            let account = try await chain.account(of: address),
            account.sequence > entry.sequence
        else { return .open }
        // Its sequence is used up, by itself or by another. Whoever answers may be a node that has not
        // seen that block, or whose index lags behind its blocks.
        for pause in persistence.lookPauses {
            try await Task.sleep(for: .seconds(pause))
            if let outcome = try await chain.transaction(hash) { return .included(outcome) }
            if await hasRival(entry) { return .never }
        }
        return await isLackedByHistory(entry) ? .never : .open
    }

    /// Whether another transaction with the same sequence of the account is in a block. That is the
    /// proof: there is room for one.
    private func hasRival(_ entry: TransactionJournal.Entry) async -> Bool {
        let query = "tx.acc_seq='\(entry.signer)/\(entry.sequence)'"
        let answer = try? await chain.get(
            "/cosmos/tx/v1beta1/txs",
            query: [QueryItem("query", query), QueryItem("limit", "2")])
        let hashes = (answer?["tx_responses"]?.array ?? []).compactMap { $0["txhash"]?.string }
        return !hashes.isEmpty && !hashes.contains { $0.uppercased() == entry.hash }
    }

    /// The same once it is decided, or `.open` after `seconds`. A node that does not answer
    /// meanwhile is asked again.
    func awaitedFate(
        of entry: TransactionJournal.Entry, seconds: Double
    ) async throws -> Fate {
        let timer = ContinuousClock()
        let end = timer.now + .seconds(seconds)
        var attempt = 2
        while true {
            do {
                let fate = try await fate(of: entry)
                if fate.isDecided {
                    note(fate, of: entry)
                    return fate
                }
            } catch is ClientError {
                // Asked again below.
            }
            guard timer.now < end else { return .open }
            try await persistence.pause(before: attempt)
            attempt += 1
        }
    }

    func note(_ fate: Fate, of entry: TransactionJournal.Entry) {
        switch fate {
        case .included: journal.note(.included, of: entry.hash)
        case .never: journal.note(.rejected, of: entry.hash)
        case .open: break
        }
    }

    /// Where no rival can be shown, because the node does not index its transactions so: whether it
    /// has all blocks since the signing, which is long past, and the transaction in none of them. A
    /// node that joined later, or forgot, does not know; neither does a clock that was set back.
    private func isLackedByHistory(_ entry: TransactionJournal.Entry) async -> Bool {
        guard let signed = try? Timestamp(parsing: entry.signedAt) else { return false }
        let age = clock.now().seconds - signed.seconds
        guard age >= Self.secondsUntilIndexed, let first = await firstBlockTime() else {
            return false
        }
        return first.seconds + Self.clockSecondsApart < signed.seconds
    }

    /// By then any node that follows the chain has what was in its blocks.
    private static let secondsUntilIndexed: Int64 = 120
    /// How far our clock and the chain's may differ.
    private static let clockSecondsApart: Int64 = 600

    private func firstBlockTime() async -> Timestamp? {
        do {
            return try await Timestamp(parsing: chain.block(at: Height(1)).time)
        } catch ClientError.answered(_, _, let message, _) {
            guard let mark = message.firstRange(of: "lowest height is "),
                let lowest = Int64(message[mark.upperBound...].prefix { $0.isWholeNumber }),
                let block = try? await chain.block(at: Height(lowest))
            else { return nil }
            return try? Timestamp(parsing: block.time)
        } catch {
            return nil
        }
    }
}

extension TransactionService {
    /// Waits for the block; throws `failedInBlock` where the transaction failed there.
    ///
    /// A transaction of ours that is long in coming is sent again, the same bytes, and given up
    /// where another has taken its place (exit 6).
    func settle(_ hash: TransactionHash, waitSeconds: Int) async throws -> TransactionOutcome {
        tools.notices.progress("waiting for the block of \(hash)")
        let outcome = try await inclusion(of: hash, seconds: waitSeconds)
        journal.note(.included, of: "\(hash)")
        guard outcome.code == 0 else { throw TransactionFailure(failed: outcome) }
        return outcome
    }

    func inclusion(
        of hash: TransactionHash, seconds: Int
    ) async throws -> TransactionOutcome {
        let entry = journal.entry("\(hash)")
        var left = Double(seconds)
        var part = persistence.resendSeconds
        while true {
            let span = entry == nil ? left : min(part, left)
            do {
                return try await chain.inclusion(of: hash, patience: Patience(seconds: span))
            } catch let error as ClientError where error.exit == .unknownOutcome {
                left -= span
                guard left > 0, let entry else {
                    guard case .notIncluded = error else { throw error }
                    throw ClientError.notIncluded(hash: "\(hash)", seconds: seconds)
                }
                try await nudge(entry)
                part = min(part * 2, 30)
            }
        }
    }

    /// Throws exit 6 where the transaction can never be included; else sends it again.
    private func nudge(_ entry: TransactionJournal.Entry) async throws {
        do {
            if case .never = try await fate(of: entry) {
                note(.never, of: entry)
                throw TransactionFailure.superseded(hash: entry.hash)
            }
            tools.notices.detail("sending \(entry.hash) again, the same bytes")
            _ = try await chain.broadcast(entry.bytes)
        } catch let error as ClientError {
            tools.notices.detail("\(error)")
        }
    }
}

extension TransactionFailure {
    /// A transaction that failed in its block.
    init(failed outcome: TransactionOutcome) {
        self = .failedInBlock(
            hash: "\(outcome.hash)", height: outcome.height.number,
            codespace: outcome.codespace, abciCode: outcome.code, log: outcome.rawLog)
    }
}
