public import SecretBase
internal import SecretChain
internal import SecretClient
internal import SecretWire

/// What became of a transaction, or what would become of it.
public enum TransactionReply: Answer {
    case receipt(Receipt)
    case plan(TransactionPlan)
    case built(UnsignedTransaction)

    public var fields: AnswerValue {
        switch self {
        case .receipt(let receipt): receipt.fields
        case .plan(let plan): plan.fields
        case .built(let built): built.fields
        }
    }

    public func text(in style: TextStyle) -> String {
        switch self {
        case .receipt(let receipt): receipt.text(in: style)
        case .plan(let plan): plan.text(in: style)
        case .built(let built): built.text(in: style)
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .receipt(let receipt): receipt.exit
        case .plan, .built: .done
        }
    }
}

/// A transaction as the chain has it.
public struct Receipt: Answer {
    public let hash: String
    /// Nil while it is in no block, because nobody waited for one.
    public let height: Height?
    public let code: UInt32
    public let codespace: String
    public let rawLog: String
    public let gasWanted: Gas
    public let gasUsed: Gas
    /// Amount and denomination, e.g. `2500uscrt`; empty where it is free or not known.
    let fee: Coins
    let time: String
    let events: [ChainEvent]
    /// What was meant, in words; empty for the transactions of others.
    let intent: String
    /// Those that were tried before it and ran out of gas: their fees are spent too.
    var failed: [Receipt] = []

    init(_ outcome: TransactionOutcome, _ errand: Errand) {
        self.init(outcome, intent: errand.words)
        failed = errand.failed.map { Receipt($0) }
    }

    init(_ outcome: TransactionOutcome, intent: String = "") {
        hash = "\(outcome.hash)"
        height = outcome.height
        code = outcome.code
        codespace = outcome.codespace
        rawLog = outcome.rawLog
        gasWanted = outcome.gasWanted
        gasUsed = outcome.gasUsed
        time = outcome.time
        events = outcome.events
        self.intent = intent
        let amounts = outcome.answer["tx"]?["auth_info"]?["fee"]?["amount"]?.array ?? []
        fee =
            (try? Coins(
                summing: amounts.map { coin in
                    try Coin(
                        parsing: (coin["amount"]?.string ?? "") + (coin["denom"]?.string ?? ""))
                })) ?? .none
    }

    /// A transaction that the node has taken, and that nobody waited for.
    init(taken hash: TransactionHash, fee: Coins, gasWanted: Gas, intent: String) {
        self.hash = "\(hash)"
        height = nil
        code = 0
        codespace = ""
        rawLog = ""
        self.gasWanted = gasWanted
        gasUsed = .zero
        time = ""
        events = []
        self.fee = fee
        self.intent = intent
    }

    public var exit: ExitStatus { code == 0 ? .done : .failedInBlock }

    public var fields: AnswerValue {
        .object(
            [
                .init("tx_hash", .text(hash)),
                .init("height", height.map { .integer($0.number) } ?? .null),
                .init("code", .unsigned(UInt64(code))),
                .init("codespace", .text(codespace)),
                .init("raw_log", .text(rawLog)),
                .init("gas_wanted", .unsigned(gasWanted.units)),
                .init("gas_used", .unsigned(gasUsed.units)),
                .init("fee", fee.answer),
                .init("time", .optional(time.isEmpty ? nil : time)),
                .init("done", .flag(code == 0 && height != nil)),
                .init("events", .list(events.map(\.answer))),
            ] + attempts)
    }

    /// Only where there was more than one.
    private var attempts: [AnswerValue.Field] {
        guard !failed.isEmpty else { return [] }
        return [
            .init(
                "failed_attempts",
                .list(
                    failed.map {
                        [
                            "tx_hash": .text($0.hash),
                            "height": $0.height.map { .integer($0.number) } ?? .null,
                            "code": .unsigned(UInt64($0.code)), "raw_log": .text($0.rawLog),
                            "gas_used": .unsigned($0.gasUsed.units), "fee": $0.fee.answer,
                        ]
                    }))
        ]
    }

    public func text(in style: TextStyle) -> String { text(in: style, adding: []) }

    /// The receipt and more lines below it, in the same columns.
    func text(in style: TextStyle, adding lines: [(String, String)]) -> String {
        let result =
            height == nil
            ? "taken by the node, in no block yet"
            : code == 0 ? "done" : "failed (\(codespace) \(code)), the fee is spent"
        return FieldList(
            [
                ("result", result),
                ("what", intent), ("hash", hash), ("height", height.map { "\($0)" } ?? ""),
                ("time", time), ("gas", gasUsed == .zero ? "" : "\(gasUsed) of \(gasWanted)"),
                ("fee", fee.words), ("log", code == 0 ? "" : rawLog),
            ]
                + failed.map {
                    ("also spent", "\($0.fee.words), out of gas in block \($0.height?.number ?? 0)")
                } + lines
        ).text(in: style)
    }
}

/// What a changing command would do, under `--dry-run`.
public struct TransactionPlan: Answer {
    let intent: TransactionIntent
    let chainID: String
    let signer: String
    let fee: Coins
    let gasLimit: Gas
    let memo: String
    /// Gateway JSON of the messages.
    let messages: [String]

    public var fields: AnswerValue {
        .object(
            [
                .init("done", .flag(false)), .init("reason", .text("dry run: nothing was sent")),
                .init("plan", .text(intent.words)), .init("chain_id", .text(chainID)),
                .init("signer", .text(signer)), .init("gas_limit", .unsigned(gasLimit.units)),
                .init("fee", fee.answer), .init("memo", .text(memo)),
                .init("messages", .list(messages.map(AnswerValue.raw))),
            ] + intent.details)
    }

    public func text(in style: TextStyle) -> String {
        FieldList([
            ("plan", intent.words), ("chain", chainID), ("signer", signer),
            ("gas", "at most \(gasLimit)"), ("fee", fee.words), ("memo", memo),
            ("", "nothing was sent (dry run)"),
        ]).text(in: style)
    }
}

extension Coins {
    /// One coin as an object, several as a list of them, none as zero uscrt.
    var answer: AnswerValue {
        let coins: [Coin] = isEmpty ? [Coin(Amount(uscrt: 0))] : Array(self)
        let objects = coins.map(\.answer)
        return objects.count == 1 ? objects[0] : .list(objects)
    }

    /// For people: scrt where it is uscrt.
    var words: String { map(\.words).joined(separator: ", ") }
}

extension Coin {
    var answer: AnswerValue { ["amount": .text("\(amount)"), "denom": .text(denom)] }

    /// For people: scrt where it is uscrt.
    var words: String {
        guard denom == "uscrt", let uscrt = amount.uint64 else { return description }
        return Amount(uscrt: uscrt).inSCRT
    }
}

extension ChainEvent {
    var answer: AnswerValue {
        [
            "type": .text(type),
            "attributes": .list(
                attributes.map { ["key": .text($0.key), "value": .text($0.value)] }),
        ]
    }
}
