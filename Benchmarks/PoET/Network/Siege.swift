/// An adversary that is always present and fully weighted, against honest validators of whom it
/// silences what it can.
struct Siege {
    /// What the adversary held of all power.
    struct Course {
        /// The largest share at any block, as two numbers, and in millionths, rounded up.
        var peak = 0
        /// The share at each epoch.
        var points: [(x: Double, y: Double)] = []
        /// Whether it ever had a third.
        var isBroken = false
        /// The share at the end, in millionths.
        var last = 0
    }

    var parameters: ModelParameters
    /// Honest stakes; the adversary's is such that it has `share` millionths of all.
    var honest = 60
    var isZipf = false
    var share: Int
    /// Millionths of all stake that are honest and at the floor with dead attestations.
    var stale = 0
    var blocks: Int
    var keepsPoints = false

    private static let stake: UInt128 = 1_000_000_000_000_000

    func run(_ strategy: SilencingStrategy, _ random: SeededRandom) -> Course {
        var set = makeSet()
        var silencer = Silencer(
            strategy, honest: honest, window: parameters.window, random: random)
        var isAbsent = Array(repeating: false, count: honest)
        var credits = Array(repeating: PresenceRecord.commit, count: set.seats.count)
        var powers = set.powers
        var total = powers.reduce(0, +)
        var course = Course()
        note(powers, total, at: 0, in: &course)
        for block in 0..<blocks {
            let isNew = silencer.choose(
                for: block, set: set, powers: powers, total: total, into: &isAbsent)
            if isNew {
                for index in 0..<honest { credits[index] = isAbsent[index] ? 0 : 2 }
            }
            set.advance(credits: credits)
            guard set.height % parameters.epoch == 0 else { continue }
            refresh(&set)
            powers = set.powers
            total = powers.reduce(0, +)
            note(powers, total, at: block + 1, in: &course)
        }
        return course
    }

    /// Everyone attests but those who cannot.
    private func refresh(_ set: inout EngagedSet) {
        for index in set.seats.indices where set.seats[index].attested > 0 {
            set.seats[index].attested = set.height
        }
    }

    private func makeSet() -> EngagedSet {
        var set = EngagedSet(parameters, height: 1_000_000)
        let own = Self.stake * UInt128(share) / 1_000_000
        let dead = Self.stake * UInt128(stale) / 1_000_000
        let rest = Self.stake - own - dead
        let stakes =
            isZipf
            ? Stakes.zipf(honest, total: rest) : Stakes.equal(honest, total: rest)
        set.seats = stakes.map(set.veteran)
        // Members behind the honest ones are never silenced: the adversary, and the stale.
        set.seats.append(set.veteran(tokens: own))
        if stale > 0 {
            var seat = set.newcomer(tokens: dead)
            seat.attested = 0
            set.seats.append(seat)
        }
        return set
    }

    private func note(
        _ powers: [UInt128], _ total: UInt128, at block: Int, in course: inout Course
    ) {
        let own = powers[honest]
        course.last = Int((own * 1_000_000 + total - 1) / total)
        course.peak = max(course.peak, course.last)
        if 3 * own >= total { course.isBroken = true }
        guard keepsPoints else { return }
        course.points.append((Double(block), Double(own) / Double(total)))
    }
}
