/// S10: a light client that skips far ahead still knows enough of those who sign.
struct LightClient {
    static let id = "S10"
    private let laboratory: Laboratory
    private static let members = 60

    static func run(_ laboratory: Laboratory) -> Finding {
        LightClient(laboratory: laboratory).finding()
    }

    /// How far a client may look back, and what it found there.
    private struct Walk {
        var synced = 0
        var refused = 0
        /// The smallest overlap of the signers that were, and of the worst that could have been.
        var actual = 1.0
        var worst = 1.0
        var bySkip: [(x: Double, y: Double)] = []
    }

    private func finding() -> Finding {
        let blocks = laboratory.count(60_000, quick: 8_000)
        var finding = Finding(
            Self.id, "Light client",
            method:
                "Stakes stay, weights move for \(NumberText.grouped(blocks)) blocks: validators come and "
                + "go at random, or an adversary drives one half down and lets it up again. A client trusts "
                + "a set and skips 1 to 20 000 blocks; it needs signers of the new commit with a third of "
                + "the power it trusts. Signers are a random two thirds of new power, and the worst two "
                + "thirds there can be.",
            criterion:
                "A trust level of 1/3 is always satisfied; the overlap is at least 0.618 at ρ = 0.9."
        )
        var plot = Plot(
            "s10-overlap", "Smallest overlap of the signers with the trusted set",
            x: "blocks skipped",
            y: "trusted power among signers")
        for scenario in ["random presence", "halves in turn"] {
            let history = history(scenario, blocks: blocks)
            let walk = walk(history)
            finding.check(
                "\(scenario): skips refused, of \(NumberText.grouped(walk.synced))",
                "\(walk.refused)",
                wanted: "0", walk.refused == 0)
            finding.check(
                "\(scenario): smallest overlap, signers by chance",
                NumberText.fixed(walk.actual, 4), wanted: "≥ 0.6180", walk.actual >= 0.618)
            finding.check(
                "\(scenario): smallest overlap, worst signers", NumberText.fixed(walk.worst, 4),
                wanted: "≥ 0.6180", walk.worst >= 0.618)
            plot.add("\(scenario), worst signers", walk.bySkip)
        }
        let extreme = extreme()
        finding.check(
            "signers at the floor then and full now, all others the reverse (cannot be reached): overlap",
            NumberText.fixed(extreme, 4), wanted: "≥ 0.6180", extreme >= 0.618)
        plot.limits = [("0.618", 0.618), ("trust level 1/3", 1 / 3.0)]
        plot.yRange = 0.3...0.7
        finding.plots.append(plot)
        return finding
    }

    /// Powers at the end of each epoch.
    private func history(_ scenario: String, blocks: Int) -> [[UInt128]] {
        var random = laboratory.random("S10 \(scenario)")
        var set = EngagedSet(ModelParameters(), height: 1_000_000)
        set.seats = Stakes.zipf(Self.members, total: 1_000_000_000_000_000).map(set.veteran)
        var duty = Array(repeating: 1_000_000, count: Self.members)
        var history = [set.powers]
        var credits = Array(repeating: PresenceRecord.commit, count: Self.members)
        for block in 0..<blocks {
            if block % 500 == 0, scenario == "random presence" {
                duty[random.below(Self.members)] = random.below(3) * 500_000
            }
            for index in credits.indices {
                let here =
                    scenario == "random presence"
                    ? random.happens(duty[index]) : (index + block / 10_000) % 3 != 0
                credits[index] = here ? 2 : 0
            }
            set.advance(credits: credits)
            guard set.height % set.parameters.epoch == 0 else { continue }
            for index in set.seats.indices { set.seats[index].attested = set.height }
            history.append(set.powers)
        }
        return history
    }

    private func walk(_ history: [[UInt128]]) -> Walk {
        var random = laboratory.random("S10 walk")
        var walk = Walk()
        let skips = [1, 2, 5, 10, 20, 50, 100, 150, 200].filter { $0 < history.count }
        for skip in skips {
            var least = 1.0
            for start in stride(from: 0, to: history.count - skip, by: laboratory.isQuick ? 7 : 1) {
                let (old, new) = (history[start], history[start + skip])
                let signers = random.order(old.count)
                let overlap = Self.overlap(of: signers, trusted: old, new: new)
                walk.actual = min(walk.actual, overlap)
                let worst = old.indices.sorted { old[$0] * new[$1] < old[$1] * new[$0] }
                let bound = Self.leastOverlap(in: worst, trusted: old, new: new)
                least = min(least, bound)
                walk.synced += 1
                if overlap <= 1 / 3.0 || bound <= 1 / 3.0 { walk.refused += 1 }
            }
            walk.worst = min(walk.worst, least)
            walk.bySkip.append((Double(skip * 100), least))
        }
        return walk
    }

    /// The trusted part of the first in `order` that have more than two thirds of new power.
    private static func overlap(of order: [Int], trusted: [UInt128], new: [UInt128]) -> Double {
        let total = new.reduce(0, +)
        var signed: UInt128 = 0
        var known: UInt128 = 0
        for index in order {
            signed += new[index]
            known += trusted[index]
            if 3 * signed > 2 * total { break }
        }
        return Double(known) / Double(trusted.reduce(0, +))
    }

    /// The same when signers may be had in parts: below every choice of whole ones.
    private static func leastOverlap(
        in order: [Int], trusted: [UInt128], new: [UInt128]
    ) -> Double {
        var left = Double(new.reduce(0, +)) * 2 / 3
        var known = 0.0
        for index in order where left > 0 {
            let part = min(1, left / Double(new[index]))
            known += part * Double(trusted[index])
            left -= Double(new[index])
        }
        return known / Double(trusted.reduce(0, +))
    }

    /// The largest shift of weights that the floor allows at all.
    private func extreme() -> Double {
        let cut = 2 * 0.9 / (1 + 2 * 0.9)
        return cut * 0.9 / (cut * 0.9 + (1 - cut))
    }
}
