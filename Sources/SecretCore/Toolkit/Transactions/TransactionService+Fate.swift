internal import SecretBase
internal import SecretChain
internal import SecretClient

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
    /// How a signed transaction stands now. "Never" is said only where it is proven: the account has
    /// gone past its sequence, and the node's history, which reaches back to its signing, lacks it.
    func fate(of entry: TransactionJournal.Entry) async throws -> Fate {
        let hash = TransactionHash(of: entry.bytes)
        if let outcome = try await chain.transaction(hash) { return .included(outcome) }
        guard let address = try? Address(entry.signer),
            let account = try await chain.account(of: address),
            account.sequence > entry.sequence
        else { return .open }
        for pause in persistence.lookPauses {
            try await Task.sleep(for: .seconds(pause))
            if let outcome = try await chain.transaction(hash) { return .included(outcome) }
        }
        return await historyReaches(entry) ? .never : .open
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

    /// Whether the node has blocks from before the signing. One that joined later, or forgot, does
    /// not know what was in them. Neither does a clock that was set back since.
    private func historyReaches(_ entry: TransactionJournal.Entry) async -> Bool {
        guard let signed = try? Timestamp(parsing: entry.signedAt) else { return false }
        let age = clock.now().seconds - signed.seconds
        if (0...Self.historySecondsTrusted).contains(age) { return true }
        guard let first = await firstBlockTime() else { return false }
        return first.seconds + Self.clockSecondsApart < signed.seconds
    }

    /// A node that joined within this time is still catching up, and knows an older sequence.
    private static let historySecondsTrusted: Int64 = 600
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
