internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SecretWire

extension ValidatorFacts {
    fileprivate func fields(in denom: String) -> AnswerValue {
        [
            "address": .text("\(address)"), "moniker": .text(moniker),
            "status": .text(BondStatus.word(for: status)), "jailed": .flag(isJailed),
            "stake": ["denom": .text(denom), "amount": .text("\(tokens)")],
            "commission_rate": .text(commissionRate),
            "delegator_shares": .text(delegatorShares),
            "consensus_pubkey_hex": .publicKey(consensusKey),
        ]
    }

    fileprivate var statusWords: String {
        BondStatus.word(for: status) + (isJailed ? ", jailed" : "")
    }
}

/// `query validators`.
public struct ValidatorList: Answer {
    let validators: [ValidatorFacts]
    /// Of all validators, also of those that were not asked for.
    let ranking: ValidatorRanking
    let denom: String

    public var fields: AnswerValue {
        [
            "validators": .list(
                validators.map { validator in
                    let rank = ranking.rank(of: validator.address)
                    return validator.fields(in: denom).adding([
                        .init("rank", rank.map { .integer(Int64($0)) } ?? .null),
                        .init("in_set", .flag(ranking.isInSet(rank))),
                    ])
                })
        ]
    }

    public func text(in style: TextStyle) -> String {
        guard !validators.isEmpty else { return "no validators" }
        let columns: [Table.Column] = [
            .init("rank", .right), .init("moniker"), .init("status"), .init("stake", .right),
            .init("commission", .right),
        ]
        // The address has a line of its own: it is long, and the only thing that gets copied.
        let rows = validators.map {
            [
                ranking.rank(of: $0.address).map { "\($0)" } ?? "-", $0.moniker, $0.statusWords,
                Money.text($0.tokens, denom), Money.percent($0.commissionRate),
            ]
        }
        let table = Table(columns, rows: rows).text(in: style)
        let addresses = zip(validators, rows).map {
            ("\($0.address)", Terminology.printable($1[1]))
        }
        return table + "\n\n" + addresses.map { "\($0.0)  \($0.1)" }.joined(separator: "\n")
    }
}

/// `query validator`.
public struct ValidatorDescription: Answer {
    let validator: ValidatorFacts
    let denom: String

    private func note(_ name: String) -> String {
        validator.answer["description"]?[name]?.string ?? ""
    }

    public var fields: AnswerValue {
        validator.fields(in: denom).adding([
            .init("max_rate", .text(validator.commissionMax)),
            .init("max_change_rate", .text(validator.commissionDailyMax)),
            .init("min_self_delegation", .text(validator.leastSelfDelegation)),
            .init("operator", .text("\(Address(operator: validator.address))")),
            .init(
                "consensus_address",
                .optional(validator.consensusKey.map { "\(ConsensusAddress(publicKey: $0))" })),
            .init(
                "description", validator.answer["description"].map(AnswerValue.document) ?? .null),
        ])
    }

    public func text(in style: TextStyle) -> String {
        FieldList([
            ("validator", "\(validator.address)"), ("moniker", validator.moniker),
            ("status", validator.statusWords), ("stake", Money.text(validator.tokens, denom)),
            ("commission", Money.percent(validator.commissionRate)),
            ("never above", Money.percent(validator.commissionMax)),
            ("website", note("website")), ("contact", note("security_contact")),
            ("details", note("details")),
        ]).text(in: style)
    }
}

/// `query delegations`.
public struct DelegationList: Answer {
    let address: Address
    let delegations: [DelegationFacts]
    let denom: String

    /// Sums that do not fit 256 bits are the node's invention.
    private var total: Int256 {
        delegations.reduce(.zero) { (try? $0.adding($1.balance.amount)) ?? $0 }
    }

    public var fields: AnswerValue {
        [
            "address": .text("\(address)"),
            "total": ["denom": .text(denom), "amount": .text("\(total)")],
            "delegations": .list(
                delegations.map {
                    [
                        "validator": .text("\($0.validator)"), "shares": .text($0.shares),
                        "balance": .coin($0.balance),
                    ]
                }),
        ]
    }

    public func text(in style: TextStyle) -> String {
        guard !delegations.isEmpty else { return "\(address) has delegated nothing" }
        let rows = delegations.map { ["\($0.validator)", Money.text($0.balance)] }
        let table = Table([.init("validator"), .init("stake", .right)], rows: rows)
        return table.text(in: style) + "\n\ntotal  \(Money.text(total, denom))"
    }
}

/// `query unbonding`.
public struct UnbondingList: Answer {
    let address: Address
    let unbondings: [UnbondingFacts]
    let denom: String

    public var fields: AnswerValue {
        [
            "address": .text("\(address)"),
            "unbonding": .list(
                unbondings.flatMap { unbonding in
                    unbonding.entries.map { entry in
                        [
                            "validator": .text("\(unbonding.validator)"),
                            "creation_height": .integer(entry.creationHeight.number),
                            "completion_time": .text(entry.completionTime),
                            "denom": .text(denom),
                            "initial_amount": .text("\(entry.initialBalance)"),
                            "amount": .text("\(entry.balance)"),
                        ] as AnswerValue
                    }
                }),
        ]
    }

    public func text(in style: TextStyle) -> String {
        let rows = unbondings.flatMap { unbonding in
            unbonding.entries.map {
                [
                    "\(unbonding.validator)", Money.text($0.balance, denom),
                    String($0.completionTime.prefix(19)) + "Z",
                ]
            }
        }
        guard !rows.isEmpty else { return "\(address) is taking nothing back" }
        let columns: [Table.Column] = [
            .init("validator"), .init("amount", .right), .init("arrives (UTC)"),
        ]
        return Table(columns, rows: rows).text(in: style)
    }
}
