/// S11: two implementations, written apart, agree to the last bit.
struct Determinism {
    static let id = "S11"

    static func run(_ laboratory: Laboratory) throws -> Finding {
        var finding = Finding(
            id, "Determinism",
            method:
                "The model, written from the specification, and the ledger's own code do the same random "
                + "transitions: parameters, credits, ages, multipliers, and stakes up to 2^100. Then whole "
                + "chains: the ledger runs blocks with votes by chance, aging attestations and halts, the "
                + "model follows, and a second ledger hears the votes in another order.",
            criterion:
                "Same numbers, same updates, same state byte for byte; no overflow at T = 2^100.")
        var rules = RulesComparison(laboratory.random("S11"))
        rules.compareTransitions(laboratory.count(1_000_000, quick: 20_000))
        rules.compareRings(laboratory.count(400, quick: 15))
        rules.compareFreezes(laboratory.count(10_000, quick: 200))
        finding.check(
            "\(NumberText.grouped(rules.transitions)) transitions of a validator: different",
            "\(rules.differences)", wanted: "0", rules.differences == 0)
        finding.check(
            "\(NumberText.grouped(rules.ringSteps)) votes into rings of 1 to 3 000 blocks: different",
            "\(rules.ringDifferences)", wanted: "0", rules.ringDifferences == 0)
        finding.check(
            "\(NumberText.grouped(rules.freezes)) freeze decisions, each in two orders: different",
            "\(rules.freezeDifferences)", wanted: "0", rules.freezeDifferences == 0)
        var falls = 0
        for comparison in chains(laboratory) {
            let outcome = try comparison.run(laboratory)
            let name = "\(comparison.name), \(NumberText.grouped(outcome.blocks)) blocks"
            finding.check(
                "\(name): credits, multipliers, powers different, of "
                    + "\(NumberText.grouped(outcome.numbers))", "\(outcome.differences)",
                wanted: "0", outcome.differences == 0)
            finding.check(
                "\(name): sets that consensus has other than the model's, after "
                    + "\(NumberText.grouped(outcome.updates)) updates",
                "\(outcome.updateDifferences)", wanted: "0", outcome.updateDifferences == 0)
            finding.check(
                "\(name): updates, events or state that depend on the order of votes",
                "\(outcome.orderDifferences)", wanted: "0", outcome.orderDifferences == 0)
            falls += outcome.falls
        }
        finding.check(
            "weights that fell in these chains, so that there was something to compare",
            NumberText.grouped(falls), wanted: "> 0", falls > 0)
        finding.notes.append(
            "That no fraction, clock, or order of a dictionary is in the ledger's code, its own tests "
                + "look for in the sources.")
        return finding
    }

    private static func chains(_ laboratory: Laboratory) -> [LedgerComparison] {
        var small = ModelParameters()
        (small.window, small.epoch) = (50, 5)
        (small.stepUp, small.stepDown) = (20_000, 30_000)
        var aging = small
        (aging.freshAge, aging.deadAge, aging.floor) = (40, 200, 800_000)
        // More than one chunk of the ledger's ring.
        var long = small
        (long.window, long.epoch) = (700, 10)
        let blocks = laboratory.count(1_500, quick: 60)
        return [
            LedgerComparison(name: "presence", parameters: small, blocks: blocks),
            LedgerComparison(
                name: "presence and attestation", parameters: aging, ages: true, blocks: blocks),
            LedgerComparison(
                name: "a window of 700 blocks", parameters: long, blocks: blocks),
        ]
    }
}
