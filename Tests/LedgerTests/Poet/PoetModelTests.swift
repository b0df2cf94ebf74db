import Testing

@testable import SecretLedger

/// Every state that four validators of equal stake can come to, with windows of four blocks and
/// epochs of one: what `spec/poet.md` 9.6 proves, seen in each.
@Suite("Engagement: a small model, exhaustively")
struct PoetModelTests {
    /// A validator: its last four blocks, newest in the lowest bit, and its multiplier.
    private struct Member: Hashable, Comparable {
        var blocks: UInt8
        var multiplier: UInt64

        static func < (one: Member, other: Member) -> Bool {
            (one.blocks, one.multiplier) < (other.blocks, other.multiplier)
        }
    }

    private static let rules = rules(floor: 800_000)

    private static func rules(floor: UInt64) -> EngagementRules {
        let room = 1_000_000 - floor
        return EngagementRules(
            window: 4, epoch: 1, multiplierMin: floor, stepUp: room / 8, stepDown: room / 4,
            freezeMean: 0, freezeStale: 1_000_000)
    }

    /// Stake of one member, and what it weighs.
    private static func power(_ member: Member, _ rules: EngagementRules) -> UInt64 {
        UInt64(rules.power(tokens: 1_000_000_000_000, multiplier: member.multiplier))
    }

    private static func target(_ blocks: UInt8, _ rules: EngagementRules) -> UInt64 {
        rules.score(
            rate: rules.presenceRate(credit: 2 * UInt64(blocks.nonzeroBitCount)), age: 0
        ).target
    }

    private static func after(
        _ member: Member, isPresent: Bool, _ rules: EngagementRules
    ) -> Member {
        let blocks = (member.blocks << 1 | (isPresent ? 1 : 0)) & 0xf
        return Member(
            blocks: blocks,
            multiplier: rules.step(
                multiplier: member.multiplier, target: target(blocks, rules), isFrozen: false))
    }

    /// All states that can be reached: blocks come only where more than two thirds of the weight
    /// signs. Member 0 is the adversary, who is always there; order of the others does not matter.
    private static func states(_ rules: EngagementRules) -> Set<[Member]> {
        let start = Member(blocks: 0, multiplier: rules.multiplierMin)
        var seen: Set<[Member]> = [Array(repeating: start, count: 4)]
        var waiting = Array(seen)
        while let state = waiting.popLast() {
            let powers = state.map { power($0, rules) }
            let total = powers.reduce(0, +)
            for present in 0..<8 {
                let isPresent = (0..<4).map { $0 == 0 || present >> ($0 - 1) & 1 == 1 }
                let signed = zip(powers, isPresent).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
                guard 3 * signed > 2 * total else { continue }
                var next = zip(state, isPresent).map {
                    after($0.0, isPresent: $0.1, rules)
                }
                next[1...].sort()
                if seen.insert(next).inserted { waiting.append(next) }
            }
        }
        return seen
    }

    @Test("a quarter of the stake never has a third of the weight, however others are silenced")
    func safety() {
        let states = Self.states(Self.rules)
        #expect(states.count > 100)
        var most: Double = 0
        for state in states {
            let powers = state.map { Self.power($0, Self.rules) }
            let total = powers.reduce(0, +)
            #expect(3 * powers[0] < total)
            most = max(most, Double(powers[0]) / Double(total))
            // Floor bound: shares stay within αρ/(αρ+1−α) and α/(α+ρ(1−α)).
            #expect(34 * powers[0] <= 10 * total + 34)
        }
        // Somebody was silenced, or the model shows nothing.
        #expect(most > 0.26)
    }

    @Test("with a floor too low for it, the same quarter can have a third: the model would see it")
    func violation() {
        // α = ¼ is beyond ρ/(2 + ρ) = 0.2 for ρ = ½, and this window lets others be silenced.
        let rules = Self.rules(floor: 500_000)
        let worst =
            Self.states(rules).map { state in
                let powers = state.map { Self.power($0, rules) }
                return Double(powers[0]) / Double(powers.reduce(0, +))
            }.max() ?? 0
        #expect(worst > 0.285)
    }

    @Test("whatever happened, the chain goes on without any one of the four, and heals")
    func liveness() {
        for state in Self.states(Self.rules) {
            let powers = state.map { Self.power($0, Self.rules) }
            let total = powers.reduce(0, +)
            for away in powers { #expect(3 * (total - away) > 2 * total) }
            // A window with everybody and as many steps as there are: all are whole.
            var members = state
            for _ in 0..<12 {
                members = members.map { Self.after($0, isPresent: true, Self.rules) }
            }
            #expect(members.allSatisfy { $0.multiplier == 1_000_000 })
        }
    }

    @Test("more presence never weighs less, at once or later")
    func monotone() {
        for less in UInt8(0)..<16 {
            for more in UInt8(0)..<16 where less & more == less {
                #expect(Self.target(less, Self.rules) <= Self.target(more, Self.rules))
                for low in stride(from: UInt64(800_000), through: 1_000_000, by: 12_500) {
                    for high in stride(from: low, through: 1_000_000, by: 25_000) {
                        let (one, other) = (
                            Member(blocks: less, multiplier: low),
                            Member(blocks: more, multiplier: high)
                        )
                        for (absent, present) in [(false, false), (false, true), (true, true)] {
                            let left = Self.after(one, isPresent: absent, Self.rules)
                            let right = Self.after(other, isPresent: present, Self.rules)
                            #expect(left.multiplier <= right.multiplier)
                        }
                    }
                }
            }
        }
    }
}
