/// Every state that a network of four validators with a window of four blocks and an epoch of one can
/// ever be in, and every step from there.
///
/// One of the four is the adversary: always present and fully weighted. The honest three are silenced
/// in every way that leaves more than two thirds of power, and at every step the attestation of each is
/// fresh or dead as it may be; from a fresh start and from full weight.
struct SmallModel {
    static let id = "MODEL"

    /// Votes of the last four blocks, the newest in bit 0, and the multiplier's number.
    private struct Member: Hashable {
        var votes: Int
        var weight: Int
    }

    /// What was found.
    private struct Census {
        var states = 0
        var steps = 0
        var unsafe = 0
        var unsafeSteady = 0
        var steady = 0
        var stuck = 0
        var fallsInFreeze = 0
        var frozenSteps = 0
        var peak = 0.0
    }

    private static let window = 4
    private let model: EngagementModel
    /// The adversary's stake in millionths, below bound 1; the honest share the rest unevenly.
    private let stakes: [Int]
    /// Every multiplier that can occur, ascending.
    private let weights: [Int]
    private var moves: [[Int]]
    /// Which of the honest may be without attestation at a step, as masks.
    private let outages: [Int]

    static func run(_ laboratory: Laboratory) -> Finding {
        var finding = Finding(
            id, "Exhaustive small model",
            method:
                "Four validators, W = 4, E = 1, steps of 0.025 up and 0.05 down, both freeze rules. Every "
                + "reachable state is visited, and in each every silencing that leaves a quorum with every "
                + "choice of fresh and dead attestations.",
            criterion:
                "Safety (9.6, 1 and 2), liveness and freezing (6), and monotonicity (8) hold in every "
                + "state.")
        for share in laboratory.isQuick ? [310_000] : [250_000, 300_000, 310_000] {
            let outages = laboratory.isQuick ? [0, 0b001] : Array(0..<8)
            SmallModel(adversary: share, outages: outages).census(into: &finding)
        }
        monotonicity(into: &finding)
        return finding
    }

    private init(adversary share: Int, outages: [Int] = [0]) {
        self.outages = outages
        var parameters = ModelParameters()
        (parameters.window, parameters.epoch) = (Self.window, 1)
        (parameters.stepUp, parameters.stepDown) = (25_000, 50_000)
        let model = EngagementModel(parameters)
        self.model = model
        let rest = 1_000_000 - share
        stakes = [rest * 40 / 100, rest * 33 / 100, rest - rest * 73 / 100, share]
        var found: Set<Int> = [parameters.floor, ModelParameters.one]
        var fresh = found
        let targets = (0...Self.window).map { model.settled(rate: model.rate(credit: 2 * $0)) }
        while !fresh.isEmpty {
            let moved = fresh.sorted().flatMap { weight in
                targets.map { model.moved(weight, to: $0, isFrozen: false) }
            }
            fresh = Set(moved).subtracting(found)
            found.formUnion(fresh)
        }
        weights = found.sorted()
        moves = []
        for isFrozen in [false, true] {
            for votes in 0...Self.window {
                moves.append(
                    weights.map { weight in
                        let moved = model.moved(weight, to: targets[votes], isFrozen: isFrozen)
                        return weights.firstIndex(of: moved) ?? 0
                    })
            }
        }
    }

    // MARK: The walk

    private var sizeOfMember: Int { 16 * weights.count }

    private func code(_ members: [Member]) -> Int {
        members.reduce(0) { $0 * sizeOfMember + $1.votes * weights.count + $1.weight }
    }

    private func members(_ code: Int) -> [Member] {
        var rest = code
        var members: [Member] = []
        for _ in 0..<3 {
            let one = rest % sizeOfMember
            members.append(Member(votes: one / weights.count, weight: one % weights.count))
            rest /= sizeOfMember
        }
        return members.reversed()
    }

    private func census(into finding: inout Finding) {
        var seen = Array(repeating: false, count: sizeOfMember * sizeOfMember * sizeOfMember)
        var census = Census()
        let new = Member(votes: 0, weight: 0)
        let full = Member(votes: 15, weight: weights.count - 1)
        var waiting = [code([new, new, new]), code([full, full, full])]
        for start in waiting { seen[start] = true }
        while let state = waiting.popLast() {
            census.states += 1
            visit(members(state), &census) { next in
                if !seen[next] {
                    seen[next] = true
                    waiting.append(next)
                }
            }
        }
        let name =
            "α = \(NumberText.parts(stakes[3], 2)): "
            + "\(NumberText.grouped(census.states)) states, \(NumberText.grouped(census.steps)) steps"
        finding.check(
            "\(name); adversary with a third of power (bound 1); the most was "
                + NumberText.fixed(census.peak, 4),
            "\(census.unsafe)", wanted: "0", census.unsafe == 0)
        finding.check(
            "of these, \(census.steady) steady; adversary with a third there (bound 2)",
            "\(census.unsafeSteady)", wanted: "0", census.unsafeSteady == 0 && census.steady > 0)
        finding.check(
            "states without a next block although all are present", "\(census.stuck)", wanted: "0",
            census.stuck == 0)
        finding.check(
            "falls in \(NumberText.grouped(census.frozenSteps)) frozen steps",
            "\(census.fallsInFreeze)", wanted: "0", census.fallsInFreeze == 0)
    }

