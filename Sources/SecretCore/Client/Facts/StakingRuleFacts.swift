package import SecretBase
package import SecretChain

/// The staking module's parameters.
package struct StakingRuleFacts: Hashable, Sendable {
    package let unbondingSeconds: Int64
    package let validatorsMax: Int
    /// Unbondings at once of one delegator from one validator.
    package let entriesMax: Int
    package let bondDenom: String
    package let leastCommission: Dec

    package init(
        unbondingSeconds: Int64, validatorsMax: Int, entriesMax: Int, bondDenom: String,
        leastCommission: Dec
    ) {
        self.unbondingSeconds = unbondingSeconds
        self.validatorsMax = validatorsMax
        self.entriesMax = entriesMax
        self.bondDenom = bondDenom
        self.leastCommission = leastCommission
    }
}

/// Stake on its way from one validator to another, which cannot be moved on meanwhile.
package struct RedelegationFacts: Hashable, Sendable {
    package let source: ValidatorAddress
    package let destination: ValidatorAddress
    /// RFC 3339.
    package let completionTime: String
    /// uscrt.
    package let amount: Int256

    package init(
        source: ValidatorAddress, destination: ValidatorAddress, completionTime: String,
        amount: Int256
    ) {
        self.source = source
        self.destination = destination
        self.completionTime = completionTime
        self.amount = amount
    }
}

extension ChainPort {
    package func stakingRules() async throws -> StakingRuleFacts {
        let path = "/cosmos/staking/v1beta1/params"
        let parameters = try Answer(try await get(path), path).member("params")
        let least = parameters.optional("min_commission_rate") == nil
        return StakingRuleFacts(
            unbondingSeconds: try parameters.seconds("unbonding_time"),
            validatorsMax: try parameters.number("max_validators"),
            entriesMax: try parameters.number("max_entries"),
            bondDenom: try parameters.text("bond_denom"),
            leastCommission: least ? .zero : try parameters.decimal("min_commission_rate"))
    }

    /// What of an account's stake is on its way between validators.
    package func redelegations(of delegator: Address) async throws -> [RedelegationFacts] {
        let path = "/cosmos/staking/v1beta1/delegators/\(delegator)/redelegations"
        do {
            return try await list(path, "redelegation_responses") { answer in
                let whole = try answer.member("redelegation")
                let source = try whole.parsed("validator_src_address") { try ValidatorAddress($0) }
                let destination = try whole.parsed("validator_dst_address") {
                    try ValidatorAddress($0)
                }
                return try answer.list("entries").map { entry in
                    let times = try entry.member("redelegation_entry")
                    return RedelegationFacts(
                        source: source, destination: destination,
                        completionTime: try times.text("completion_time"),
                        amount: try entry.integer("balance"))
                }
            }.flatMap { $0 }
        } catch let error as ClientError where error.saysNotServed {
            return []
        }
    }
}
