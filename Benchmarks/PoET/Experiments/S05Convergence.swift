/// S5: weights follow presence in the time that they are meant to take, and no further.
struct Convergence {
    static let id = "S5"
    private let laboratory: Laboratory

    static func run(_ laboratory: Laboratory) -> Finding {
        Convergence(laboratory: laboratory).finding()
    }

    private func finding() -> Finding {
        var finding = Finding(
            Self.id, "Convergence",
            method:
                "A fully weighted validator goes offline, one at the smallest weight comes back, a new "
                + "one joins; each from every fifth block of an epoch on, at ρ 0.9 and 0.8. An attestation "
                + "is left to age.",
            criterion:
                "The smallest weight is reached after at most 10 000 + E blocks, the full one after at "
                + "most 9 000 + E; on the way the weight moves in one direction only.")
        for floor in [900_000, 800_000] { measure(floor, in: &finding) }
        aging(in: &finding)
        draw(in: &finding)
        return finding
    }

    /// Blocks until `isThere`, and whether the weight moved in one direction only.
    private func walk(
        _ start: (PresenceRecord, Int), _ model: EngagementModel, offset: Int, credit: UInt8,
        until goal: Int
    ) -> (blocks: Int, isMonotone: Bool) {
        var (record, multiplier) = start
        var reached = 0
        var isMonotone = true
        for block in 1...25_000 {
            record.note(credit)
            guard (block + offset) % model.parameters.epoch == 0 else { continue }
            let target = model.settled(rate: model.rate(credit: record.credit))
            let moved = model.moved(multiplier, to: target, isFrozen: false)
            if credit == 0 ? moved > multiplier : moved < multiplier { isMonotone = false }
            multiplier = moved
            if multiplier == goal, reached == 0 { reached = block }
            // Once there it stays there.
            if reached > 0, multiplier != goal { isMonotone = false }
        }
        return (reached, isMonotone)
    }

    private func measure(_ floor: Int, in finding: inout Finding) {
        let parameters = ModelParameters.floor(floor)
        let model = EngagementModel(parameters)
        var slowest = (offline: 0, back: 0)
        var isMonotone = true
        let offsets = stride(from: 0, to: parameters.epoch, by: laboratory.isQuick ? 45 : 5)
        for offset in offsets {
            let away = walk(
                (PresenceRecord(fullOver: parameters.window), ModelParameters.one), model,
                offset: offset, credit: 0, until: floor)
            let back = walk(
                (PresenceRecord(window: parameters.window), floor), model, offset: offset,
                credit: 2, until: ModelParameters.one)
            slowest.offline = max(slowest.offline, away.blocks == 0 ? Int.max : away.blocks)
            slowest.back = max(slowest.back, back.blocks == 0 ? Int.max : back.blocks)
            isMonotone = isMonotone && away.isMonotone && back.isMonotone
        }
        let name = "ρ = \(NumberText.parts(floor, 1))"
        finding.check(
            "\(name): offline, blocks to the smallest weight", NumberText.grouped(slowest.offline),
            wanted: "≤ 10 100", slowest.offline <= 10_100)
        finding.check(
            "\(name): back or new, blocks to the full weight", NumberText.grouped(slowest.back),
            wanted: "≤ 9 100", slowest.back <= 9_100)
        finding.check(
            "\(name): one direction only, no overshoot", isMonotone ? "yes" : "no", wanted: "yes",
            isMonotone)
    }

    /// An attestation that is never renewed, of a validator too small to freeze the set.
    private func aging(in finding: inout Finding) {
        var set = EngagedSet(ModelParameters())
        set.seats = [set.veteran(tokens: 1 << 60), set.veteran(tokens: 1 << 40)]
        var fell = 0
        var bottom = 0
        var largest = 0
        while set.height < 120_000 {
            let before = set.seats[1].multiplier
            set.skipEpochSignedByAll()
            set.seats[0].attested = set.height
            let after = set.seats[1].multiplier
            largest = max(largest, before - after)
            if after < before, fell == 0 { fell = set.height }
            if after == set.parameters.floor, bottom == 0 { bottom = set.height }
        }
        finding.check(
            "never attested again: first fall at block", NumberText.grouped(fell),
            wanted: "14 401 to 14 500", (14_401...14_500).contains(fell))
        finding.check(
            "never attested again: smallest weight at block", NumberText.grouped(bottom),
            wanted: "≤ 100 900", bottom > 0 && bottom <= 100_900)
        finding.check(
            "largest step down in one epoch", NumberText.parts(largest, 6), wanted: "≤ 0.010000",
            largest <= set.parameters.stepDown)
    }

    private func draw(in finding: inout Finding) {
        var plot = Plot(
            "s5-convergence", "Offline at 0, back at 15 000; and a newcomer at 0", x: "blocks",
            y: "weight m")
        for floor in [900_000, 800_000] {
            let model = EngagementModel(ModelParameters.floor(floor))
            var record = PresenceRecord(fullOver: model.parameters.window)
            var fresh = PresenceRecord(window: model.parameters.window)
            var weights = (old: ModelParameters.one, new: floor)
            var lines: [[(x: Double, y: Double)]] = [[(0, 1)], [(0, Double(floor) / 1e6)]]
            for block in 1...26_000 {
                record.note(block <= 15_000 ? 0 : 2)
                fresh.note(2)
                guard block % 100 == 0 else { continue }
                let targets = (
                    model.settled(rate: model.rate(credit: record.credit)),
                    model.settled(rate: model.rate(credit: fresh.credit))
                )
                weights.old = model.moved(weights.old, to: targets.0, isFrozen: false)
                weights.new = model.moved(weights.new, to: targets.1, isFrozen: false)
                lines[0].append((Double(block), Double(weights.old) / 1e6))
                lines[1].append((Double(block), Double(weights.new) / 1e6))
            }
            plot.add("offline and back, ρ = \(NumberText.parts(floor, 1))", lines[0])
            plot.add("newcomer, ρ = \(NumberText.parts(floor, 1))", lines[1], shape: .dashed)
        }
        finding.plots.append(plot)
    }
}
