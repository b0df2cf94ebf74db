internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SecretWire

/// `validator status`.
public struct ValidatorStatus: Answer {
    let chainID: String
    let condition: ValidatorCondition
    let now: Timestamp
    /// uscrt.
    let selfDelegation: Int256
    /// That waits, uscrt.
    let commission: Int256

    public var fields: AnswerValue {
        AnswerValue.object([.init("chain_id", .text(chainID))])
            .adding(condition.answer.members)
            .adding([
                .init("operator", .text("\(Address(operator: condition.facts.address))")),
                .init("self_delegation", .text("\(selfDelegation)")),
                .init("min_self_delegation", .text(condition.facts.leastSelfDelegation)),
                .init("commission_waiting", .text("\(commission)")),
                .init(
                    "description",
                    condition.facts.answer["description"].map(
                        AnswerValue.document) ?? .null),
            ])
    }

    public func text(in style: TextStyle) -> String {
        FieldList(
            [
                ("validator", "\(condition.facts.address)"), ("moniker", condition.facts.moniker),
            ] + condition.rows(at: now) + [
                ("own stake", Money.text(selfDelegation, "uscrt")),
                (
                    "commission",
                    "\(Money.percent(condition.facts.commissionRate)), "
                        + "\(Money.text(commission, "uscrt")) wait"
                ),
            ]
        ).text(in: style)
    }
}

extension AnswerValue {
    /// An object's fields; none of any other value.
    var members: [Field] {
        if case .object(let fields) = self { return fields }
        return []
    }
}

extension ValidatorFacts {
    /// uscrt, as the chain writes it.
    var leastSelfDelegation: String { answer["min_self_delegation"]?.string ?? "1" }

    private var rates: JSONValue? { answer["commission"]?["commission_rates"] }
    var commissionMax: String { rates?["max_rate"]?.string ?? "" }
    var commissionDailyMax: String { rates?["max_change_rate"]?.string ?? "" }

    /// When the commission was last changed.
    var commissionTime: Timestamp? {
        answer["commission"]?["update_time"]?.string.flatMap { try? Timestamp(parsing: $0) }
    }
}

/// `validator commission`.
public struct CommissionStatus: Answer {
    let chainID: String
    let facts: ValidatorFacts
    /// uscrt.
    let waiting: Int256
    let least: Dec
    let now: Timestamp

    /// One change a day. Source: cosmos-sdk `x/staking/types/commission.go`.
    private var nextChange: Timestamp? { facts.commissionTime?.adding(seconds: 86_400) }
    private var mayChange: Bool { nextChange.map { $0 <= now } ?? true }

    public var fields: AnswerValue {
        [
            "chain_id": .text(chainID), "address": .text("\(facts.address)"),
            "moniker": .text(facts.moniker), "rate": .text(facts.commissionRate),
            "max_rate": .text(facts.commissionMax),
            "max_change_rate": .text(facts.commissionDailyMax),
            "min_rate_of_chain": .text("\(least)"),
            "changed_at": .optional(facts.commissionTime?.text(.none)),
            "may_change": .flag(mayChange),
            "next_change_at": .optional(mayChange ? nil : nextChange?.text(.none)),
            "waiting": ["amount": .text("\(waiting)"), "denom": "uscrt"],
        ]
    }

    public func text(in style: TextStyle) -> String {
        FieldList([
            ("validator", "\(facts.address)"), ("moniker", facts.moniker),
            ("commission", Money.percent(facts.commissionRate)),
            ("at most", "\(Money.percent(facts.commissionMax)), for ever"),
            ("daily change", "at most \(Money.percent(facts.commissionDailyMax)), for ever"),
            ("the chain's least", Money.percent("\(least)")),
            ("last changed", facts.commissionTime?.text(.none) ?? ""),
            (
                "next change",
                mayChange
                    ? "possible now"
                    : nextChange.map { "\($0.text(.none)), \(Span.from(now, to: $0))" } ?? ""
            ),
            ("waiting", Money.text(waiting, "uscrt")),
        ]).text(in: style)
    }
}
