/// S6: whatever comes and goes, blocks are made as long as two thirds of power are together.
struct ChurnLiveness {
    static let id = "S6"

    static func run(_ laboratory: Laboratory) -> Finding {
        let ticks = laboratory.count(400_000, quick: 6_000)
        var finding = Finding(
            id, "Churn and liveness",
            method:
                "40 to 60 validators join and leave at random, up to 30 % of stake is offline at a time, "
                + "and now and then the network is cut in two for 1 to 48 hours; for "
                + "\(NumberText.grouped(ticks)) ticks of six seconds. New powers sign two heights later, as "
                + "with CometBFT, and absent proposers cost rounds.",
            criterion:
                "No halt while more than two thirds of weighted power are online together; weights are "
                + "frozen in halts, and none falls within two epochs after one of more than an hour."
        )
        var churn = Churn(laboratory.random("S6"))
        let course = churn.run(ticks: ticks)
        finding.check(
            "ticks without a block although two thirds were together", "\(course.wrongHalts)",
            wanted: "0", course.wrongHalts == 0)
        finding.check(
            "blocks without two thirds", "\(course.wrongBlocks)", wanted: "0",
            course.wrongBlocks == 0)
        finding.check(
            "weights that changed in \(course.halts) halts (the longest "
                + "\(NumberText.fixed(Double(course.longestHalt) / 600, 1)) hours)",
            "\(course.changesInHalts)", wanted: "0", course.changesInHalts == 0)
        finding.check(
            "weights that fell in the two epochs after", "\(course.fallsAfterHalts)", wanted: "0",
            course.fallsAfterHalts == 0)
        finding.tables.append(table(course))
        var plot = Plot(
            "s6-churn", "All power over all stake, under churn and partitions", x: "day",
            y: "mean weight")
        plot.add("mean weight", course.points)
        finding.plots.append(plot)
        tolerance(in: &finding)
        finding.notes.append(
            "Weighting moves the line between going on and halting by a little: "
                + "\(NumberText.grouped(course.onlyWeighted)) ticks went on that pure stake would have "
                + "halted, \(NumberText.grouped(course.onlyStake)) halted that pure stake would not have."
        )
        return finding
    }

    private static func table(_ course: Churn.Course) -> FigureTable {
        FigureTable(
            title: "What happened", columns: ["What", "How often"],
            rows: [
                ["blocks", NumberText.grouped(course.blocks)],
                ["joins", "\(course.joins)"], ["leaves", "\(course.leaves)"],
                ["partitions", "\(course.partitions)"], ["halts", "\(course.halts)"],
                ["ticks halted", NumberText.grouped(course.ticks - course.blocks)],
                ["most rounds for one block", "\(course.rounds)"],
                [
                    "ticks that only weighted power carried",
                    NumberText.grouped(course.onlyWeighted),
                ],
                ["ticks that only stake would have carried", NumberText.grouped(course.onlyStake)],
            ])
    }

    /// With a part of stake at the floor, how much more may go offline.
    private static func tolerance(in finding: inout Finding) {
        var plot = Plot(
            "s6-tolerance", "Stake that may be offline in all, when a part has been for long",
            x: "stake offline for long", y: "offline in all")
        var deviation = 0.0
        let members = 3_000
        for floor in [800_000, 900_000] {
            let rho = Double(floor) / 1e6
            var points: [(x: Double, y: Double)] = []
            for percent in stride(from: 0, through: 30, by: 5) {
                let long = members * percent / 100
                let total = long * floor + (members - long) * 1_000_000
                var more = 0
                while 3 * (total - long * floor - (more + 1) * 1_000_000) > 2 * total { more += 1 }
                let beta = Double(percent) / 100
                let measured = Double(more) / Double(members)
                let formula = (1 - (1 - rho) * beta) / 3 - rho * beta
                deviation = max(deviation, abs(measured - formula))
                points.append((beta, beta + measured))
            }
            plot.add("ρ = \(NumberText.parts(floor, 1))", points)
        }
        plot.limits = [("pure stake: 1/3", 1 / 3.0)]
        finding.plots.append(plot)
        finding.check(
            "tolerated offline stake against the formula, 3 000 equal validators: largest deviation",
            NumberText.fixed(deviation, 4), wanted: "≤ 0.0004", deviation <= 0.0004)
    }
}
