/// S2: being away never pays.
struct Downtime {
    static let id = "S2"
    private let laboratory: Laboratory

    /// A mean is rounded up and a settled weight down three times: no gain is below this, in millionths.
    private static let rounding = 3
    private static let noGain = "≤ 0.000003 (rounding)"

    init(_ laboratory: Laboratory) { self.laboratory = laboratory }

    static func run(_ laboratory: Laboratory) -> Finding { Downtime(laboratory).finding() }

    private func finding() -> Finding {
        var finding = Finding(
            Self.id, "Gaming with downtime",
            method:
                "One validator, stake and attestation constant, plays a policy of presence: duty "
                + "cycles with periods from 50 to 60 000 blocks, one burst of absence, absence at the "
                + "same place of every epoch, chance. Its weight is averaged over whole periods after "
                + "settling. A search over all policies of a small chain and of the full one in steps "
                + "of ten epochs looks for what we did not think of.",
            criterion:
                "No policy earns more per block than being there always; none earns more than even "
                + "presence of the same average; the table of weights is reproduced to ± 0.005.")
        table(in: &finding)
        cycles(in: &finding)
        alignments(in: &finding)
        search(in: &finding)
        finding.notes.append(
            "Income is weight per block, as the chain pays a validator for being in the set. Where only "
                + "blocks that were signed are paid, a policy earns its weight times its presence, which "
                + "is less still: no policy is above the honest one in either count.")
        finding.notes.append(
            "By design a tenth of the window may be missed without loss (p_hi = 0.9): maintenance is "
                + "free, and nobody gains by it, since the honest weight is the largest there is.")
        return finding
    }

    // MARK: The table

    private static let wanted: [(rate: Int, high: Int, low: Int)] = [
        (1_000_000, 1_000_000, 1_000_000), (900_000, 1_000_000, 1_000_000),
        (850_000, 994_400, 988_900), (800_000, 988_900, 977_800), (700_000, 977_800, 955_600),
        (600_000, 966_700, 933_300), (500_000, 955_600, 911_100), (300_000, 933_300, 866_700),
        (0, 900_000, 800_000),
    ]

    private func table(in finding: inout Finding) {
        var table = FigureTable(
            title: "Weight by presence, settled",
            columns: ["Presence", "ρ 0.9, measured", "specified", "ρ 0.8, measured", "specified"])
        var plot = Plot("s2-weight", "Settled weight by presence", x: "presence", y: "weight m")
        var worst = 0
        var curves: [[(x: Double, y: Double)]] = [[], []]
        for row in Self.wanted {
            let high = settled(rate: row.rate, floor: 900_000)
            let low = settled(rate: row.rate, floor: 800_000)
            worst = max(worst, abs(high - row.high), abs(low - row.low))
            let texts = [row.rate, high, row.high, low, row.low].map { NumberText.parts($0) }
            table.rows.append(texts)
            curves[0].append((Double(row.rate) / 1e6, Double(high) / 1e6))
            curves[1].append((Double(row.rate) / 1e6, Double(low) / 1e6))
        }
        plot.add("ρ = 0.9", curves[0])
        plot.add("ρ = 0.8", curves[1])
        finding.check(
            "largest deviation from the table", NumberText.parts(worst), wanted: "≤ 0.0050",
            worst <= 5_000)
        finding.tables.append(table)
        finding.plots.append(plot)
    }

    /// The weight of evenly spread presence after three windows.
    private func settled(rate: Int, floor: Int) -> Int {
        let parameters = ModelParameters.floor(floor)
        return PolicyRun(parameters).average(blocks: 100) { EvenSpread.isHere($0, rate) }.weight
    }

    // MARK: Cycles

