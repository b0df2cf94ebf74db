/// S3: dividing a stake among many validators never gains.
struct Splitting {
    static let id = "S3"

    static func run(_ laboratory: Laboratory) -> Finding {
        var finding = Finding(
            id, "Splitting and merging",
            method:
                "A stake of random size (up to 2^100 uscrt) and multiplier is divided at random into "
                + "2 to 50 parts of the same multiplier; powers are compared as integers.",
            criterion:
                "The parts together never have more power than the whole; they lose less than one "
                + "unit a part.")
        let trials = laboratory.count(200_000, quick: 5_000)
        var random = laboratory.random("S3")
        let model = EngagementModel(ModelParameters())
        var gains = 0
        var excess = 0
        var largest: UInt128 = 0
        for _ in 0..<trials {
            let tokens =
                UInt128(2_000_000) + random.below(UInt128(1) << UInt128(30 + random.below(71)))
            let multiplier = 900_000 + random.below(100_001)
            let count = 2 + random.below(49)
            let whole = model.power(tokens: tokens, multiplier: multiplier)
            let parts = divided(tokens, into: count, &random).reduce(UInt128(0)) {
                $0 + model.power(tokens: $1, multiplier: multiplier)
            }
            if parts > whole { gains += 1 }
            let loss = whole >= parts ? whole - parts : 0
            if loss >= UInt128(count) { excess += 1 }
            largest = max(largest, loss)
        }
        let name = "\(NumberText.grouped(trials)) random splits"
        finding.check("\(name): gains", "\(gains)", wanted: "0", gains == 0)
        finding.check(
            "\(name): losses of a unit a part or more", "\(excess)", wanted: "0", excess == 0)
        finding.check(
            "largest loss, in units of power", "\(largest)", wanted: "< 50", largest < 50)
        compare(in: &finding)
        return finding
    }

    /// `tokens` cut at random places; a part may be nothing.
    private static func divided(
        _ tokens: UInt128, into count: Int, _ random: inout SeededRandom
    ) -> [UInt128] {
        let cuts = (1..<count).map { _ in random.below(tokens) }.sorted()
        return zip(cuts + [tokens], [0] + cuts).map { $0 - $1 }
    }

    private static func compare(in finding: inout Finding) {
        let model = EngagementModel(ModelParameters())
        let tokens: UInt128 = 10_000_000_000_000
        var plot = Plot(
            "s3-splitting", "Power of a stake in k equal parts, over that of the whole", x: "parts",
            y: "power of all parts / of the whole")
        let rules: [(String, (UInt128) -> UInt128)] = [
            ("Proof of Engaged Time", { model.power(tokens: $0, multiplier: 950_000) }),
            ("Tgrade, geometric mean", { ($0 / 1_000_000 * 950_000).squareRoot() }),
        ]
        var table = FigureTable(title: "Equal parts", columns: ["Rule", "2", "10", "50"])
        for (name, power) in rules {
            let whole = power(tokens)
            func factor(_ parts: Int) -> Double {
                Double(power(tokens / UInt128(parts)) * UInt128(parts)) / Double(whole)
            }
            plot.add(name, (1...50).map { (Double($0), factor($0)) })
            table.rows.append([name] + [2, 10, 50].map { NumberText.fixed(factor($0), 3) })
        }
        // One lottery ticket a machine, whatever stake is behind it.
        plot.add("Sawtooth, elapsed time", (1...12).map { (Double($0), Double($0)) })
        table.rows.append(["Sawtooth, elapsed time", "2.000", "10.000", "50.000"])
        plot.yRange = 0...12
        finding.plots.append(plot)
        finding.tables.append(table)
        finding.notes.append(
            "The geometric mean pays √k for k parts, a lottery of machines pays k. Only what is linear in "
                + "stake pays nothing.")
    }
}
