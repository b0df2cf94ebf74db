public import SecretBase
internal import SecretChain

/// What `tx batch` is asked to do.
public struct BatchTask: Sendable {
    public enum Format: Sendable {
        case operations, payments
    }

    public var file: String
    public var format: Format
    /// At most this many operations a transaction; nil for one transaction of all.
    public var perTransaction: Int?
    /// Tells two batches of the same content apart.
    public var label: String
    /// Encryption seed instead of the account's.
    public var seedFile: String?

    public init(
        file: String, format: Format = .operations, perTransaction: Int? = nil,
        label: String = "", seedFile: String? = nil
    ) {
        self.file = file
        self.format = format
        self.perTransaction = perTransaction
        self.label = label
        self.seedFile = seedFile
    }
}

/// What became of a batch: of its one transaction, or of its many.
public enum BatchReply: Answer {
    case one(ContractReply)
    case many(BatchAnswer)

    private var answer: any Answer {
        switch self {
        case .one(let reply): reply
        case .many(let answer): answer
        }
    }

    public var fields: AnswerValue { answer.fields }
    public var exit: ExitStatus { answer.exit }
    public func text(in style: TextStyle) -> String { answer.text(in: style) }
}

/// The transactions of a batch, in their order.
public struct BatchAnswer: Answer {
    struct Step: Sendable {
        /// Numbers of its operations, from 0.
        let operations: Range<Int>
        let reply: TransactionReply
        /// Done by an earlier run.
        let isEarlier: Bool
    }

    let id: String
    let steps: [Step]
    let operationCount: Int

    private var isPlan: Bool {
        steps.contains { if case .plan = $0.reply { true } else { false } }
    }

    private var isAllEarlier: Bool { steps.allSatisfy(\.isEarlier) }

    /// Why nothing was sent; nil where something was.
    private var reason: String? {
        if isPlan { return "dry run: nothing was sent" }
        return isAllEarlier
            ? "an earlier run sent all of this file; --label TEXT makes it another batch" : nil
    }

    public var fields: AnswerValue {
        .object(
            [
                .init("batch_id", .text(id)), .init("done", .flag(reason == nil)),
                .init("operations", .integer(Int64(operationCount))),
                .init(
                    "transactions",
                    .list(
                        steps.map { step in
                            step.reply.fields.adding([
                                .init(
                                    "operations",
                                    [
                                        "first": .integer(Int64(step.operations.lowerBound)),
                                        "count": .integer(Int64(step.operations.count)),
                                    ]),
                                .init("earlier", .flag(step.isEarlier)),
                            ])
                        })),
            ] + (reason.map { [.init("reason", .text($0))] } ?? []))
    }

    public func text(in style: TextStyle) -> String {
        var table = Table([
            .init("operations"), .init("result"), .init("transaction"),
        ])
        for step in steps {
            let operations = "\(step.operations.lowerBound + 1)–\(step.operations.upperBound)"
            switch step.reply {
            case .receipt(let receipt):
                let place = receipt.height.map { "block \($0)" } ?? "taken"
                table.add([
                    operations, step.isEarlier ? "\(place), earlier" : place,
                    String(receipt.hash.prefix(16)) + "…",
                ])
            case .plan(let plan):
                table.add([operations, "fee \(plan.fee.words)", "dry run"])
            case .built: table.add([operations, "built", ""])
            }
        }
        let lines = [table.text(in: style), reason ?? ""].filter { !$0.isEmpty }
        return lines.joined(separator: "\n")
    }
}

/// A batch that stopped at one of its transactions: what stopped it, and where.
public struct BatchFailure: Failure {
    let cause: any Failure
    /// From 1.
    let step: Int
    let of: Int

    public var code: String { cause.code }
    public var exit: ExitStatus { cause.exit }
    public var transactionHash: String? { cause.transactionHash }
    public var hint: String? {
        let again = "the same command goes on here: what is done is not done again"
        return cause.hint.map { "\($0); \(again)" } ?? again
    }
    public var description: String {
        of == 1 ? cause.description : "transaction \(step) of \(of): \(cause.description)"
    }
}
