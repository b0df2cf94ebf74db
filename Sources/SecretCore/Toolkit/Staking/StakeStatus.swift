internal import SecretBase
internal import SecretChain
internal import SecretClient

/// An account's collateral.
public struct StakeStatus: Answer {
    let chainID: String
    let address: Address
    /// uscrt in hand.
    let available: Int256
    let delegations: [DelegationFacts]
    let unbondings: [UnbondingFacts]
    let redelegations: [RedelegationFacts]
    let rewards: [RewardFacts]
    /// Of the account's own validator, uscrt; nil where it has none.
    let commission: Int256?
    let restakes: [ValidatorAddress]
    /// All of the chain.
    let validators: [ValidatorFacts]
    /// Of the account's validators: its own first, then those that it delegates to.
    let conditions: [ValidatorCondition]
    /// Of the latest block.
    let now: Timestamp
    /// Sums, in uscrt.
    let bondedTokens: Int256
    let staked: Int256
    let unbonding: Int256
    let waiting: Int256

    init(
        chainID: String, address: Address, available: Int256, delegations: [DelegationFacts],
        unbondings: [UnbondingFacts], redelegations: [RedelegationFacts], rewards: [RewardFacts],
        commission: Int256?, restakes: [ValidatorAddress], validators: [ValidatorFacts],
        conditions: [ValidatorCondition], now: Timestamp
    ) throws {
        self.chainID = chainID
        self.address = address
        self.available = available
        self.delegations = delegations
        self.unbondings = unbondings
        self.redelegations = redelegations
        self.rewards = rewards
        self.commission = commission
        self.restakes = restakes
        self.validators = validators
        self.conditions = conditions
        self.now = now
        bondedTokens = try validators.reduce(.zero) { sum, validator in
            validator.isBonded ? try sum.adding(validator.tokens) : sum
        }
        staked = try delegations.reduce(.zero) { try $0.adding($1.balance.amount) }
        unbonding = try unbondings.flatMap(\.entries).reduce(.zero) { try $0.adding($1.balance) }
        waiting = try rewards.reduce(.zero) { try $0.adding($1.coins.whole(of: "uscrt")) }
    }

    var own: ValidatorCondition? {
        conditions.first { $0.facts.address == ValidatorAddress(address) }
    }

    func reward(of validator: ValidatorAddress) -> Int256 {
        rewards.first { $0.validator == validator }?.coins.whole(of: "uscrt") ?? .zero
    }

    func name(of validator: ValidatorAddress) -> String {
        let moniker = validators.first { $0.address == validator }?.moniker ?? ""
        return moniker.isEmpty ? "\(validator)" : moniker
    }

    public var fields: AnswerValue {
        .object([
            .init("chain_id", .text(chainID)), .init("address", .text("\(address)")),
            .init("denom", "uscrt"), .init("available", .text("\(available)")),
            .init("staked", .text("\(staked)")), .init("unbonding", .text("\(unbonding)")),
            .init("rewards_waiting", .text("\(waiting)")),
            .init("commission_waiting", .optional(commission.map { "\($0)" })),
            .init("bonded_tokens", .text("\(bondedTokens)")),
            .init("delegations", .list(delegations.map(answer))),
            .init("unbondings", .list(unbondings.flatMap(answer))),
            .init("redelegations", .list(redelegations.map(answer))),
            .init(
                "validators",
                .list(
                    conditions.map { condition in
                        condition.answer.adding([
                            .init(
                                "own",
                                .flag(condition.facts.address == ValidatorAddress(address)))
                        ])
                    })),
        ])
    }

    private func answer(_ delegation: DelegationFacts) -> AnswerValue {
        [
            "validator": .text("\(delegation.validator)"),
            "amount": .text("\(delegation.balance.amount)"),
            "denom": .text(delegation.balance.denom), "shares": .text(delegation.shares),
            "reward": .text("\(reward(of: delegation.validator))"),
            "auto_restake": .flag(restakes.contains(delegation.validator)),
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

    private func answer(_ moving: RedelegationFacts) -> AnswerValue {
        [
            "source": .text("\(moving.source)"), "destination": .text("\(moving.destination)"),
            "amount": .text("\(moving.amount)"), "denom": "uscrt",
            "completion_time": .text(moving.completionTime),
        ]
    }
}

extension ValidatorFacts {
    var isBonded: Bool { status == "BOND_STATUS_BONDED" }

    /// `bonded`, `unbonding` or `unbonded`.
    var statusWord: String {
        status.hasPrefix("BOND_STATUS_") ? status.dropFirst(12).lowercased() : status
    }

    /// Voting power by stake alone: whole SCRT, none for a validator that is not bonded.
    var power: Int256 {
        isBonded && !isJailed ? (try? tokens.divided(by: 1_000_000)) ?? .zero : .zero
    }
}
