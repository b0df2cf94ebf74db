package import SecretBase
package import SecretChain
import SecretWire

/// An amount with digits behind the point, as the chain counts rewards.
package struct DecimalCoin: Hashable, Sendable {
    package let denom: String
    package let amount: Dec

    package init(denom: String, amount: Dec) {
        self.denom = denom
        self.amount = amount
    }
}

extension Sequence<DecimalCoin> {
    /// What would be paid out of one denomination: whole units, the rest stays.
    package func whole(of denom: String) -> Int256 {
        reduce(.zero) { sum, coin in
            guard coin.denom == denom, let whole = try? coin.amount.truncated() else { return sum }
            return (try? sum.adding(whole)) ?? sum
        }
    }
}

/// Rewards that wait with one validator.
package struct RewardFacts: Hashable, Sendable {
    package let validator: ValidatorAddress
    package let coins: [DecimalCoin]

    package init(validator: ValidatorAddress, coins: [DecimalCoin]) {
        self.validator = validator
        self.coins = coins
    }
}

extension ChainPort {
    private var distribution: String { "/cosmos/distribution/v1beta1" }

    /// Rewards that wait for a delegator, by validator. None for one who delegates nothing.
    package func rewards(of delegator: Address) async throws -> [RewardFacts] {
        let path = "\(distribution)/delegators/\(delegator)/rewards"
        let answer = try await ifServed(path) { $0 }
        return try answer?.list("rewards").map { entry in
            RewardFacts(
                validator: try entry.parsed("validator_address") { try ValidatorAddress($0) },
                coins: try entry.decimalCoins("reward"))
        } ?? []
    }

    /// Commission that waits for a validator's operator.
    package func commission(of validator: ValidatorAddress) async throws -> [DecimalCoin] {
        let path = "\(distribution)/validators/\(validator)/commission"
        return try await ifServed(path) { answer in
            try answer.optional("commission")?.decimalCoins("commission") ?? []
        } ?? []
    }

    /// Where a delegator's rewards go.
    package func withdrawAddress(of delegator: Address) async throws -> Address {
        let path = "\(distribution)/delegators/\(delegator)/withdraw_address"
        return try await ifServed(path) { answer in
            try answer.parsed("withdraw_address") { try Address($0) }
        } ?? delegator
    }

    /// The validators with which a delegator's rewards are restaked by the chain itself; nil where
    /// the chain does not do that.
    package func restakes(of delegator: Address) async throws -> [ValidatorAddress]? {
        try await ifServed(
            "\(distribution)/restake_entries", query: [QueryItem("delegator", "\(delegator)")]
        ) { answer in
            try answer.list("validators").map { entry in
                guard let text = entry.value.string, let address = try? ValidatorAddress(text)
                else { throw entry.garbage("validators holds no address") }
                return address
            }
        }
    }

    /// The least stake that can be restaked by itself in uscrt, and after how many blocks it is.
    package func restakeRules() async throws -> (threshold: Int256, periodBlocks: Int64)? {
        try await ifServed("\(distribution)/params") { answer in
            let parameters = try answer.member("params")
            guard parameters.optional("restake_period") != nil else { return nil }
            return (
                threshold: try parameters.decimal("minimum_restake_threshold").truncated(),
                periodBlocks: try parameters.number("restake_period")
            )
        } ?? nil
    }
}

extension Answer {
    func decimalCoins(_ name: String) throws(ClientError) -> [DecimalCoin] {
        var coins: [DecimalCoin] = []
        for entry in try list(name) {
            coins.append(
                DecimalCoin(denom: try entry.text("denom"), amount: try entry.decimal("amount")))
        }
        return coins
    }
}
