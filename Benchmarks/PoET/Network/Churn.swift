/// A network whose members come, go, fail and are cut off from each other, one tick of six seconds
/// after the other. A block is made when who is together has more than two thirds of power.
struct Churn {
    /// What was seen.
    struct Course {
        var ticks = 0
        var blocks = 0
        var halts = 0
        var longestHalt = 0
        /// Ticks in which more than two thirds were together and no block was made.
        var wrongHalts = 0
        /// Ticks in which a block was made without more than two thirds.
        var wrongBlocks = 0
        /// Weights that changed while the chain stood still.
        var changesInHalts = 0
        /// Weights that fell within two epochs after a halt of more than an hour.
        var fallsAfterHalts = 0
        /// Ticks in which only weighted power, or only stake, had more than two thirds together.
        var onlyWeighted = 0
        var onlyStake = 0
        var joins = 0
        var leaves = 0
        var partitions = 0
        /// The most rounds that a block took because its proposers were away.
        var rounds = 0
        var points: [(x: Double, y: Double)] = []
    }

    private static let slots = 60
    private static let tick = 6

    private var set = EngagedSet(ModelParameters())
    private var turns = ProposerTurns(powers: [])
    private var random: SeededRandom
    /// Powers that sign now, and those of the next two heights.
    private var active: [Int] = []
    private var pending: [[Int]] = []
    /// The tick at which a member is back; 0 for here.
    private var awayUntil = Array(repeating: 0, count: slots)
    /// Which side of a cut a member is on, until when.
    private var isOtherSide = Array(repeating: false, count: slots)
    private var cutUntil = 0
    private var standstill = 0
    private var course = Course()

    init(_ random: SeededRandom) {
        self.random = random
        for slot in 0..<Self.slots {
            let tokens = slot < 40 ? self.random.tokens() : 0
            set.seats.append(set.newcomer(tokens: tokens))
        }
        active = currentPowers
        pending = [active, active]
        turns = ProposerTurns(powers: active)
    }

    private var currentPowers: [Int] { self.set.powers.map { Int($0) } }

    mutating func run(ticks: Int) -> Course {
        for tick in 1...ticks {
            course.ticks = tick
            disturb(at: tick)
            attempt(at: tick)
            guard tick % 1_000 == 0 else { continue }
            let stake = set.seats.reduce(UInt128(0)) { $0 + $1.tokens }
            let share = Double(set.totalPower) / Double(stake / 1_000_000)
            course.points.append((Double(tick) / 14_400, share))
        }
        return course
    }

    // MARK: What happens to it

    private mutating func disturb(at tick: Int) {
        for slot in 0..<Self.slots where awayUntil[slot] == tick { awayUntil[slot] = 0 }
        if random.below(400) == 0 { failSomeone(at: tick) }
        if random.below(4_000) == 0 { join() }
        if random.below(4_000) == 0 { leave() }
        if cutUntil <= tick, random.below(25_000) == 0 {
            // One to 48 hours; anything between a few and nearly all are cut off.
            cutUntil = tick + 600 + random.below(28_201)
            let part = 50_000 + random.below(900_000)
            for slot in 0..<Self.slots { isOtherSide[slot] = random.happens(part) }
            course.partitions += 1
        }
        for slot in 0..<Self.slots where set.height - set.seats[slot].attested > 14_000 {
            if awayUntil[slot] == 0 { set.seats[slot].attested = set.height }
        }
    }

    /// At most 30 % of stake is away at a time.
    private mutating func failSomeone(at tick: Int) {
        let slot = random.below(Self.slots)
        let stake = set.seats.reduce(UInt128(0)) { $0 + $1.tokens }
        var away = set.seats[slot].tokens
        for other in 0..<Self.slots where awayUntil[other] > 0 { away += set.seats[other].tokens }
        guard awayUntil[slot] == 0, 10 * away <= 3 * stake else { return }
        awayUntil[slot] = tick + 1 + random.below(20_000)
    }

