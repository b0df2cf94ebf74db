public import SecretBase

/// One transaction that had no known end, and what is known of it now.
struct ResumedTransaction: Sendable {
    enum End: Sendable {
        case receipt(Receipt)
        case failure(any Failure)
    }

    let hash: String
    let intent: String
    let end: End

    init(_ entry: TransactionJournal.Entry, end: End) {
        hash = entry.hash
        intent = entry.intent
        self.end = end
    }

    var exit: ExitStatus {
        switch end {
        case .receipt(let receipt): receipt.exit
        case .failure(let failure): failure.exit
        }
    }

    /// A word for scripts: done, failed, never, open.
    var word: String {
        switch exit {
        case .done: "done"
        case .failedInBlock: "failed"
        case .rejected: "never"
        default: "open"
        }
    }

    var fields: AnswerValue {
        switch end {
        case .receipt(let receipt): receipt.fields.adding([.init("outcome", .text(word))])
        case .failure(let failure):
            [
                "tx_hash": .text(hash), "outcome": .text(word), "done": false,
                "error": .text(failure.code), "reason": .text(failure.description),
            ]
        }
    }

    func text(in style: TextStyle) -> String {
        switch end {
        case .receipt(let receipt): receipt.text(in: style)
        case .failure(let failure):
            FieldList([("result", failure.description), ("what", intent), ("hash", hash)])
                .text(in: style)
        }
    }
}

/// What became of transactions that had no known end.
public struct ResumedTransactions: Answer {
    private enum Content {
        case one(Receipt)
        case all([ResumedTransaction])
    }

    private let content: Content

    /// Of those that are in a block.
    var receipts: [Receipt] {
        switch content {
        case .one(let receipt): [receipt]
        case .all(let items):
            items.compactMap { if case .receipt(let receipt) = $0.end { receipt } else { nil } }
        }
    }

    init(one receipt: Receipt) { content = .one(receipt) }

    init(_ items: [ResumedTransaction]) {
        if items.count == 1, case .receipt(let receipt) = items[0].end {
            content = .one(receipt)
        } else {
            content = .all(items)
        }
    }

    /// One receipt's own fields, as the other commands give them, or a list of several.
    public var fields: AnswerValue {
        switch content {
        case .one(let receipt): return receipt.fields
        case .all(let items):
            var fields = [
                AnswerValue.Field("done", .flag(!items.isEmpty && exit == .done)),
                .init("transactions", .list(items.map(\.fields))),
            ]
            if items.isEmpty {
                fields.append(.init("reason", "no transaction of this chain waits for its end"))
            }
            return .object(fields)
        }
    }

    /// Of several ends the one that asks most of whoever reads it: open, failed, never, done.
    public var exit: ExitStatus {
        switch content {
        case .one(let receipt): return receipt.exit
        case .all(let items):
            let exits = items.map(\.exit)
            let open = exits.first { ![.done, .failedInBlock, .rejected].contains($0) }
            return open
                ?? [.failedInBlock, .rejected].first { exits.contains($0) } ?? .done
        }
    }

    public func text(in style: TextStyle) -> String {
        switch content {
        case .one(let receipt): receipt.text(in: style)
        case .all(let items):
            items.isEmpty
                ? "nothing to resume"
                : items.map { $0.text(in: style) }.joined(separator: "\n\n")
        }
    }
}
