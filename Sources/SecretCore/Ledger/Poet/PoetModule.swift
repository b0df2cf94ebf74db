import SecretBase
import SecretChain
import SecretStorage
import SecretWire

/// What is measured of validators and what it weighs. Without parameters in the state every
/// answer is the network's own and nothing is read or written. Source: `spec/poet.md`.
struct PoetModule {
    let context: LedgerContext

    var parameters: PoetParams? { context.parameters.poet }

    /// Whether consensus counts stake times multiplier: in power mode, and after it until every
    /// multiplier is whole again.
    var weighs: Bool { parameters.map { $0.mode == .power || $0.mode == .off } ?? false }

    // MARK: What is known of a validator

    /// nil for a validator that is not in the set.
    func engagement(_ validator: Bytes) throws(LedgerFault) -> PoetEngagement? {
        guard let value = try context.read(PoetKeys.engagement(validator)) else { return nil }
        return try PoetEngagement(stored: value, "engagement")
    }

    func store(_ engagement: PoetEngagement, _ validator: Bytes) throws(LedgerFault) {
        try context.write(engagement.stored(), PoetKeys.engagement(validator))
    }

    /// Everybody who is measured, by consensus address.
    func engagements() throws(LedgerFault) -> [(validator: Bytes, engagement: PoetEngagement)] {
        let prefix = PoetKeys.engagements
        var found: [(validator: Bytes, engagement: PoetEngagement)] = []
        for (key, value) in try context.entries(KeyRange(prefix: prefix)) {
            found.append(
                (Bytes(key.dropFirst(prefix.count)), try PoetEngagement(stored: value, "poet")))
        }
        return found
    }

    /// The multiplier of a validator; who is not measured weighs the least.
    func multiplier(of validator: Bytes) throws(LedgerFault) -> UInt64 {
        guard let parameters else { return EngagementRules.whole }
        return try engagement(validator)?.multiplier ?? parameters.multiplierMin
    }

    // MARK: Power

    /// Whether the tokens are enough for a place in the set.
    func isEligible(_ validator: Validator) throws(LedgerFault) -> Bool {
        try validator.potentialPower() >= (weighs ? 2 : 1)
    }

    /// What consensus counts for the validator.
    func power(of validator: Validator) throws(LedgerFault) -> UInt64 {
        guard weighs, let parameters else { return try validator.potentialPower() }
        let multiplier = try multiplier(of: validator.consensusBytes)
        return try Self.power(parameters.rules, validator.tokens, multiplier)
    }

    static func power(
        _ rules: EngagementRules, _ tokens: Int256, _ multiplier: UInt64
    ) throws(LedgerFault) -> UInt64 {
        let power = rules.power(tokens: tokens.clamped, multiplier: multiplier)
        guard let fitting = Int64(exactly: power) else {
            throw .panic("consensus power overflow")
        }
        return UInt64(fitting)
    }

    /// Updates in the order in which the engine is told of them.
    func ordered(_ updates: [ValidatorUpdate]) throws(LedgerFault) -> [ValidatorUpdate] {
        guard weighs else { return updates }
        return updates.map { ($0, ConsensusAddress(publicKey: .ed25519($0.publicKey)).bytes) }
            .sorted { $0.1.lexicographicallyPrecedes($1.1) }
            .map(\.0)
    }

    // MARK: Rewards

    /// The validator's part of what is shared out for a block. In rewards mode its multiplier takes
    /// the rest from it, which stays with the community. Source: `spec/poet.md` 9.9.
    func rewardPart(of vote: LastVote, in total: Int64) throws(LedgerFault) -> Dec {
        guard parameters?.mode == .rewards else {
            return try Int256(vote.power).decimal().overTruncating(Int256(total).decimal())
        }
        let part = Int128(vote.power) * Int128(try multiplier(of: vote.validator))
        let whole = Int128(total) * Int128(EngagementRules.whole)
        return try Int256(part.magnitude).decimal()
            .overTruncating(Int256(whole.magnitude).decimal())
    }
}

extension LedgerContext {
    var poet: PoetModule { PoetModule(context: self) }
}

extension Validator {
    /// The 20 bytes of its consensus address.
    var consensusBytes: Bytes { ConsensusAddress(publicKey: consensusKey).bytes }
}

extension Int256 {
    /// Tokens as the rules take them.
    var clamped: UInt128 {
        guard !isNegative else { return 0 }
        if let small = uint64 { return UInt128(small) }
        return UInt128(description) ?? EngagementTotals.tokensMax
    }
}