    private func cycles(in finding: inout Finding) {
        let periods =
            laboratory.isQuick
            ? [50, 10_000, 60_000] : [50, 200, 1_000, 5_000, 10_000, 20_000, 40_000, 60_000]
        let duties =
            laboratory.isQuick
            ? [500_000, 900_000]
            : [300_000, 500_000, 600_000, 700_000, 800_000, 900_000, 950_000]
        var plot = Plot(
            "s2-cycles", "On and off in turn, against even presence of the same average",
            x: "presence", y: "average weight")
        var gain = Int.min
        var best = 0
        let model = EngagementModel(ModelParameters())
        let even = duties.map(model.settled)
        plot.add("even", zip(duties, even).map { (Double($0) / 1e6, Double($1) / 1e6) })
        for period in periods {
            var points: [(x: Double, y: Double)] = []
            for (index, duty) in duties.enumerated() {
                let here = period * duty / 1_000_000
                let run = PolicyRun(ModelParameters()).average(blocks: period) {
                    $0 % period < here
                }
                gain = max(gain, run.weight - even[index])
                best = max(best, run.weight)
                points.append((Double(duty) / 1e6, Double(run.weight) / 1e6))
            }
            plot.add("period \(NumberText.grouped(period))", points, shape: .dots)
        }
        finding.check(
            "best gain of a cycle over even presence (\(duties.count * periods.count) cycles)",
            NumberText.parts(gain, 6), wanted: Self.noGain, gain <= Self.rounding)
        finding.check(
            "best weight of a cycle", NumberText.parts(best, 6), wanted: "≤ 1 (honest)",
            best <= ModelParameters.one)
        finding.plots.append(plot)
    }

    // MARK: Absence at chosen moments

    private func alignments(in finding: inout Finding) {
        var random = laboratory.random("S2")
        let epoch = ModelParameters().epoch
        var table = FigureTable(
            title: "Absence at chosen moments",
            columns: ["Policy", "Presence", "Average weight", "Even presence"])
        let model = EngagementModel(ModelParameters())
        var gain = Int.min
        func add(_ name: String, period: Int, _ isHere: @escaping (Int) -> Bool) {
            let run = PolicyRun(ModelParameters()).average(blocks: period, isHere)
            let even = model.settled(rate: run.presence)
            gain = max(gain, run.weight - even)
            table.rows.append([
                name, NumberText.parts(run.presence), NumberText.parts(run.weight, 6),
                NumberText.parts(even, 6),
            ])
        }
        add("here for the last 10 blocks of an epoch only", period: epoch) { $0 % epoch >= 90 }
        add("away for the first 30 blocks of an epoch", period: epoch) { $0 % epoch >= 30 }
        add("away for the last 30 blocks of an epoch", period: epoch) { $0 % epoch < 70 }
        add("away every other epoch", period: 2 * epoch) { $0 / epoch % 2 == 0 }
        add("away for 1 000 blocks of 10 000", period: 10_000) { $0 % 10_000 >= 1_000 }
        add("away for 1 000 blocks of 9 000", period: 9_000) { $0 % 9_000 >= 1_000 }
        add("away for 12 000 blocks of 60 000", period: 60_000) { $0 % 60_000 >= 12_000 }
        let chance = (0..<60_000).map { _ in random.happens(700_000) }
        add("here in 7 blocks of 10, by chance", period: 60_000) { chance[$0 % 60_000] }
        finding.check(
            "best gain of chosen moments over even presence", NumberText.parts(gain, 6),
            wanted: Self.noGain, gain <= Self.rounding)
        finding.tables.append(table)
    }

    // MARK: Search

    private func search(in finding: inout Finding) {
        let control = OptimalControl(window: laboratory.isQuick ? 5 : 10)
        let result = control.solve(prices: laboratory.isQuick ? 3 : 9)
        finding.check(
            "optimal control by dynamic programming: \(result.states) states, "
                + "\(result.prices) prices of presence; best gain over even presence",
            NumberText.fixed(result.gain, 6), wanted: "≤ 0", result.gain <= 1e-6)
        let length = laboratory.isQuick ? 6 : 11
        let search = PeriodicSearch(length: length)
        let found = search.run()
        finding.check(
            "all \(found.policies) policies with a period of up to \(length) × 1 000 blocks: best gain",
            NumberText.parts(found.gain, 6), wanted: Self.noGain, found.gain <= Self.rounding)
    }
}