    private mutating func join() {
        guard let slot = set.seats.firstIndex(where: { $0.tokens == 0 }) else { return }
        set.seats[slot] = set.newcomer(tokens: random.tokens())
        awayUntil[slot] = 0
        course.joins += 1
    }

    private mutating func leave() {
        let here = set.seats.indices.filter { set.seats[$0].tokens > 0 }
        guard here.count > 20 else { return }
        let slot = here[random.below(here.count)]
        set.seats[slot] = set.newcomer(tokens: 0)
        awayUntil[slot] = 0
        course.leaves += 1
    }

    // MARK: What it does

    /// Whoever is here and on the side that is larger by weight.
    private func together(at tick: Int) -> [Bool] {
        let isHere = awayUntil.map { $0 == 0 }
        guard cutUntil > tick else { return isHere }
        func side(_ other: Bool) -> [Bool] {
            isHere.indices.map { isHere[$0] && isOtherSide[$0] == other }
        }
        return power(side(true)) > power(side(false)) ? side(true) : side(false)
    }

    private func power(_ mask: [Bool]) -> Int {
        mask.indices.reduce(0) { $0 + (mask[$1] ? active[$1] : 0) }
    }

    private mutating func attempt(at tick: Int) {
        let mask = together(at: tick)
        let total = active.reduce(0, +)
        let isQuorum = 3 * power(mask) > 2 * total
        compareWithStake(mask, isQuorum)
        let isMade = isQuorum && propose(mask)
        if isMade != isQuorum { course.wrongHalts += 1 }
        if isMade, 3 * power(mask) <= 2 * total { course.wrongBlocks += 1 }
        guard isMade else {
            let before = set
            standstill += 1
            if set.powers != before.powers { course.changesInHalts += 1 }
            course.longestHalt = max(course.longestHalt, standstill)
            if standstill == 1 { course.halts += 1 }
            return
        }
        commit(mask)
    }

    /// Some round has a proposer that is here; its number counts.
    private mutating func propose(_ mask: [Bool]) -> Bool {
        var ahead = turns
        let first = ahead.next()
        let line = ahead.rounds(after: first, count: mask[first] ? 1 : 300)
        guard let round = line.firstIndex(where: { mask[$0] }) else { return false }
        turns = ahead
        course.rounds = max(course.rounds, round)
        return true
    }

    private var watchFalls = 0

    private mutating func commit(_ mask: [Bool]) {
        let pause = (standstill + 1) * Self.tick
        standstill = 0
        course.blocks += 1
        if pause > set.parameters.haltSeconds { watchFalls = set.height + 2 * set.parameters.epoch }
        let before = set.seats.map(\.multiplier)
        set.advance(
            credits: mask.indices.map { mask[$0] && active[$0] > 0 ? 2 : 0 }, pause: pause)
        if set.height <= watchFalls {
            for (old, seat) in zip(before, set.seats) where seat.multiplier < old {
                course.fallsAfterHalts += 1
            }
        }
        pending.append(currentPowers)
        let next = pending.removeFirst()
        if next != active {
            active = next
            turns.change(to: active)
        }
    }

    private mutating func compareWithStake(_ mask: [Bool], _ isQuorum: Bool) {
        var here: UInt128 = 0
        var all: UInt128 = 0
        for index in mask.indices where active[index] > 0 {
            all += set.seats[index].tokens
            if mask[index] { here += set.seats[index].tokens }
        }
        let isStakeQuorum = 3 * here > 2 * all
        if isQuorum, !isStakeQuorum { course.onlyWeighted += 1 }
        if !isQuorum, isStakeQuorum { course.onlyStake += 1 }
    }
}

extension SeededRandom {
    /// A validator's stake, within a factor of ten of another's.
    mutating func tokens() -> UInt128 { UInt128(1_000_000 + below(9_000_000)) * 1_000_000 }
}
