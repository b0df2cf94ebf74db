import SecretBase
import Testing

@testable import SecretLedger

/// The arithmetic of engagement. Source: `spec/poet.md` 9.4, 9.7.
@Suite("Engagement rules")
struct EngagementRulesTests {
    private let rules = EngagementRules()
    private static let never = UInt64(Int64.max)

    @Test("presence: credit over twice the window, full from nine tenths on")
    func presence() {
        #expect(rules.presenceRate(credit: 0) == 0)
        #expect(rules.presenceRate(credit: 20_000) == 1_000_000)
        // 13,333 · 10⁶ / 20,000 = 666,650
        #expect(rules.presenceRate(credit: 13_333) == 666_650)
        #expect(rules.presenceScore(rate: 900_000) == 1_000_000)
        #expect(rules.presenceScore(rate: 899_999) == 999_998)
        // 450,000 · 10⁶ / 900,000
        #expect(rules.presenceScore(rate: 450_000) == 500_000)
        for rate in stride(from: UInt64(0), through: 1_000_000, by: 997) {
            #expect(rules.presenceScore(rate: rate) >= rate)
        }
    }

    @Test("attestation: a day in full, nothing after a week, evenly between")
    func attestation() {
        #expect(rules.attestationScore(age: 0) == 1_000_000)
        #expect(rules.attestationScore(age: 14_400) == 1_000_000)
        // (100,800 − 14,401) · 10⁶ / 86,400 = 999,988.4
        #expect(rules.attestationScore(age: 14_401) == 999_988)
        #expect(rules.attestationScore(age: 57_600) == 500_000)
        #expect(rules.attestationScore(age: 100_799) == 11)
        #expect(rules.attestationScore(age: 100_800) == 0)
        #expect(rules.attestationScore(age: EngagementRules.never) == 0)
    }

    @Test("a chain without attestation has everybody attested, always")
    func withoutAttestation() {
        let rules = EngagementRules(
            attestationFull: EngagementRules.never, attestationZero: EngagementRules.never)
        #expect(rules.attestationScore(age: EngagementRules.never) == 1_000_000)
    }

    /// Table 9.7.
    @Test(
        "multipliers of the specification's table",
        arguments: [
            (1_000_000, 1_000_000, 1_000_000), (900_000, 1_000_000, 1_000_000),
            (850_000, 994_444, 988_888), (800_000, 988_888, 977_777),
            (700_000, 977_777, 955_555), (600_000, 966_666, 933_333),
            (500_000, 955_555, 911_111), (300_000, 933_333, 866_666), (0, 900_000, 800_000),
        ] as [(UInt64, UInt64, UInt64)])
    func table(presence: UInt64, atNine: UInt64, atEight: UInt64) {
        let eight = EngagementRules(multiplierMin: 800_000)
        #expect(rules.score(rate: presence, age: 0).target == atNine)
        #expect(eight.score(rate: presence, age: 0).target == atEight)
    }

    @Test("a stale attestation takes as much as absence")
    func product() {
        let score = rules.score(rate: 450_000, age: 57_600)
        #expect(score.engagement == 250_000)
        // 900,000 + 100,000 / 4
        #expect(score.target == 925_000)
    }

    @Test("a step goes towards the target, up slowly, down faster, frozen not down at all")
    func steps() {
        #expect(rules.step(multiplier: 900_000, target: 1_000_000, isFrozen: false) == 905_000)
        #expect(rules.step(multiplier: 900_000, target: 1_000_000, isFrozen: true) == 905_000)
        #expect(rules.step(multiplier: 998_000, target: 1_000_000, isFrozen: false) == 1_000_000)
        #expect(rules.step(multiplier: 1_000_000, target: 900_000, isFrozen: false) == 990_000)
        #expect(rules.step(multiplier: 905_000, target: 900_000, isFrozen: false) == 900_000)
        #expect(rules.step(multiplier: 1_000_000, target: 900_000, isFrozen: true) == 1_000_000)
        #expect(rules.step(multiplier: 3, target: 0, isFrozen: false) == 0)
    }

