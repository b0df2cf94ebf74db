internal import SecretBase
package import SecretChain
internal import SecretClient

extension TransactionService {
    /// Signs with the account's next sequence and hands the transaction over, once.
    ///
    /// While one process is between sequence and handing over, others that sign for the account
    /// wait. The bytes lie in the journal before the first of them leaves. Others are signed for the
    /// same intent only where the first can never be included: another transaction is in a block
    /// with its sequence.
    ///
    /// - Parameter recording: told each hash before its bytes leave; where it throws, nothing does.
    package func send(
        _ draft: TransactionDraft, by signer: any TransactionSigner, on chainID: String,
        intent: String, recording: @Sendable (String) throws -> Void = { _ in }
    ) async throws -> SignedTransaction {
        let lease = try await AccountLease.take(
            state: tools.settings.paths.state, chainID: chainID, address: signer.address)
        var floor: UInt64 = 0
        var attempt = 1
        while true {
            let line = try await line(of: signer.address, lease)
            let place = SigningPlace(
                chainID: chainID, accountNumber: line.account.number,
                sequence: line.freeSequence(from: floor))
            let signed = try draft.signed(
                by: signer.publicKey, at: place, sign: signer.signature)
            let entry = TransactionJournal.Entry(
                hash: "\(signed.hash)", chainID: chainID, signer: "\(signer.address)",
                sequence: place.sequence, intent: intent, signedAt: clock.now().text(.none),
                bytes: signed.bytes, stage: .signed)
            try writeDown(entry, line, lease, recording)
            let handing = try await handOver(entry, lease, line.pending)
            guard case .refused(let refusal, let mayHaveLeft) = handing else { return signed }
            guard attempt < persistence.attemptsMax,
                let mismatch = SequenceMismatch(refusal.rawLog)
            else {
                try lease.write(line.pending.filter { !isStale($0) })
                if mayHaveLeft { throw unknown(entry, refusal.rawLog) }
                throw rejection(refusal, entry.hash)
            }
            attempt += 1
            if mismatch.expected < place.sequence {
                // Something that was on its way is lost: it is sent again, in front of this one.
                floor = 0
                try lease.write(line.pending.map { $0.marked(isUnknown: true) })
                try await persistence.pause(before: attempt)
            } else {
                floor = mismatch.expected
                tools.notices.note(
                    "sequence \(place.sequence) was taken by another program: signed again")
            }
        }
    }

    /// First the name, in the account's line and by whoever wants to know, then the bytes: a crash in
    /// between leaves a name without bytes, which nobody can have sent or will ever send.
    private func writeDown(
        _ entry: TransactionJournal.Entry, _ line: AccountLine, _ lease: AccountLease,
        _ recording: (String) throws -> Void
    ) throws {
        do {
            try lease.write(line.pending + [AccountLease.Pending(entry, isUnknown: true)])
            try recording(entry.hash)
            try journal.write(entry)
        } catch {
            try? lease.write(line.pending)
            journal.note(.unsent, of: entry.hash)
            throw error
        }
        tools.notices.note("transaction \(entry.hash)")
    }

    /// Sent long ago, and still in front of others without getting into a block: the node claims to
    /// have it and has not. It gives its sequence up, which decides that it will never be included.
    func isStale(_ pending: AccountLease.Pending) -> Bool {
        guard let entry = journal.entry(pending.hash),
            let signed = try? Timestamp(parsing: entry.signedAt)
        else { return true }
        return !(0...600).contains(clock.now().seconds - signed.seconds)
    }

    func rejection(_ refusal: BroadcastResult, _ hash: String) -> TransactionFailure {
        .rejected(
            hash: hash, codespace: refusal.codespace, abciCode: refusal.code,
            log: refusal.rawLog.isEmpty ? refusal.silentReason : refusal.rawLog)
    }

    func unknown(_ entry: TransactionJournal.Entry, _ why: String) -> ClientError {
        journal.note(.unknown, of: entry.hash)
        return .unknownOutcome(hash: entry.hash, why: why)
    }
}

/// What a node did with bytes that it was handed.
enum Handing {
    /// They wait for their block, or are in one.
    case taken
    /// They wait nowhere that we know of. `mayHaveLeft`: an earlier try had no answer.
    case refused(BroadcastResult, mayHaveLeft: Bool)
}

