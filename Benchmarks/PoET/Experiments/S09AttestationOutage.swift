/// S9: what attests fails for many at once, for two weeks.
struct AttestationOutage {
    static let id = "S9"
    private static let members = 60
    /// Two weeks and one week of blocks of six seconds.
    private static let outage = 201_600
    private static let recovery = 100_800

    /// What one outage did.
    private struct Course {
        /// Epochs that were frozen; that had more than a third of stake not fresh; and of these two
        /// kinds those that should not have been frozen, or should have.
        var frozen = 0
        var stale = 0
        var frozenForNothing = 0
        var notFrozen = 0
        var fallsWhileFrozen = 0
        var largestRise = 0
        var largestFall = 0
        /// Mean weight by stake at the end of the outage, and at the end of recovery.
        var atEnd = 0
        var lowest = ModelParameters.one
        var recovered = 0
        var points: [(x: Double, y: Double)] = []

        /// Of 60 equal stakes 20 are a third exactly, and 21 the first number beyond.
        mutating func count(_ set: EngagedSet) {
            let stale = set.seats.filter { set.height - $0.attested > set.parameters.freshAge }
                .count
            let engaged = set.seats.reduce(0) { $0 + set.engagement(of: $1) }
            let isLow = engaged < members * set.parameters.freezeMean
            if set.isFrozen { frozen += 1 }
            if stale > 20, !set.isFrozen { notFrozen += 1 }
            if stale <= 20, !isLow, set.isFrozen { frozenForNothing += 1 }
        }
    }

    /// All outages together.
    private struct Survey {
        var falls = 0
        var rise = 0
        var fall = 0
        var lowest = Int.max
        var wrong = (nothing: 0, missing: 0)
        var slowest = Int.max

        mutating func add(_ course: Course) {
            falls += course.fallsWhileFrozen
            rise = max(rise, course.largestRise)
            fall = max(fall, course.largestFall)
            lowest = min(lowest, course.lowest)
            slowest = min(slowest, course.recovered)
            wrong.nothing += course.frozenForNothing
            wrong.missing += course.notFrozen
        }

        func judge(in finding: inout Finding) {
            finding.check(
                "epochs with more than a third of stake not fresh that were not frozen",
                "\(wrong.missing)", wanted: "0", wrong.missing == 0)
            finding.check(
                "epochs frozen with at most a third not fresh and a mean engagement of 0.7 or more",
                "\(wrong.nothing)", wanted: "0", wrong.nothing == 0)
            finding.check("falls while frozen", "\(falls)", wanted: "0", falls == 0)
            finding.check(
                "largest rise in an epoch", NumberText.parts(rise), wanted: "≤ 0.0050",
                rise <= ModelParameters().stepUp)
            finding.check(
                "largest fall in an epoch", NumberText.parts(fall), wanted: "≤ 0.0100",
                fall <= ModelParameters().stepDown)
            finding.check(
                "smallest mean weight in any outage or after it", NumberText.parts(lowest),
                wanted: "≥ 1 − (1 − ρ)/3 = 0.9667", lowest >= 966_667)
            finding.check(
                "mean weight a week after the end", NumberText.parts(slowest), wanted: "1.0000",
                slowest == ModelParameters.one)
        }
    }

    static func run(_ laboratory: Laboratory) -> Finding {
        var finding = Finding(
            id, "Attestation outage",
            method:
                "60 validators of equal stake sign every block; for 14 days a share of them, from none to "
                + "all, cannot attest, then all attest again within a day. Attestations are as old as "
                + "chance has it when the outage begins.",
            criterion:
                "The set freezes as soon as more than a third of stake is not fresh, and otherwise only "
                + "where mean engagement is below 0.7; while frozen no weight falls; "
                + "afterwards no weight rises by more than a step an epoch."
        )
        var plot = Plot(
            "s9-outage", "Mean weight by stake during and after an outage of 14 days", x: "day",
            y: "mean weight")
        var table = FigureTable(
            title: "Outages by the stake that cannot attest",
            columns: [
                "Stake", "Epochs frozen", "Mean weight after 14 days", "the lowest",
                "a week later",
            ])
        var survey = Survey()
        let counts =
            laboratory.isQuick
            ? [0, 20, 21, 60] : [0, 6, 12, 18, 19, 20, 21, 24, 30, 36, 42, 48, 54, 60]
        for count in counts {
            let course = course(stale: count, laboratory)
            let share = NumberText.fixed(Double(count) / Double(members), 3)
            table.rows.append([
                share, "\(course.frozen)", NumberText.parts(course.atEnd),
                NumberText.parts(course.lowest), NumberText.parts(course.recovered),
            ])
            survey.add(course)
            if [0, 18, 19, 21, 60].contains(count) { plot.add("stale \(share)", course.points) }
        }
        survey.judge(in: &finding)
        finding.tables.append(table)
        finding.plots.append(plot)
        explain(in: &finding)
        return finding
    }

    private static func explain(in finding: inout Finding) {
        finding.notes.append(
            "Two rules freeze. More than a third not fresh does at once. From 0.30 of stake on, an outage long "
                + "enough for attestations to count nothing brings the mean engagement below 0.7, and that "
                + "freezes too: between 0.30 and a third the set freezes late, and not only beyond a third."
        )
        finding.notes.append(
            "Up to that the unattested alone lose weight, as they should. Beyond it nobody does. "
                + "Attestations that were old already when the outage begins go stale first, so a little "
                + "weight goes before the set freezes.")
        finding.notes.append(
            "The freeze delays a fall, it does not forgive: when all attest again one by one over a day, the "
                + "set thaws as soon as a third is left, and who comes last falls by up to 0.01 an epoch until it "
                + "has attested. The spikes at day 14 are these.")
    }

    private static func course(stale count: Int, _ laboratory: Laboratory) -> Course {
        var random = laboratory.random("S9")
        var set = EngagedSet(ModelParameters(), height: 1_000_000)
        set.seats = Stakes.equal(members, total: 1 << 60).map(set.veteran)
        for index in set.seats.indices {
            set.seats[index].attested -= random.below(set.parameters.freshAge - 200)
        }
        let affected = random.order(members).prefix(count).sorted()
        let start = set.height
        var course = Course()
        while set.height < start + outage + recovery {
            let isOut = set.height < start + outage
            for index in set.seats.indices {
                let age = set.height - set.seats[index].attested
                // The fresh renew in time; the others as soon as they can, each at its hour.
                let isAble = !isOut || !affected.contains(index)
                let isDue =
                    age > set.parameters.freshAge
                    ? set.height >= start + outage + index * 200 : age > 14_000
                if isAble, isDue { set.seats[index].attested = set.height }
            }
            let before = set.seats.map(\.multiplier)
            set.skipEpochSignedByAll()
            for (old, seat) in zip(before, set.seats) {
                course.largestRise = max(course.largestRise, seat.multiplier - old)
                course.largestFall = max(course.largestFall, old - seat.multiplier)
                if set.isFrozen, seat.multiplier < old { course.fallsWhileFrozen += 1 }
            }
            course.count(set)
            let mean = set.seats.reduce(0) { $0 + $1.multiplier } / members
            course.lowest = min(course.lowest, mean)
            course.points.append((Double(set.height - start) / 14_400, Double(mean) / 1e6))
            if set.height == start + outage { course.atEnd = mean }
        }
        course.recovered = set.seats.reduce(0) { $0 + $1.multiplier } / members
        return course
    }
}
