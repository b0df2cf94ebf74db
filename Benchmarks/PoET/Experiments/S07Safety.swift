/// S7: nobody gets a third of the power by silencing others.
struct Safety {
    static let id = "S7"
    private let laboratory: Laboratory
    private let blocks: Int

    init(_ laboratory: Laboratory) {
        self.laboratory = laboratory
        blocks = laboratory.count(60_000, quick: 2_000)
    }

    static func run(_ laboratory: Laboratory) -> Finding { Safety(laboratory).finding() }

    private func finding() -> Finding {
        var finding = Finding(
            Self.id, "Safety against adversaries",
            method:
                "An adversary with a share α of stake, always fully weighted, silences honest validators "
                + "by eight strategies, never a third of power at once, for \(NumberText.grouped(blocks)) "
                + "blocks; 60 honest ones with equal and with Zipf's stakes. The freeze rules are off "
                + "where bounds are tried, for they only help. Then four nodes run Tendermint, message "
                + "by message, with one that equivocates, while weights change.",
            criterion:
                "The adversary stays below a third in a steady state for α below bound 2, and for every "
                + "schedule below bound 3; no fork; violations only above the bounds.")
        let floors = laboratory.isQuick ? [900_000] : [800_000, 900_000, 950_000]
        for floor in floors { bounds(floor, in: &finding) }
        broken(in: &finding)
        sweep(in: &finding)
        courses(in: &finding)
        consensus(in: &finding)
        SafetyBaselines(laboratory: laboratory).add(to: &finding)
        return finding
    }

    private func parameters(_ floor: Int, freezes: Bool = false) -> ModelParameters {
        var parameters = ModelParameters.floor(floor)
        if !freezes {
            parameters.freezeMean = 0
            parameters.freezeStale = ModelParameters.one
        }
        return parameters
    }

    private func random(_ strategy: SilencingStrategy) -> SeededRandom {
        laboratory.random("S7 \(strategy.rawValue)")
    }

    // MARK: Bounds

    private func bounds(_ floor: Int, in finding: inout Finding) {
        let parameters = parameters(floor)
        let bounds = SafetyBounds(parameters)
        let name = "ρ = \(NumberText.parts(floor, 2))"
        var steady = Siege(
            parameters: parameters, share: SafetyBounds.millionths(bounds.steady) - 100,
            blocks: blocks)
        var peak = 0
        for isZipf in [false, true] {
            steady.isZipf = isZipf
            peak = max(peak, steady.run(.fixed, random(.fixed)).last)
        }
        finding.check(
            "\(name), α = \(NumberText.parts(steady.share)) (bound 2 − 0.0001), steady state",
            NumberText.parts(peak), wanted: "< 0.3333", peak < 333_333)
        var worst = (peak: 0, name: "")
        for strategy in SilencingStrategy.allCases {
            for isZipf in [false, true] {
                var siege = Siege(
                    parameters: parameters,
                    share: SafetyBounds.millionths(bounds.dynamic()) - 100, blocks: blocks)
                siege.isZipf = isZipf
                let course = siege.run(strategy, random(strategy))
                if course.peak > worst.peak { worst = (course.peak, strategy.rawValue) }
            }
        }
        finding.check(
            "\(name), α = \(NumberText.fixed(bounds.dynamic() - 0.0001, 4)) (bound 3 − 0.0001), every "
                + "schedule; worst is \(worst.name)",
            NumberText.parts(worst.peak), wanted: "< 0.3333", worst.peak < 333_333)
    }

    /// The adversary's attestations are forged, honest ones fail, and the freeze does not help.
    private func broken(in finding: inout Finding) {
        let parameters = parameters(900_000)
        let bounds = SafetyBounds(parameters)
        for stale in laboratory.isQuick ? [333_333] : [100_000, 200_000, 333_333] {
            let limit = max(
                bounds.unconditional, bounds.dynamic(stale: Double(stale) / 1e6))
            var siege = Siege(
                parameters: parameters, share: SafetyBounds.millionths(limit) - 100, blocks: blocks)
            siege.stale = stale
            var worst = 0
            for strategy in SilencingStrategy.allCases {
                worst = max(worst, siege.run(strategy, random(strategy)).peak)
            }
            finding.check(
                "broken TEE: \(NumberText.parts(stale, 2)) of stake honest and unattested, α = "
                    + NumberText.parts(siege.share),
                NumberText.parts(worst), wanted: "< 0.3333", worst < 333_333)
        }
        // Everything honest at the floor, the adversary at the top.
        let share = SafetyBounds.millionths(bounds.unconditional) - 1
        let own = UInt128(share) * 1_000_000
        let rest = UInt128(1_000_000 - share) * 900_000
        finding.check(
            "broken TEE: all honest stake at the floor, α = \(NumberText.parts(share)) (bound 1)",
            NumberText.ratio(own, own + rest, 6), wanted: "< 0.333333", 3 * own < own + rest)
    }

