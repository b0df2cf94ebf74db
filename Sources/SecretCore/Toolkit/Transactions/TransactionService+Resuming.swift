public import SecretBase
internal import SecretChain
internal import SecretClient

extension TransactionService {
    /// Finds out what became of a transaction that was signed here, and sends its bytes again where
    /// the chain does not have them. Never signs anything.
    ///
    /// - Parameter hash: nil for all of this chain whose end is not known.
    public func resume(_ hash: String?, waitSeconds: Int) async throws -> ResumedTransactions {
        let chainID = try await requireChain()
        if let hash {
            let hash = try TransactionHash(hash)
            guard let entry = journal.entry("\(hash)") else {
                return ResumedTransactions([try await status(of: "\(hash)")])
            }
            return ResumedTransactions([try await resume(entry, on: chainID, waitSeconds)])
        }
        var receipts: [Receipt] = []
        for entry in journal.unsettled() where entry.chainID == chainID {
            receipts.append(try await resume(entry, on: chainID, waitSeconds))
        }
        return ResumedTransactions(receipts)
    }

    private func resume(
        _ entry: TransactionJournal.Entry, on chainID: String, _ waitSeconds: Int
    ) async throws -> Receipt {
        guard entry.chainID == chainID else {
            throw ClientError.wrongChain(wanted: entry.chainID, got: chainID)
        }
        let hash = TransactionHash(of: entry.bytes)
        if let outcome = try await chain.transaction(hash) {
            journal.note(.included, of: entry.hash)
            return Receipt(outcome, intent: entry.intent)
        }
        tools.notices.note("transaction \(entry.hash)")
        let result = try await chain.broadcast(entry.bytes)
        guard result.isAccepted else {
            // It may have got into a block between the two questions.
            if let outcome = try await chain.transaction(hash) {
                journal.note(.included, of: entry.hash)
                return Receipt(outcome, intent: entry.intent)
            }
            journal.note(.rejected, of: entry.hash)
            throw TransactionFailure.rejected(
                hash: entry.hash, codespace: result.codespace, abciCode: result.code,
                log: result.rawLog)
        }
        journal.note(.accepted, of: entry.hash)
        return Receipt(
            try await settle(hash, waitSeconds: waitSeconds), intent: entry.intent)
    }
}

extension TransactionJournal {
    /// What was signed and has no known end, in the order of sequences.
    func unsettled() -> [Entry] {
        TextFile.names(in: folder).filter { $0.hasSuffix(".json") }
            .compactMap { entry(String($0.dropLast(5))) }
            .filter { [.signed, .accepted, .unknown].contains($0.stage) }
            .sorted { ($0.signer, $0.sequence) < ($1.signer, $1.sequence) }
    }
}

/// What became of transactions that had no known end.
public struct ResumedTransactions: Answer {
    let receipts: [Receipt]

    init(_ receipts: [Receipt]) { self.receipts = receipts }

    /// One receipt's own fields, as the other commands give them, or a list of several.
    public var fields: AnswerValue {
        if receipts.count == 1 { return receipts[0].fields }
        var fields = [
            AnswerValue.Field("done", .flag(!receipts.isEmpty)),
            .init("transactions", .list(receipts.map(\.fields))),
        ]
        if receipts.isEmpty {
            fields.append(.init("reason", "no transaction of this chain waits for its end"))
        }
        return .object(fields)
    }

    public var exit: ExitStatus {
        receipts.contains { $0.exit != .done } ? .failedInBlock : .done
    }

    public func text(in style: TextStyle) -> String {
        receipts.isEmpty
            ? "nothing to resume"
            : receipts.map { $0.text(in: style) }.joined(separator: "\n\n")
    }
}
