internal import SecretBase
internal import SecretChain
internal import SecretClient

/// What a plan for stake needs to know of the chain: all validators, the rules, the time.
struct StakingScene: Sendable {
    let all: [ValidatorFacts]
    let target: ValidatorFacts
    let rules: StakingRuleFacts
    let ranking: ValidatorRanking
    let now: Timestamp

    init(
        _ tools: Toolbox, _ chain: any ChainPort, to reference: ValidatorReference
    ) async throws {
        async let validators = chain.validators(status: nil)
        async let latest = chain.block(at: nil)
        rules = try await chain.stakingRules()
        all = try await validators
        target = try tools.validator(reference, among: all)
        ranking = ValidatorRanking(all, seats: rules.validatorsMax)
        now = try Timestamp(parsing: await latest.time)
    }

    var unbondingWords: String { Span.words(rules.unbondingSeconds) }

    /// When what is taken back now is free, by the latest block's time.
    func freeTime() throws -> Timestamp { now.adding(seconds: rules.unbondingSeconds) }

    private func stake(plus amount: Amount) -> Int256 {
        (try? target.tokens.adding(Int256(amount.uscrt))) ?? target.tokens
    }

    func rank(plus amount: Amount) -> Int? {
        target.isJailed ? nil : ranking.rank(of: target.address, with: stake(plus: amount))
    }

    func rankWords(plus amount: Amount) -> String {
        let (before, after) = (ranking.rank(of: target.address), rank(plus: amount))
        return before == after
            ? ranking.words(after) + ", as now"
            : "\(ranking.words(after)), now \(ranking.words(before))"
    }

    func stakeWords(plus amount: Amount) -> String {
        "\(Money.text(stake(plus: amount), "uscrt")), now \(Money.text(target.tokens, "uscrt"))"
    }

    func fields(_ amount: Amount) -> [AnswerValue.Field] {
        [
            .init("amount", Coin(amount).answer), .init("validator", .text("\(target.address)")),
            .init("moniker", .text(target.moniker)),
        ]
    }

    /// Says what a delegator would want to know before.
    func warn(_ tools: Toolbox) {
        if target.isJailed {
            tools.notices.warn("\(target.called) is jailed: it earns nothing now")
        } else if !target.isBonded {
            tools.notices.warn("\(target.called) is not in the set: it earns nothing now")
        }
    }
}
