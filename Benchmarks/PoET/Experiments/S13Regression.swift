/// S13: switched off, nothing is other than in the network's own staking.
struct Regression {
    static let id = "S13"

    static func run(_ laboratory: Laboratory) throws -> Finding {
        let outcome = try StockComparison.run(laboratory)
        var finding = Finding(
            id, "Switched off",
            method:
                "The ledger runs \(NumberText.grouped(outcome.blocks)) blocks of 8 validators who miss "
                + "blocks, are jailed for it, and one signs twice: once without engagement and once with "
                + "engagement only measured. App hashes are those of the network's stores.",
            criterion: "Without engagement app hash and updates are those of stock staking.")
        finding.check(
            "powers other than ⌊T / 1 000 000⌋, in blocks", "\(outcome.powerDifferences)",
            wanted: "0", outcome.powerDifferences == 0)
        finding.check(
            "blocks with other updates, of \(outcome.updates) updates",
            "\(outcome.updateDifferences)", wanted: "0",
            outcome.updateDifferences == 0 && outcome.updates > 0)
        finding.check(
            "blocks with another app hash", "\(outcome.hashDifferences)", wanted: "0",
            outcome.hashDifferences == 0)
        finding.check(
            "states with another entry outside the engagement store",
            "\(outcome.stateDifferences)", wanted: "0", outcome.stateDifferences == 0)
        finding.check(
            "entries of the engagement store, switched off", "\(outcome.entriesOff)",
            wanted: "0", outcome.entriesOff == 0)
        finding.check(
            "the same, measured only (so that there was something to compare)",
            "\(outcome.entriesOn)", wanted: "> 0", outcome.entriesOn > 0)
        finding.check(
            "validators that left the set", "\(outcome.jailed)", wanted: "> 0", outcome.jailed > 0)
        return finding
    }
}