    private func visit(_ state: [Member], _ census: inout Census, _ found: (Int) -> Void) {
        let powers = state.indices.map { stakes[$0] * weights[state[$0].weight] }
        let own = stakes[3] * 1_000_000
        let total = powers.reduce(own, +)
        census.peak = max(census.peak, Double(own) / Double(total))
        if 3 * own >= total { census.unsafe += 1 }
        var isSteady = false
        var steps = 0
        for choice in 0..<(8 * outages.count) {
            let (absent, dead) = (choice & 7, outages[choice >> 3])
            let lost = powers.indices.reduce(0) { $0 + (absent >> $1 & 1 == 1 ? powers[$1] : 0) }
            guard 3 * lost < total else { continue }
            steps += 1
            let next = step(state, absent: absent, dead: dead, &census)
            // The same votes again and the same weights: nothing moves any more.
            if next == state, dead == 0 { isSteady = true }
            found(code(next))
        }
        census.steps += steps
        if steps == 0 { census.stuck += 1 }
        guard isSteady else { return }
        census.steady += 1
        if 3 * own >= total { census.unsafeSteady += 1 }
    }

    private func step(
        _ state: [Member], absent: Int, dead: Int, _ census: inout Census
    ) -> [Member] {
        var next = state
        var engaged = stakes[3] * 1_000_000
        var stale = 0
        for index in next.indices {
            let here = absent >> index & 1 == 0 ? 1 : 0
            next[index].votes = (next[index].votes << 1 | here) & 15
            let credit = 2 * next[index].votes.nonzeroBitCount
            if dead >> index & 1 == 1 {
                stale += stakes[index]
            } else {
                engaged += stakes[index] * model.score(rate: model.rate(credit: credit))
            }
        }
        let isFrozen =
            engaged < model.parameters.freezeMean * 1_000_000
            || stale > model.parameters.freezeStale
        if isFrozen { census.frozenSteps += 1 }
        for index in next.indices {
            let isDead = dead >> index & 1 == 1
            let row =
                (isDead ? 0 : next[index].votes.nonzeroBitCount)
                + (isFrozen ? Self.window + 1 : 0)
            next[index].weight = moves[row][next[index].weight]
            if isFrozen, next[index].weight < state[index].weight { census.fallsInFreeze += 1 }
        }
        return next
    }

    // MARK: One validator

    /// All pairs of pasts of one validator where one is nowhere behind the other: presence vote by vote,
    /// weight, age of attestation, tokens. Whatever happens next, it is still nowhere behind.
    private static func monotonicity(into finding: inout Finding) {
        let small = SmallModel(adversary: 300_000)
        let model = small.model
        let credits = 0..<9
        var pairs = 0
        var wrong = 0
        for ages in [(0, 0), (0, 30_000), (30_000, 60_000), (60_000, 200_000)] {
            for more in credits {
                for less in 0...more {
                    let better = model.target(
                        engagement: model.engagement(
                            credit: more, freshness: model.freshness(age: ages.0)))
                    let worse = model.target(
                        engagement: model.engagement(
                            credit: less, freshness: model.freshness(age: ages.1)))
                    for high in small.weights.indices {
                        for low in 0...high {
                            for isFrozen in [false, true] {
                                pairs += 1
                                let up = model.moved(
                                    small.weights[high], to: better, isFrozen: isFrozen)
                                let down = model.moved(
                                    small.weights[low], to: worse, isFrozen: isFrozen)
                                let tokens: UInt128 = 7_777_777
                                if up < down
                                    || model.power(tokens: tokens + 1, multiplier: up)
                                        < model.power(tokens: tokens, multiplier: down)
                                {
                                    wrong += 1
                                }
                            }
                        }
                    }
                }
            }
        }
        finding.check(
            "\(NumberText.grouped(pairs)) ordered pairs of a validator's states: order lost in a step",
            "\(wrong)", wanted: "0", wrong == 0)
    }
}
