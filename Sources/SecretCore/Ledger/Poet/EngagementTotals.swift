/// What all validators together say about an epoch: whether something larger than one of them
/// failed, so that no multiplier may fall. Source: `spec/poet.md` 9.7, freeze rules.
package struct EngagementTotals: Hashable, Sendable {
    /// Tokens beyond this do not count; with it the sums of 65,536 validators fit 128 bits.
    package static let tokensMax = (UInt128(1) << 112) - 1

    /// ΣT, and ΣT of those whose attestation is not fresh.
    package private(set) var stake: UInt128 = 0
    package private(set) var staleStake: UInt128 = 0
    /// ΣT·e = high·2¹²⁸ + low.
    private var engagedHigh: UInt128 = 0
    private var engagedLow: UInt128 = 0

    package init() {}

    /// Counts one validator. Order does not matter.
    package mutating func add(tokens: UInt128, engagement: UInt64, attestation: UInt64) {
        let tokens = min(tokens, Self.tokensMax)
        stake += tokens
        if attestation < EngagementRules.whole { staleStake += tokens }
        let part = UInt128(min(engagement, EngagementRules.whole))
        let product = tokens.multipliedFullWidth(by: part)
        let (low, carry) = engagedLow.addingReportingOverflow(product.low)
        engagedLow = low
        engagedHigh += product.high + (carry ? 1 : 0)
    }

    /// ΣT·e / ΣT; nothing where there is no stake.
    package var meanEngagement: UInt64 {
        guard stake > 0 else { return 0 }
        let mean = stake.dividingFullWidth((engagedHigh, engagedLow)).quotient
        return UInt64(truncatingIfNeeded: mean)
    }

    /// The part of the stake without a fresh attestation; nothing where there is no stake.
    package var stalePart: UInt64 {
        guard stake > 0 else { return 0 }
        let product = staleStake.multipliedFullWidth(by: UInt128(EngagementRules.whole))
        return UInt64(
            truncatingIfNeeded: stake.dividingFullWidth((product.high, product.low)).quotient)
    }

    /// Whether multipliers may not fall this epoch.
    package func isOutage(_ rules: EngagementRules) -> Bool {
        meanEngagement < rules.freezeMean || stalePart > rules.freezeStale
    }
}
