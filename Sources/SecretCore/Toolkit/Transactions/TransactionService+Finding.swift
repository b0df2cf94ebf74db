internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SecretWire

extension TransactionService {
    /// What the chain has of a transaction: exit 0 when it succeeded, 7 when it failed in its
    /// block. Throws exit 8 while it is known here alone, 3 when nobody knows it.
    public func status(of hash: String) async throws -> Receipt {
        let hash = try TransactionHash(hash)
        let known = journal.entry("\(hash)")
        guard let outcome = try await chain.transaction(hash) else {
            guard let known else { throw TransactionFailure.unknownTransaction("\(hash)") }
            if known.stage == .rejected {
                throw TransactionFailure.rejected(
                    hash: "\(hash)", codespace: "", abciCode: 0,
                    log: "the node refused it when it was sent")
            }
            switch try await fate(of: known) {
            case .included(let outcome):
                note(.included(outcome), of: known)
                return Receipt(outcome, intent: known.intent)
            case .never:
                note(.never, of: known)
                throw TransactionFailure.superseded(hash: "\(hash)")
            case .open: throw ClientError.notIncluded(hash: "\(hash)", seconds: 0)
            }
        }
        journal.note(.included, of: "\(hash)")
        return Receipt(outcome, intent: known?.intent ?? "")
    }

    /// As `status`, once the transaction is in a block; throws exit 8 after `seconds`.
    public func wait(for hash: String, seconds: Int) async throws -> Receipt {
        let hash = try TransactionHash(hash)
        tools.notices.progress("waiting for the block of \(hash)")
        let outcome = try await chain.inclusion(
            of: hash, patience: Patience(seconds: Double(seconds)))
        journal.note(.included, of: "\(hash)")
        return Receipt(outcome, intent: journal.entry("\(hash)")?.intent ?? "")
    }

    /// Sends a signed transaction: a file (or `-`) with the JSON of `tx sign`, base64, hex or the
    /// bytes themselves. The same bytes may be sent again.
    public func broadcast(
        file: String, waitSeconds: Int, consent: Consent
    ) async throws -> TransactionReply {
        let content = try InputFile.read(file)
        let transaction =
            if let bundle = try MultisigBundle(content, named: file) {
                try Transaction(decoding: bundle.combined())
            } else {
                try TransactionInput.signed(content, named: file)
            }
        let chainID = try await requireChain()
        let signer = (try? transaction.signers.get().first).map { "\($0)" } ?? ""
        let intent = TransactionIntent("broadcast transaction \(transaction.hash)")
        let fee = (try? Coins(transaction.authInfo.fee.amount)) ?? .none
        let gas = Gas(transaction.authInfo.fee.gasLimit)
        guard !consent.isRehearsal else {
            return .plan(
                TransactionPlan(
                    intent: intent, chainID: chainID, signer: signer, fee: fee, gasLimit: gas,
                    memo: transaction.body.memo, messages: []))
        }
        let entry = TransactionJournal.Entry(
            hash: "\(transaction.hash)", chainID: chainID, signer: signer,
            sequence: transaction.authInfo.signerInfos.first?.sequence ?? 0,
            intent: intent.words, signedAt: clock.now().text(.none), bytes: transaction.bytes,
            stage: .signed)
        if journal.entry(entry.hash) == nil { try journal.write(entry) }
        tools.notices.note("transaction \(entry.hash)")
        let result = try await chain.broadcast(transaction.bytes)
        if !result.isAccepted {
            // Bytes that are in a block already are refused for their sequence: no failure.
            if let outcome = try await chain.transaction(transaction.hash) {
                journal.note(.included, of: entry.hash)
                return .receipt(Receipt(outcome))
            }
            if let mismatch = SequenceMismatch(result.rawLog), mismatch.expected > entry.sequence {
                switch try await awaitedFate(of: entry, seconds: Double(min(waitSeconds, 30))) {
                case .included(let outcome): return .receipt(Receipt(outcome))
                case .never: throw TransactionFailure.superseded(hash: entry.hash)
                case .open: throw unknown(entry, result.rawLog)
                }
            }
            journal.note(.rejected, of: entry.hash)
            throw rejection(result, entry.hash)
        }
        journal.note(.accepted, of: entry.hash)
        guard waitSeconds > 0 else {
            return .receipt(
                Receipt(taken: transaction.hash, fee: fee, gasWanted: gas, intent: ""))
        }
        return .receipt(
            Receipt(try await settle(transaction.hash, waitSeconds: waitSeconds)))
    }
}