    @Test("power is tokens times multiplier, rounded down, whatever the number of tokens")
    func power() {
        #expect(rules.power(tokens: 10_000_000, multiplier: 1_000_000) == 10)
        #expect(rules.power(tokens: 10_999_999, multiplier: 1_000_000) == 10)
        #expect(rules.power(tokens: 10_000_000, multiplier: 999_999) == 9)
        #expect(rules.power(tokens: 2_000_000, multiplier: 500_000) == 1)
        // ⌊2¹⁰⁰ · 900,000 / 10¹²⌋
        #expect(
            rules.power(tokens: UInt128(1) << 100, multiplier: 900_000)
                == 1_140_885_540_205_406_461_347_032)
        // (2¹²⁸ − 1) / 10⁶
        #expect(
            rules.power(tokens: .max, multiplier: 1_000_000) == UInt128.max / 1_000_000)
        #expect(rules.isEligible(tokens: 2_000_000))
        #expect(!rules.isEligible(tokens: 1_999_999))
    }

    @Test("splitting stake never gains and loses less than a unit a part")
    func splitting() {
        var random = SeededNumbers(seed: 11)
        for _ in 0..<2000 {
            let parts = UInt64.random(in: 2...50, using: &random)
            let multiplier = UInt64.random(in: 900_000...1_000_000, using: &random)
            let tokens = (0..<parts).map { _ in
                UInt128(UInt64.random(in: 0...(1 << 50), using: &random))
            }
            let whole = rules.power(tokens: tokens.reduce(0, +), multiplier: multiplier)
            let split = tokens.reduce(0) { $0 + rules.power(tokens: $1, multiplier: multiplier) }
            #expect(split <= whole && whole - split < UInt128(parts))
        }
    }

    @Test("an outage is a low mean of engagement, or too much stake without fresh attestation")
    func outage() {
        func totals(_ all: [(UInt128, UInt64, UInt64)]) -> EngagementTotals {
            var totals = EngagementTotals()
            for (tokens, engagement, attestation) in all {
                totals.add(tokens: tokens, engagement: engagement, attestation: attestation)
            }
            return totals
        }
        let whole: UInt64 = 1_000_000
        // 7·1 + 3·0 of 10: not below 700,000.
        let even = totals([(7, whole, whole), (3, 0, whole)])
        #expect(even.meanEngagement == 700_000 && !even.isOutage(rules))
        let low = totals([(7, whole - 1, whole), (3, 0, whole)])
        #expect(low.meanEngagement == 699_999 && low.isOutage(rules))
        // A third is not more than a third.
        let third = totals([(2, whole, whole), (1, whole, whole - 1)])
        #expect(third.stalePart == 333_333 && !third.isOutage(rules))
        let more = totals([(1999, whole, whole), (1001, whole, 0)])
        #expect(more.stalePart == 333_666 && more.isOutage(rules))
        let large = UInt128(1) << 100
        let huge = totals([(large, whole, whole), (large, 0, whole)])
        #expect(huge.meanEngagement == 500_000)
        #expect(EngagementTotals().meanEngagement == 0)
    }
}

@Suite("Presence ring")
struct PresenceRingTests {
    @Test("keeps the credits of the last blocks, whatever the window")
    func window() {
        var random = SeededNumbers(seed: 3)
        for window in [1, 4, 511, 512, 513, 1200] as [UInt64] {
            var ring = PresenceRing(window: window)
            var all: [UInt64] = []
            for _ in 0..<3 * window {
                let credit = UInt64.random(in: 0...2, using: &random)
                ring.append(credit)
                all.append(credit)
                #expect(ring.credit == all.suffix(Int(window)).reduce(0, +))
            }
            let back = UInt64.random(in: 0..<window, using: &random)
            #expect(ring.value(back: back) == all[all.count - 1 - Int(back)])
            #expect(ring.value(back: window) == 0)
            #expect(ring.chunks.count == (Int(window) + 511) / 512)
        }
    }

    @Test("has nothing to show at first")
    func empty() {
        let ring = PresenceRing(window: 10_000)
        #expect(ring.credit == 0 && ring.value(back: 0) == 0)
        #expect(ring.chunks.count == 20)
    }
}
