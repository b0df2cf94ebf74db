internal import SecretBase
internal import SecretChain
internal import SecretClient

/// How one validator stands: in the set, in its signing, in its engagement.
struct ValidatorCondition: Sendable {
    let facts: ValidatorFacts
    let rank: Int?
    let ranking: ValidatorRanking
    /// Part of all bonded tokens, 0 for one that is not bonded.
    let share: Dec
    let signing: SigningFacts?
    let budget: SlashingBudget?
    /// Nil where the chain does not measure it.
    let engagement: EngagementFacts?

    var answer: AnswerValue {
        var fields: [AnswerValue.Field] = [
            .init("address", .text("\(facts.address)")), .init("moniker", .text(facts.moniker)),
            .init("status", .text(facts.statusWord)), .init("jailed", .flag(facts.isJailed)),
            .init("rank", rank.map { .integer(Int64($0)) } ?? .null),
            .init("set_size", .integer(Int64(ranking.seats))),
            .init("tokens", .text("\(facts.tokens)")), .init("denom", "uscrt"),
            .init("voting_power", .integer(power)),
            .init("voting_power_share", .text("\(share)")),
            .init("commission_rate", .text(facts.commissionRate)),
            .init("consensus_address", .optional(consensusAddress.map { "\($0)" })),
        ]
        if let signing {
            var object = AnswerValue.object([
                .init("start_height", .integer(signing.startHeight)),
                .init("tombstoned", .flag(signing.isTombstoned)),
                .init("jailed_until", .optional(signing.jailedUntil?.text(.none))),
                .init("missed_blocks", .integer(signing.missedBlocks)),
            ])
            if let budget {
                object = object.adding([.init("slashing_budget", budget.answer)])
            }
            fields.append(.init("signing", object))
        }
        if let engagement { fields.append(.init("engagement", engagement.words)) }
        return .object(fields)
    }

    /// As consensus counts it: by engagement where that scales it.
    var power: Int64 {
        if let engagement, engagement.mode == "power", facts.isBonded { return engagement.power }
        return facts.power.int64 ?? .max
    }

    var consensusAddress: ConsensusAddress? {
        facts.consensusKey.map { ConsensusAddress(publicKey: $0) }
    }

    var statusWords: String {
        if signing?.isTombstoned == true { return "tombstoned" }
        return facts.isJailed ? "jailed, \(facts.statusWord)" : facts.statusWord
    }

    /// Label and value for a screen.
    func rows(at now: Timestamp) -> [(String, String)] {
        var rows = [
            ("status", statusWords), ("rank", ranking.words(rank)),
            ("collateral", Money.text(facts.tokens, "uscrt")),
            ("voting power", "\(power), \(Self.percent(share)) of all stake"),
        ]
        if let engagement { rows.append(("engagement", engagement.sentence)) }
        if facts.isJailed, let until = signing?.jailedUntil {
            rows.append(("jailed until", "\(until.text(.none)), \(Span.from(now, to: until))"))
        }
        if let budget { rows.append(("signing", budget.words)) }
        return rows
    }

    /// `12.34 %` of a part.
    static func percent(_ part: Dec) -> String {
        guard let hundredths = try? part.times(10_000).rounded(), let all = hundredths.int64
        else { return "\(part)" }
        let cents = all % 100
        return "\(all / 100).\(cents < 10 ? "0" : "")\(cents) %"
    }
}

extension EngagementFacts {
    fileprivate var words: AnswerValue {
        [
            "mode": .text(mode), "multiplier_ppm": .integer(multiplier),
            "engagement_ppm": .integer(engagement), "presence_rate_ppm": .integer(presenceRate),
            "attestation_score_ppm": .integer(attestationScore), "target_ppm": .integer(target),
            "attestation_height": .integer(attestationHeight), "power": .integer(power),
        ]
    }

    /// `weight 0.98, present 99.5 %, attested at 1200 (power)`.
    fileprivate var sentence: String {
        let weight = ValidatorCondition.percent(
            (try? Dec(Int256(multiplier)).dividedBy(1_000_000)) ?? .zero)
        let presence = ValidatorCondition.percent(
            (try? Dec(Int256(presenceRate)).dividedBy(1_000_000)) ?? .zero)
        let attested = attestationHeight > 0 ? "attested at \(attestationHeight)" : "not attested"
        return "weight \(weight), present \(presence), \(attested) (mode \(mode))"
    }
}

extension ChainPort {
    /// The conditions of some validators, asked for side by side.
    ///
    /// - Parameter all: every validator of the chain.
    func conditions(
        of some: [ValidatorFacts], among all: [ValidatorFacts], pace: PaceFacts
    ) async throws -> [ValidatorCondition] {
        let seats = try await stakingRules().validatorsMax
        let ranking = ValidatorRanking(all, seats: seats)
        let rules = try await slashingParameters()
        let bonded = try all.reduce(Int256.zero) {
            $1.isBonded ? try $0.adding($1.tokens) : $0
        }
        let made = try await withThrowingTaskGroup(of: (Int, ValidatorCondition).self) { group in
            for (index, facts) in some.enumerated() {
                group.addTask {
                    let key = facts.consensusKey.map { ConsensusAddress(publicKey: $0) }
                    var (signing, engagement): (SigningFacts?, EngagementFacts?)
                    if let key {
                        signing = try await self.signing(of: key)
                        engagement = try await self.engagement(of: key)
                    }
                    var budget: SlashingBudget?
                    if facts.isBonded, let signing, let rules {
                        budget = try SlashingBudget(signing, rules, pace: pace)
                    }
                    let share =
                        facts.isBonded && !bonded.isZero
                        ? try Dec(facts.tokens).dividedBy(bonded) : .zero
                    return (
                        index,
                        ValidatorCondition(
                            facts: facts, rank: ranking.rank(of: facts.address), ranking: ranking,
                            share: share, signing: signing, budget: budget,
                            engagement: engagement)
                    )
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        return made.sorted { $0.0 < $1.0 }.map(\.1)
    }
}
