import SecretBase
import SecretChain
import SecretStorage
import SecretWire

/// An epoch's end: every multiplier takes one step towards what its validator deserves.
/// Source: `spec/poet.md` 9.4, 9.7.
extension PoetModule {
    /// One validator as an epoch sees it.
    struct Standing {
        let address: Bytes
        let validator: Validator
        var engagement: PoetEngagement
        let score: EngagementScore
    }

    /// Comes before the set is made up, so that new multipliers count at once.
    func endBlock() throws(LedgerFault) {
        guard let parameters, context.header.height % Int64(parameters.epoch) == 0 else { return }
        try handOver()
        let rules = parameters.rules
        guard parameters.mode != .off else { return try stepOut(rules) }
        let standings = try standings(rules)
        var totals = EngagementTotals()
        for one in standings {
            totals.add(
                tokens: one.validator.tokens.clamped, engagement: one.score.engagement,
                attestation: one.score.attestation)
        }
        let frozenUntil = try state()?.frozenUntil ?? 0
        let isFrozen = totals.isOutage(rules) || context.header.height < frozenUntil
        for one in standings {
            try step(
                one,
                to: rules.step(
                    multiplier: one.engagement.multiplier, target: one.score.target,
                    isFrozen: isFrozen), rules)
        }
    }

    func standings(_ rules: EngagementRules) throws(LedgerFault) -> [Standing] {
        var found: [Standing] = []
        for (address, engagement) in try engagements() {
            guard let validator = try context.staking.find(byConsensus: address) else { continue }
            found.append(
                Standing(
                    address: address, validator: validator, engagement: engagement,
                    score: rules.score(engagement, at: context.header.height)))
        }
        return found
    }

    private func step(
        _ one: Standing, to multiplier: UInt64, _ rules: EngagementRules
    ) throws(LedgerFault) {
        let old = one.engagement.multiplier
        guard multiplier != old else { return }
        var engagement = one.engagement
        engagement.multiplier = multiplier
        try store(engagement, one.address)
        context.emit(
            .engagementUpdate(
                one.validator.address.description, from: old, to: multiplier,
                power: try Self.power(rules, one.validator.tokens, multiplier)))
    }

    /// On the way out of power mode all go back to their stake, no faster than they ever rose.
    /// The end is when nobody can be slashed for less than his stake any more.
    private func stepOut(_ rules: EngagementRules) throws(LedgerFault) {
        var isOver = true
        for one in try standings(rules) {
            let next = rules.step(
                multiplier: one.engagement.multiplier, target: EngagementRules.whole,
                isFrozen: true)
            if next != EngagementRules.whole { isOver = false }
            try step(one, to: next, rules)
        }
        guard isOver, try !hasLightSnapshots() else { return }
        try endAll()
    }
}

/// What the rules say of one validator.
struct EngagementScore: Equatable {
    let rate: UInt64
    let presence: UInt64
    let attestation: UInt64
    let engagement: UInt64
    let target: UInt64
}

extension EngagementRules {
    func score(rate: UInt64, age: UInt64) -> EngagementScore {
        let presence = presenceScore(rate: rate)
        let attestation = attestationScore(age: age)
        let engagement = engagement(presence: presence, attestation: attestation)
        return EngagementScore(
            rate: rate, presence: presence, attestation: attestation, engagement: engagement,
            target: target(engagement: engagement))
    }

    func score(_ engagement: PoetEngagement, at height: Int64) -> EngagementScore {
        let attested = engagement.attestationHeight
        let age = attested > 0 ? UInt64(max(0, height - attested)) : Self.never
        return score(rate: presenceRate(credit: engagement.credit), age: age)
    }
}
