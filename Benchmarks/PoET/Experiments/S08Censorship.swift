/// S8: proposers leave a victim's votes out of their blocks.
struct Censorship {
    static let id = "S8"
    private let laboratory: Laboratory
    private static let members = 80

    /// Where the members of a coalition stand among all addresses.
    private enum Placement: String, CaseIterable {
        case scattered = "at random addresses"
        case adjacent = "at neighbouring addresses"
    }

    /// How a victim fared.
    private struct Fate {
        var presence = 0
        var weight = 0
        var filtered = 0
    }

    static func run(_ laboratory: Laboratory) -> Finding {
        Censorship(laboratory: laboratory).finding()
    }

    private func finding() -> Finding {
        var finding = Finding(
            Self.id, "Censorship by proposers",
            method:
                "80 validators; a coalition of 1, 4 or 16 with together a share s of power drops the "
                + "victim's vote from every block that it proposes, by CometBFT's turns. Then the same with "
                + "the optional filter: a miss counts only in a run of misses that spans two proposers.",
            criterion:
                "The victim keeps at least the weight that the table gives for presence 1 − s; with the "
                + "filter at least 0.99 for s ≤ 0.2.")
        var table = FigureTable(
            title: "The victim of a coalition, ρ = 0.9",
            columns: ["s", "Members", "Placed", "Presence", "m", "m with filter"])
        var plot = Plot(
            "s8-censorship", "The victim's weight, coalition of 16", x: "share of power s",
            y: "weight m")
        var belowTable = 0
        var worst = (scattered: Int.max, adjacent: Int.max)
        let model = EngagementModel(ModelParameters())
        let shares =
            laboratory.isQuick
            ? [200_000] : [50_000, 100_000, 150_000, 200_000, 250_000, 300_000, 330_000]
        var curves: [String: [(x: Double, y: Double)]] = [:]
        for share in shares {
            for members in [1, 4, 16] {
                for placement in Placement.allCases where members > 1 || placement == .scattered {
                    let fate = fate(share: share, coalition: members, placement)
                    let floor = model.settled(rate: 1_000_000 - share)
                    if fate.weight < floor - 5_000 { belowTable += 1 }
                    if share <= 200_000, placement == .scattered {
                        worst.scattered = min(worst.scattered, fate.filtered)
                    } else if share <= 200_000 {
                        worst.adjacent = min(worst.adjacent, fate.filtered)
                    }
                    table.rows.append([
                        NumberText.parts(share, 2), "\(members)", placement.rawValue,
                        NumberText.parts(fate.presence), NumberText.parts(fate.weight),
                        NumberText.parts(fate.filtered),
                    ])
                    guard members == 16 else { continue }
                    let x = Double(share) / 1e6
                    if placement == .scattered {
                        curves["no filter", default: []].append((x, Double(fate.weight) / 1e6))
                    }
                    curves["filter, \(placement.rawValue)", default: []].append(
                        (x, Double(fate.filtered) / 1e6))
                }
            }
        }
        for (name, points) in curves.sorted(by: { $0.key > $1.key }) { plot.add(name, points) }
        plot.limits = [("0.99", 0.99)]
        finding.check(
            "victims below the table by more than 0.005", "\(belowTable)", wanted: "0",
            belowTable == 0)
        finding.check(
            "filter, s ≤ 0.2, one proposer or scattered: smallest m",
            NumberText.parts(worst.scattered),
            wanted: "≥ 0.99", worst.scattered >= 990_000)
        finding.check(
            "filter, s ≤ 0.2, neighbouring addresses: smallest m", NumberText.parts(worst.adjacent),
            wanted: "≥ 0.99", worst.adjacent >= 990_000)
        finding.tables.append(table)
        finding.plots.append(plot)
        explain(in: &finding)
        return finding
    }

    /// Why the filter does not do what was hoped, and what it costs.
    private func explain(in finding: inout Finding) {
        // Signs every second block: every run of misses has one block and so one proposer.
        var turns = ProposerTurns(powers: Array(repeating: 1_000_000, count: Self.members))
        let blocks = laboratory.count(40_000, quick: 15_000)
        let proposers = (0..<blocks).map { _ in turns.next() }
        let misses = (0..<blocks).map { $0 % 2 == 0 }
        let idle = (settle(misses).weight, settle(Self.filtered(misses, proposers)).weight)
        finding.notes.append(
            "Why the filter fails: validators of equal power propose one after the other, in the order of "
                + "their addresses, which whoever makes keys can choose. The misses of a coalition of two or "
                + "more then stand side by side and span two proposers. Against a single proposer it does "
                + "all that it promises.")
        finding.notes.append(
            "What the filter costs: a validator that signs every second block only, on purpose, weighs "
                + "\(NumberText.parts(idle.0)) without it and \(NumberText.parts(idle.1)) with it. It is off by "
                + "default, and should stay off; without it a coalition with a fifth of power takes 0.0111 of "
                + "its victim's weight, one with a third 0.0256, which bounds 2 and 3 allow for (S7)."
        )
    }

    private func fate(share: Int, coalition: Int, _ placement: Placement) -> Fate {
        var random = laboratory.random("S8 \(share) \(coalition)")
        // Addresses by chance: the order in which ties are broken.
        var order = random.order(Self.members)
        if placement == .adjacent { order = Array(0..<Self.members) }
        let censors = Set(order.prefix(coalition))
        let own = share * 1_000 / coalition
        let other = (1_000_000 - share) * 1_000 / (Self.members - coalition)
        let powers = (0..<Self.members).map { censors.contains($0) ? own : other }
        var turns = ProposerTurns(powers: powers)
        let blocks = laboratory.count(40_000, quick: 15_000)
        let proposers = (0..<blocks).map { _ in turns.next() }
        let misses = proposers.map { censors.contains($0) }
        var fate = Fate()
        let plain = settle(misses)
        (fate.presence, fate.weight) = (plain.presence, plain.weight)
        fate.filtered = settle(Self.filtered(misses, proposers)).weight
        return fate
    }

    /// Misses that count: those in runs with at least two proposers.
    static func filtered(_ misses: [Bool], _ proposers: [Int]) -> [Bool] {
        var counted = misses
        var start = 0
        while start < misses.count {
            guard misses[start] else {
                start += 1
                continue
            }
            var end = start
            while end < misses.count, misses[end] { end += 1 }
            let isOne = proposers[start..<end].allSatisfy { $0 == proposers[start] }
            if isOne { for index in start..<end { counted[index] = false } }
            start = end
        }
        return counted
    }

    /// Weight at the end, and presence over the last window.
    private func settle(_ misses: [Bool]) -> (presence: Int, weight: Int) {
        let model = EngagementModel(ModelParameters())
        var record = PresenceRecord(fullOver: model.parameters.window)
        var multiplier = ModelParameters.one
        for (block, isMissed) in misses.enumerated() {
            record.note(isMissed ? 0 : 2)
            guard (block + 1) % model.parameters.epoch == 0 else { continue }
            let target = model.settled(rate: model.rate(credit: record.credit))
            multiplier = model.moved(multiplier, to: target, isFrozen: false)
        }
        return (model.rate(credit: record.credit), multiplier)
    }
}
