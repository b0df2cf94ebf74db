/// Proof of Engaged Time as arithmetic: from presence and age of attestation to a multiplier of
/// stake. No state, no fractions; every product has 128 bits or more, every division goes down.
///
/// Parts are in millionths of `whole`, spans in blocks. Source: `spec/poet.md` 9.4.
package struct EngagementRules: Hashable, Sendable {
    /// Q: one, in millionths.
    package static let whole: UInt64 = 1_000_000
    /// R: uscrt in one unit of power.
    package static let powerReduction: UInt64 = 1_000_000
    /// The credit of one block that was signed; `nilCredit` is of the same unit.
    package static let fullCredit: UInt64 = 2
    /// The age of an attestation that never was; old enough for every chain but one whose
    /// `attestationFull` says that none is wanted.
    package static let never = UInt64(Int64.max)

    /// W: blocks that presence looks back; at least 1.
    package let window: UInt64
    /// E: blocks between two steps of the multipliers; at least 1.
    package let epoch: UInt64
    /// m_min, ρ·Q: no multiplier is lower.
    package let multiplierMin: UInt64
    /// p_hi: presence that counts as full; 1...Q.
    package let presenceHigh: UInt64
    /// The most that a multiplier rises in an epoch.
    package let stepUp: UInt64
    /// The most that a multiplier falls in an epoch.
    package let stepDown: UInt64
    /// A_full: an attestation counts in full up to this age.
    package let attestationFull: UInt64
    /// A_zero: from this age on it counts nothing; never below `attestationFull`.
    package let attestationZero: UInt64
    /// Below this mean engagement, weighted by stake, no multiplier falls.
    package let freezeMean: UInt64
    /// Above this part of the stake without a fresh attestation no multiplier falls.
    package let freezeStale: UInt64
    /// Credit of a vote for no block: 0...2.
    package let nilCredit: UInt64

    /// The specification's own values stand as defaults.
    package init(
        window: UInt64 = 10_000, epoch: UInt64 = 100, multiplierMin: UInt64 = 900_000,
        presenceHigh: UInt64 = 900_000, stepUp: UInt64 = 5000, stepDown: UInt64 = 10_000,
        attestationFull: UInt64 = 14_400, attestationZero: UInt64 = 100_800,
        freezeMean: UInt64 = 700_000, freezeStale: UInt64 = 333_333, nilCredit: UInt64 = 1
    ) {
        self.window = window
        self.epoch = epoch
        self.multiplierMin = multiplierMin
        self.presenceHigh = presenceHigh
        self.stepUp = stepUp
        self.stepDown = stepDown
        self.attestationFull = attestationFull
        self.attestationZero = attestationZero
        self.freezeMean = freezeMean
        self.freezeStale = freezeStale
        self.nilCredit = nilCredit
    }

    /// r = c·Q / (2·W), at most Q.
    package func presenceRate(credit: UInt64) -> UInt64 {
        Self.part(credit, Self.whole, over: UInt128(Self.fullCredit) * UInt128(window))
    }

    /// p = min(Q, r·Q / p_hi).
    package func presenceScore(rate: UInt64) -> UInt64 {
        Self.part(rate, Self.whole, over: UInt128(presenceHigh))
    }

    /// a: Q up to `attestationFull`, 0 from `attestationZero` on, falling evenly between.
    package func attestationScore(age: UInt64) -> UInt64 {
        if age <= attestationFull { return Self.whole }
        if age >= attestationZero { return 0 }
        return Self.part(
            attestationZero - age, Self.whole, over: UInt128(attestationZero - attestationFull))
    }

    /// e = p·a / Q.
    package func engagement(presence: UInt64, attestation: UInt64) -> UInt64 {
        Self.part(presence, attestation, over: UInt128(Self.whole))
    }

    /// t = m_min + (Q − m_min)·e / Q.
    package func target(engagement: UInt64) -> UInt64 {
        let room = Self.whole - min(multiplierMin, Self.whole)
        return min(multiplierMin, Self.whole)
            + Self.part(room, engagement, over: UInt128(Self.whole))
    }

    /// The multiplier after an epoch: nearer to its target, up by at most `stepUp`, down by at
    /// most `stepDown` and not at all while frozen.
    package func step(multiplier: UInt64, target: UInt64, isFrozen: Bool) -> UInt64 {
        if target > multiplier {
            return target - multiplier > stepUp ? multiplier + stepUp : target
        }
        guard !isFrozen else { return multiplier }
        return multiplier - target > stepDown ? multiplier - stepDown : target
    }

    /// P = T·m / (R·Q); `tokens` in uscrt. Exact for every number of tokens.
    package func power(tokens: UInt128, multiplier: UInt64) -> UInt128 {
        let unit = UInt128(Self.powerReduction) * UInt128(Self.whole)
        // Below R·Q, so the quotient of the full width fits 128 bits.
        let factor = UInt128(min(multiplier, Self.whole))
        let product = tokens.multipliedFullWidth(by: factor)
        return unit.dividingFullWidth((product.high, product.low)).quotient
    }

    /// Whether a validator can be in the set: T ≥ 2R, so that its power is never nothing.
    package func isEligible(tokens: UInt128) -> Bool {
        tokens >= 2 * UInt128(Self.powerReduction)
    }

    /// factor·other / divisor, at most Q.
    private static func part(_ factor: UInt64, _ other: UInt64, over divisor: UInt128) -> UInt64 {
        let quotient = UInt128(factor) * UInt128(other) / divisor
        return UInt64(truncatingIfNeeded: min(quotient, UInt128(whole)))
    }
}
