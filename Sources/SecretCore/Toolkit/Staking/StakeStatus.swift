internal import SecretBase
internal import SecretChain
internal import SecretClient

/// An account's collateral.
public struct StakeStatus: Answer {
    let chainID: String
    let address: Address
    let delegations: [DelegationFacts]
    let unbondings: [UnbondingFacts]
    /// The account's validators: those that it delegates to, and its own.
    let validators: [ValidatorFacts]
    /// Sum of the tokens of all bonded validators, in uscrt.
    let bondedTokens: Int256
    let staked: Int256
    let unbonding: Int256

    init(
        chainID: String, address: Address, delegations: [DelegationFacts],
        unbondings: [UnbondingFacts], validators: [ValidatorFacts]
    ) throws {
        self.chainID = chainID
        self.address = address
        self.delegations = delegations
        self.unbondings = unbondings
        let own = ValidatorAddress(address)
        self.validators = validators.filter { validator in
            validator.address == own
                || delegations.contains { $0.validator == validator.address }
                || unbondings.contains { $0.validator == validator.address }
        }
        bondedTokens = try validators.reduce(.zero) { sum, validator in
            validator.isBonded ? try sum.adding(validator.tokens) : sum
        }
        staked = try delegations.reduce(.zero) { try $0.adding($1.balance.amount) }
        unbonding = try unbondings.flatMap(\.entries).reduce(.zero) { try $0.adding($1.balance) }
    }

    public var fields: AnswerValue {
        .object([
            .init("chain_id", .text(chainID)), .init("address", .text("\(address)")),
            .init("denom", "uscrt"), .init("staked", .text("\(staked)")),
            .init("unbonding", .text("\(unbonding)")),
            .init("bonded_tokens", .text("\(bondedTokens)")),
            .init("delegations", .list(delegations.map(answer))),
            .init("unbondings", .list(unbondings.flatMap(answer))),
            .init("validators", .list(validators.map(answer))),
        ])
    }

    private func answer(_ delegation: DelegationFacts) -> AnswerValue {
        [
            "validator": .text("\(delegation.validator)"),
            "amount": .text("\(delegation.balance.amount)"),
            "denom": .text(delegation.balance.denom), "shares": .text(delegation.shares),
        ]
    }

    private func answer(_ unbonding: UnbondingFacts) -> [AnswerValue] {
        unbonding.entries.map { entry in
            [
                "validator": .text("\(unbonding.validator)"),
                "amount": .text("\(entry.balance)"), "denom": "uscrt",
                "initial_amount": .text("\(entry.initialBalance)"),
                "creation_height": .integer(entry.creationHeight.number),
                "completion_time": .text(entry.completionTime),
            ]
        }
    }

    private func answer(_ validator: ValidatorFacts) -> AnswerValue {
        [
            "address": .text("\(validator.address)"), "moniker": .text(validator.moniker),
            "status": .text(validator.statusWord), "jailed": .flag(validator.isJailed),
            "tokens": .text("\(validator.tokens)"), "denom": "uscrt",
            "voting_power": .integer(validator.power.int64 ?? .max),
            "voting_power_share": .text(share(of: validator)),
            "commission_rate": .text(validator.commissionRate),
            "own": .flag(validator.address == ValidatorAddress(address)),
        ]
    }

    /// The validator's part of all bonded tokens as 18-digit decimal text, 0 for one not bonded.
    private func share(of validator: ValidatorFacts) -> String {
        guard validator.isBonded, !bondedTokens.isZero,
            let part = try? Dec(validator.tokens).dividedBy(bondedTokens)
        else { return Dec.zero.description }
        return part.description
    }

    public func text(in style: TextStyle) -> String {
        let head = FieldList([
            ("account", "\(address)"), ("staked", words(staked)),
            ("unbonding", unbonding.isZero ? "" : words(unbonding)),
        ]).text(in: style)
        var staked = Table([
            .init("validator"), .init("staked", .right), .init("status"), .init("power", .right),
        ])
        for delegation in delegations {
            let validator = validators.first { $0.address == delegation.validator }
            let name = validator.map(\.moniker).flatMap { $0.isEmpty ? nil : $0 }
            staked.add([
                name ?? "\(delegation.validator)", delegation.balance.words,
                validator.map { $0.isJailed ? "jailed" : $0.statusWord } ?? "unknown",
                validator.map { "\($0.power)" } ?? "",
            ])
        }
        var leaving = Table([
            .init("back on"), .init("amount", .right), .init("from"),
        ])
        for unbonding in unbondings {
            let name = validators.first { $0.address == unbonding.validator }?.moniker ?? ""
            for entry in unbonding.entries {
                leaving.add([
                    entry.completionTime, words(entry.balance),
                    name.isEmpty ? "\(unbonding.validator)" : name,
                ])
            }
        }
        return [head, staked.text(in: style), leaving.text(in: style)]
            .filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private func words(_ uscrt: Int256) -> String {
        uscrt.uint64.map { Amount(uscrt: $0).inSCRT } ?? "\(uscrt) uscrt"
    }
}

extension ValidatorFacts {
    var isBonded: Bool { status == "BOND_STATUS_BONDED" }

    /// `bonded`, `unbonding` or `unbonded`.
    var statusWord: String {
        status.hasPrefix("BOND_STATUS_") ? status.dropFirst(12).lowercased() : status
    }

    /// Voting power as consensus counts it: whole SCRT, none for a validator that is not bonded.
    var power: Int256 {
        isBonded && !isJailed ? (try? tokens.divided(by: 1_000_000)) ?? .zero : .zero
    }
}