extension TransactionService {
    /// Sends what is in `entry`, the same bytes again where the connection breaks at once.
    ///
    /// Throws `.unknownOutcome` where it may have arrived, and what says that nothing left.
    private func handOver(
        _ entry: TransactionJournal.Entry, _ lease: AccountLease,
        _ others: [AccountLease.Pending]
    ) async throws -> Handing {
        var mayHaveLeft = false
        var attempt = 0
        while true {
            attempt += 1
            switch try await tried(entry, mayHaveLeft) {
            case .answer(let result) where result.isAccepted: return taken(entry, lease, others)
            case .answer(let result):
                guard result.isForFullness, attempt < persistence.attemptsMax else {
                    return try await refused(result, entry, lease, others, mayHaveLeft)
                }
                try await persistence.pause(before: attempt + 3)
            case .turnedAway(let failure):
                try? lease.write(others)
                journal.note(.rejected, of: entry.hash)
                throw failure
            case .nothingLeft(let error):
                try? lease.write(others)
                journal.note(.unsent, of: entry.hash)
                throw error
            case .noAnswer(let error, let isDrop):
                mayHaveLeft = true
                guard isDrop, attempt <= persistence.resendsMax else {
                    guard error.exit == .unknownOutcome else { throw unknown(entry, "\(error)") }
                    journal.note(.unknown, of: entry.hash)
                    throw error
                }
                try await persistence.pause(before: attempt + 1)
            }
        }
    }

    /// What came of one try to hand bytes over.
    private enum Try {
        case answer(BroadcastResult)
        /// Not even looked at.
        case turnedAway(TransactionFailure)
        case nothingLeft(ClientError)
        /// `isDrop`: at once, not by a timeout.
        case noAnswer(ClientError, isDrop: Bool)
    }

    private func tried(
        _ entry: TransactionJournal.Entry, _ mayHaveLeft: Bool
    ) async throws -> Try {
        let timer = ContinuousClock()
        let start = timer.now
        do {
            return .answer(try await chain.broadcast(entry.bytes))
        } catch ClientError.answered(let status, let code, let message, _)
            where (400..<500).contains(status) && status != 429 && !mayHaveLeft
        {
            return .turnedAway(
                .rejected(
                    hash: entry.hash, codespace: "", abciCode: UInt32(code ?? 0), log: message))
        } catch let error as ClientError {
            guard !error.saysNothingLeft || mayHaveLeft else { return .nothingLeft(error) }
            return .noAnswer(
                error, isDrop: timer.now - start < .seconds(persistence.dropSeconds))
        } catch {
            throw unknown(entry, error is CancellationError ? "interrupted" : "\(error)")
        }
    }

    private func taken(
        _ entry: TransactionJournal.Entry, _ lease: AccountLease,
        _ others: [AccountLease.Pending]
    ) -> Handing {
        try? lease.write(others + [AccountLease.Pending(entry, isUnknown: false)])
        journal.note(.accepted, of: entry.hash)
        return .taken
    }

    /// A sequence that is used up may have been used by these very bytes, which came twice: only a
    /// block tells.
    private func refused(
        _ result: BroadcastResult, _ entry: TransactionJournal.Entry, _ lease: AccountLease,
        _ others: [AccountLease.Pending], _ mayHaveLeft: Bool
    ) async throws -> Handing {
        let expected = SequenceMismatch(result.rawLog)?.expected
        let isBehindGap = expected.map { $0 < entry.sequence } ?? false
        if let expected, expected > entry.sequence {
            switch try await awaitedFate(of: entry, seconds: persistence.rivalSeconds) {
            case .included: return taken(entry, lease, others)
            case .never: break
            case .open: throw unknown(entry, result.rawLog)
            }
        } else if mayHaveLeft, !isBehindGap {
            throw unknown(entry, "refused when it was sent again: \(result.rawLog)")
        }
        try? lease.write(others)
        journal.note(mayHaveLeft && isBehindGap ? .unknown : .rejected, of: entry.hash)
        return .refused(result, mayHaveLeft: mayHaveLeft && isBehindGap)
    }
}

extension AccountLease.Pending {
    init(_ entry: TransactionJournal.Entry, isUnknown: Bool) {
        self.init(sequence: entry.sequence, hash: entry.hash, isUnknown: isUnknown)
    }

    func marked(isUnknown: Bool) -> AccountLease.Pending {
        AccountLease.Pending(sequence: sequence, hash: hash, isUnknown: isUnknown)
    }
}

extension BroadcastResult {
    /// The mempool has no room: the same bytes may go in later.
    var isForFullness: Bool { codespace == "sdk" && code == 20 }

    /// What the numbers mean to which nodes add no text (chain specification, 3.2).
    var silentReason: String {
        switch (codespace, code) {
        case ("sdk", 20): "the node's mempool is full"
        case ("sdk", 21): "the transaction is too large for the node"
        default: "the node gives no reason"
        }
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
