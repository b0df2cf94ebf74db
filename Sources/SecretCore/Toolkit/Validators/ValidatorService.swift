internal import SecretBase
internal import SecretChain
internal import SecretClient

/// Makes a validator, changes it, and brings it back from jail.
public struct ValidatorService: Sendable {
    let tools: Toolbox
    let transactions: TransactionService

    var chain: any ChainPort { transactions.chain }

    /// How a validator stands.
    ///
    /// - Parameter which: nil for the one that the only key operates.
    public func status(of which: ValidatorReference?) async throws -> ValidatorStatus {
        let chainID = try await transactions.requireChain()
        let chain = chain
        async let pace = chain.pace()
        let all = try await chain.validators(status: nil)
        let facts = try choose(which, among: all)
        let operatorAccount = Address(operator: facts.address)
        async let own = chain.delegations(of: operatorAccount)
        async let commission = chain.commission(of: facts.address)
        let conditions = try await chain.conditions(of: [facts], among: all, pace: pace)
        return try await ValidatorStatus(
            chainID: chainID, condition: conditions[0], now: pace.time,
            selfDelegation: own.first { $0.validator == facts.address }?.balance.amount ?? .zero,
            commission: commission.whole(of: "uscrt"))
    }

    /// What a validator takes of its delegators' rewards, and what of it waits.
    public func commission(of which: ValidatorReference?) async throws -> CommissionStatus {
        let chainID = try await transactions.requireChain()
        let chain = chain
        async let rules = chain.stakingRules()
        async let latest = chain.block(at: nil)
        let facts = try choose(which, among: await chain.validators(status: nil))
        let waiting = try await chain.commission(of: facts.address).whole(of: "uscrt")
        return try await CommissionStatus(
            chainID: chainID, facts: facts, waiting: waiting, least: rules.leastCommission,
            now: Timestamp(parsing: latest.time))
    }

    func choose(
        _ which: ValidatorReference?, among all: [ValidatorFacts]
    ) throws -> ValidatorFacts {
        if let which { return try tools.validator(which, among: all) }
        let account = try tools.account(named: nil)
        guard let own = all.first(where: { $0.address == ValidatorAddress(account) }) else {
            throw ValidatorFailure.noOperator("\(account)")
        }
        return own
    }
}

extension Toolbox {
    /// Validators of the network that the settings name.
    public var validators: ValidatorService {
        get throws { ValidatorService(tools: self, transactions: try transactions) }
    }
}