    // MARK: Where it breaks

    private func sweep(in finding: inout Finding) {
        let bounds = SafetyBounds(ModelParameters())
        var table = FigureTable(
            title: "Smallest α that ever reaches a third, ρ = 0.9 (bounds: 1 at "
                + "\(NumberText.fixed(bounds.unconditional, 4)), 3 at "
                + "\(NumberText.fixed(bounds.dynamic(), 4)), 2 at "
                + "\(NumberText.fixed(bounds.steady, 4)))",
            columns: ["Strategy", "without freeze", "with freeze"])
        var first = 1_000_000
        for strategy in SilencingStrategy.allCases {
            let open = critical(strategy, freezes: false)
            let frozen = critical(strategy, freezes: true)
            first = min(first, open, frozen)
            table.rows.append([
                strategy.rawValue, NumberText.parts(open), NumberText.parts(frozen),
            ])
        }
        finding.check(
            "smallest α at which any strategy reaches a third", NumberText.parts(first),
            wanted: "> \(NumberText.fixed(bounds.dynamic(), 4)) (bound 3)",
            first > SafetyBounds.millionths(bounds.dynamic()))
        finding.tables.append(table)
        var plot = Plot(
            "s7-sweep", "Largest share of power, over all strategies, by share of stake",
            x: "adversary's stake α", y: "adversary's power")
        for floor in [800_000, 900_000, 950_000, 1_000_000] {
            let points = stride(from: 270_000, through: 340_000, by: 10_000).map { share in
                (x: Double(share) / 1e6, y: Double(worst(share, floor: floor)) / 1e6)
            }
            plot.add("ρ = \(NumberText.parts(floor, 2))", points)
        }
        plot.limits = [("1/3", 1 / 3.0)]
        finding.plots.append(plot)
    }

    private func worst(_ share: Int, floor: Int) -> Int {
        let siege = Siege(
            parameters: parameters(floor), share: share,
            blocks: laboratory.count(30_000, quick: 500))
        let strategies: [SilencingStrategy] = [.fixed, .windowBlocks, .heaviestFirst, .random]
        return strategies.map { siege.run($0, random($0)).peak }.max() ?? 0
    }

    /// By halving, to 0.0002.
    private func critical(_ strategy: SilencingStrategy, freezes: Bool) -> Int {
        var low = 310_000
        var high = 334_000
        let resolution = laboratory.isQuick ? 6_000 : 200
        while high - low > resolution {
            let middle = (low + high) / 2
            let siege = Siege(
                parameters: parameters(900_000, freezes: freezes), share: middle,
                blocks: laboratory.count(40_000, quick: 1_000))
            if siege.run(strategy, random(strategy)).isBroken {
                high = middle
            } else {
                low = middle
            }
        }
        return high
    }

    private func courses(in finding: inout Finding) {
        var plot = Plot(
            "s7-strategies", "Adversary with 0.3184 of stake, ρ = 0.9, no freeze", x: "blocks",
            y: "adversary's power")
        for strategy in SilencingStrategy.allCases {
            var siege = Siege(parameters: parameters(900_000), share: 318_400, blocks: blocks)
            siege.keepsPoints = true
            plot.add(strategy.rawValue, siege.run(strategy, random(strategy)).points)
        }
        plot.limits = [("1/3", 1 / 3.0)]
        finding.plots.append(plot)
    }

    // MARK: Four nodes

    private func consensus(in finding: inout Finding) {
        let runs = laboratory.count(40, quick: 3)
        let heights = laboratory.count(150, quick: 30)
        var safe = ConsensusTally()
        var control = ConsensusTally()
        for run in 0..<runs {
            var random = laboratory.random("S7 consensus \(run)")
            let network = ConsensusNetwork(
                stakes: [350_000_000, 175_000_000, 175_000_000, 300_000_000], random: random)
            safe.add(network.run(heights: heights))
            random = laboratory.random("S7 control \(run)")
            let open = ConsensusNetwork(
                stakes: [300_000_000, 145_000_000, 140_000_000, 415_000_000], random: random)
            control.add(open.run(heights: heights))
        }
        finding.check(
            "four nodes, one equivocates with 0.30 of stake: forks in \(NumberText.grouped(safe.heights)) "
                + "heights (\(NumberText.grouped(safe.messages)) messages, "
                + "\(NumberText.grouped(safe.equivocations)) conflicting votes)",
            "\(safe.forks)", wanted: "0", safe.forks == 0 && safe.heights == runs * heights)
        finding.check(
            "its largest share of power while weights changed \(NumberText.grouped(safe.changes)) times",
            NumberText.parts(safe.peak), wanted: "< 0.3333", safe.peak < 333_333)
        finding.check(
            "the same with 0.415 of stake, which is too much: runs with a fork (so the test can fail)",
            "\(control.forkedRuns) of \(runs)", wanted: "> 0", control.forkedRuns > 0)
    }
}
