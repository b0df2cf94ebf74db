/// S1: who is always there proposes and earns by stake.
struct Fairness {
    static let id = "S1"
    private let laboratory: Laboratory
    private let stakes = Stakes.zipf(80, first: 50_000_000_000_000)

    init(_ laboratory: Laboratory) { self.laboratory = laboratory }

    static func run(_ laboratory: Laboratory) -> Finding { Fairness(laboratory).finding() }

    /// Blocks proposed and coins earned by each validator.
    private struct Shares {
        var proposed: [Int]
        var earned: [UInt128]
    }

    private func finding() -> Finding {
        let blocks = laboratory.count(100_000, quick: 20_000)
        var finding = Finding(
            Self.id, "Fairness",
            method: "80 validators whose stakes fall as 1/k sign every block from genesis on, for "
                + "\(NumberText.grouped(blocks)) blocks. Proposers follow CometBFT's priorities, and "
                + "each block's 1 000 000 uscrt go to all by power, rounded down.",
            criterion:
                "χ² of proposals and of rewards against stake: p > 0.01; largest relative error "
                + "below 1 %.")
        let engaged = simulate(blocks) { set, index in set.power(index) }
        let proposals = judge(engaged.proposed.map { Double($0) }, name: "proposals")
        let rewards = judge(engaged.earned.map { Double($0) }, name: "rewards")
        for (name, result) in [("proposals", proposals), ("rewards", rewards)] {
            finding.check(
                "χ² of \(name), 79 degrees",
                "p = \(NumberText.fixed(result.probability, 4))", wanted: "> 0.01",
                result.probability > 0.01)
            // A proposal is whole: over fewer blocks one more or less is a larger part.
            let limit = laboratory.isQuick && name == "proposals" ? 0.02 : 0.01
            finding.check(
                "largest relative error of \(name)",
                "\(NumberText.fixed(result.error * 100, 3)) %",
                wanted: "< \(NumberText.fixed(limit * 100, 0)) %", result.error < limit)
        }
        addBaselines(to: &finding, blocks: blocks, engaged: engaged)
        return finding
    }

    /// Runs the set and gives each block to proposers and earners by `power`.
    private func simulate(
        _ blocks: Int, power: (EngagedSet, Int) -> UInt128
    ) -> Shares {
        var set = EngagedSet(ModelParameters())
        set.seats = stakes.map(set.newcomer)
        var powers = stakes.indices.map { Int(power(set, $0)) }
        var turns = ProposerTurns(powers: powers)
        var shares = Shares(
            proposed: Array(repeating: 0, count: stakes.count),
            earned: Array(repeating: 0, count: stakes.count))
        for block in 1...blocks {
            set.advanceSignedByAll()
            shares.proposed[turns.next()] += 1
            let total = powers.reduce(0, +)
            for index in powers.indices {
                shares.earned[index] += UInt128(1_000_000 * powers[index] / total)
            }
            guard block % set.parameters.epoch == 0 else { continue }
            for index in set.seats.indices { set.seats[index].attested = set.height }
            let new = stakes.indices.map { Int(power(set, $0)) }
            if new != powers {
                powers = new
                turns.change(to: powers)
            }
        }
        return shares
    }

    private func judge(
        _ counts: [Double], name: String
    ) -> (probability: Double, error: Double) {
        let total = counts.reduce(0, +)
        let stake = stakes.reduce(0, +)
        // Rewards are counted in units of one block's, so that both tests see as many events.
        let scale = name == "rewards" ? 1_000_000.0 : 1
        let expected = stakes.map { total / scale * Double($0) / Double(stake) }
        let observed = counts.map { $0 / scale }
        let error = zip(observed, expected).map { abs($0 - $1) / $1 }.max() ?? 1
        return (ChiSquare(observed: observed, expected: expected).probability, error)
    }

    private func addBaselines(to finding: inout Finding, blocks: Int, engaged: Shares) {
        let whole = UInt128(ModelParameters.one)
        let pure = simulate(blocks) { set, index in set.seats[index].tokens / 1_000_000 }
        // Tgrade: the geometric mean of stake and engagement points; all have the same points.
        let mixed = simulate(blocks) { set, index in
            (set.seats[index].tokens / 1_000_000 * whole).squareRoot()
        }
        // Elapsed time: the shortest of equally distributed waits, whatever the stake.
        var random = laboratory.random("S1 lottery")
        var lottery = Array(repeating: 0, count: stakes.count)
        for _ in 0..<blocks { lottery[random.below(stakes.count)] += 1 }
        var table = FigureTable(
            title: "Proposals against stake, and other rules for comparison",
            columns: ["Rule", "χ² p", "Largest relative error"])
        let rules = [
            ("Proof of Engaged Time", engaged.proposed), ("pure stake", pure.proposed),
            ("Tgrade, geometric mean", mixed.proposed), ("Sawtooth, elapsed time", lottery),
        ]
        var plot = Plot(
            "s1-fairness", "Blocks proposed, over what stake asks for", x: "rank by stake",
            y: "proposed / expected")
        let stake = stakes.reduce(0, +)
        for (name, counts) in rules {
            let result = judge(counts.map { Double($0) }, name: "proposals")
            table.rows.append([
                name, NumberText.fixed(result.probability, 4),
                "\(NumberText.fixed(result.error * 100, 2)) %",
            ])
            guard name != "pure stake" else { continue }
            plot.add(
                name,
                counts.indices.map { index in
                    let expected = Double(blocks) * Double(stakes[index]) / Double(stake)
                    return (Double(index + 1), Double(counts[index]) / expected)
                })
        }
        finding.tables.append(table)
        finding.plots.append(plot)
    }
}

extension UInt128 {
    /// The largest number whose square is not larger.
    func squareRoot() -> UInt128 {
        guard self > 1 else { return self }
        var guess = UInt128(1) << UInt128((Self.bitWidth - leadingZeroBitCount + 1) / 2)
        while true {
            let next = (guess + self / guess) / 2
            if next >= guess { return guess }
            guess = next
        }
    }
}
