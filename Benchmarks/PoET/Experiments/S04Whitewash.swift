/// S4: leaving and coming back under another name never pays.
struct Whitewash {
    static let id = "S4"

    /// How one case went: the sums of weights from the moment of leaving on.
    private struct Race {
        var isEverAhead = false
        var lead = 0
    }

    static func run(_ laboratory: Laboratory) -> Finding {
        var finding = Finding(
            id, "Whitewashing",
            method:
                "A validator with a random past (presence, votes for nil, attestations) goes on, and a "
                + "twin leaves and comes back after 0 to 20 000 blocks, or takes a new consensus key, with "
                + "an empty record at the smallest weight and a fresh attestation if it likes. Both then "
                + "behave the same, and every sum of weights since is compared.",
            criterion: "The sum of weights of who left is never above that of who stayed.")
        let cases = laboratory.count(1_500, quick: 40)
        var random = laboratory.random("S4")
        var ahead = (leaving: 0, rotating: 0)
        var smallest = Int.max
        for index in 0..<cases {
            let isRotation = index % 2 == 1
            let race = race(gap: isRotation ? 0 : random.below(20_001), &random)
            if race.isEverAhead {
                if isRotation { ahead.rotating += 1 } else { ahead.leaving += 1 }
            }
            smallest = min(smallest, race.lead)
        }
        finding.check(
            "leaving and coming back: cases in which it is ever ahead", "\(ahead.leaving)",
            wanted: "0", ahead.leaving == 0)
        finding.check(
            "new consensus key: cases in which it is ever ahead", "\(ahead.rotating)", wanted: "0",
            ahead.rotating == 0)
        finding.check(
            "smallest lead of staying after 30 000 blocks, in full blocks",
            NumberText.parts(smallest, 1), wanted: "≥ 0", smallest >= 0)
        draw(in: &finding)
        finding.notes.append(
            "Whoever stays sends the attestation that the newcomer must send, at the same height; both pay "
                + "the same fee for it. A validator that has just been away the whole window has nothing to "
                + "lose by leaving, and nothing to win.")
        return finding
    }

    private static func race(gap: Int, _ random: inout SeededRandom) -> Race {
        let parameters = ModelParameters()
        var set = EngagedSet(parameters)
        // A large honest rest, so that the two do not freeze the set.
        set.seats = [set.veteran(tokens: 1 << 80), set.veteran(tokens: 1 << 40)]
        let past = 1 + random.below(25_000)
        let duty = random.below(1_000_001)
        let nil0 = random.below(200_000)
        func vote(_ random: inout SeededRandom, _ duty: Int) -> UInt8 {
            guard random.happens(duty) else { return 0 }
            return random.happens(nil0) ? 1 : 2
        }
        for _ in 0..<past { set.advance(credits: [2, vote(&random, duty)]) }
        set.seats.append(set.newcomer(tokens: 1 << 40))
        var race = Race()
        let future = random.below(1_000_001)
        for block in 0..<(30_000) {
            let credit = vote(&random, future)
            let isBack = block >= gap
            if block == gap { set.seats[2] = set.newcomer(tokens: 1 << 40) }
            if block == gap || block % 10_000 == 5_000 {
                for index in 0..<3 { set.seats[index].attested = set.height }
            }
            set.advance(credits: [2, credit, isBack ? credit : 0])
            race.lead += set.seats[1].multiplier - (isBack ? set.seats[2].multiplier : 0)
            if race.lead < 0 { race.isEverAhead = true }
        }
        return race
    }

    private static func draw(in finding: inout Finding) {
        var plot = Plot(
            "s4-whitewash", "Presence 0.5 for a window, then 1: stay, or start anew",
            x: "blocks since",
            y: "weight")
        for (name, leaves) in [("stays", false), ("new key at 0", true)] {
            let model = EngagementModel(ModelParameters())
            var record = PresenceRecord(window: model.parameters.window)
            var multiplier = 955_556
            if leaves {
                multiplier = model.parameters.floor
            } else {
                for block in 0..<10_000 { record.note(block % 2 == 0 ? 2 : 0) }
            }
            var points: [(x: Double, y: Double)] = []
            for block in 1...12_000 {
                record.note(2)
                guard block % 100 == 0 else { continue }
                let target = model.settled(rate: model.rate(credit: record.credit))
                multiplier = model.moved(multiplier, to: target, isFrozen: false)
                points.append((Double(block), Double(multiplier) / 1e6))
            }
            plot.add(name, points)
        }
        finding.plots.append(plot)
    }
}
