/// S12: a double sign burns the same part of stake, whatever the weight.
struct Slashing {
    static let id = "S12"

    static func run(_ laboratory: Laboratory) throws -> Finding {
        var finding = Finding(
            id, "Slashing",
            method:
                "Validators of random stakes, at the floor, between, and fully weighted, sign twice. What "
                + "burns is worked out from the snapshot {T, m} of the height before the infraction, and for "
                + "comparison from the power in the evidence alone, as stock code does. Four more sign twice in "
                + "the ledger itself.",
            criterion: "Burned is ⌊f·T⌋ at every weight.")
        let model = EngagementModel(ModelParameters())
        let trials = laboratory.count(100_000, quick: 5_000)
        var random = laboratory.random("S12")
        var wrong = 0
        var short = 0.0
        var shortAtFloor = 0.0
        for trial in 0..<trials {
            let tokens = UInt128(2_000_000) + random.below(UInt128(1) << 60)
            let multiplier = [900_000, 1_000_000, 900_000 + random.below(100_001)][trial % 3]
            let power = model.power(tokens: tokens, multiplier: multiplier)
            let burned = SlashingModel.burned(power: power, snapshot: (tokens, multiplier), model)
            // f = 5 %, in parts of a hundred: exact.
            let due = tokens * 5 / 100
            if burned != due { wrong += 1 }
            let stock = power * 1_000_000 * 5 / 100
            let missing = 1 - Double(stock) / Double(due)
            short = max(short, missing)
            if multiplier == 900_000 { shortAtFloor = max(shortAtFloor, missing) }
        }
        finding.check(
            "\(NumberText.grouped(trials)) double signs: burned other than ⌊f·T⌋", "\(wrong)",
            wanted: "0", wrong == 0)
        var table = FigureTable(
            title: "Through the ledger, in uscrt",
            columns: ["m", "T", "Burned", "⌊f·T⌋", "Stock, from power alone"])
        let losses = try LedgerSlashing.run(laboratory)
        for loss in losses {
            table.rows.append([
                NumberText.parts(loss.multiplier, 6), NumberText.grouped(loss.tokens),
                NumberText.grouped(loss.burned), NumberText.grouped(loss.due),
                NumberText.grouped(loss.stock),
            ])
        }
        let different = losses.filter { $0.burned != $0.due }.count
        finding.check(
            "\(losses.count) double signs in the ledger: burned other than ⌊f·T⌋", "\(different)",
            wanted: "0", different == 0 && !losses.isEmpty)
        finding.tables.append(table)
        finding.notes.append(
            "Without the snapshot, from power alone, up to "
                + "\(NumberText.fixed(shortAtFloor * 100, 1)) % of the slash would be missing at the floor."
        )
        return finding
    }
}

/// What a double sign burns, by the model.
enum SlashingModel {
    /// Evidence names the power P that was signed with. It must be that of the snapshot; the tokens are
    /// the snapshot's.
    static func burned(
        power: UInt128, snapshot: (tokens: UInt128, multiplier: Int), _ model: EngagementModel
    ) -> UInt128 {
        let expected = model.power(tokens: snapshot.tokens, multiplier: snapshot.multiplier)
        return expected == power ? snapshot.tokens * 5 / 100 : 0
    }
}
