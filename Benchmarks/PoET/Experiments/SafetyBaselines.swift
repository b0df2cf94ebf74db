/// What other rules make of the same attacks.
struct SafetyBaselines {
    let laboratory: Laboratory

    func add(to finding: inout Finding) {
        var table = FigureTable(
            title: "The same attacks under other rules", columns: ["Rule", "Attack", "Outcome"])
        table.rows.append([
            "pure stake", "silencing", "weights do not move: α < 0.3333 is safe, by definition",
        ])
        for share in [100_000, 200_000, 300_000] {
            let blocks = jailing(share, returnAfter: nil)
            let text =
                blocks.map { "a third after \(NumberText.grouped($0)) blocks" } ?? "never a third"
            table.rows.append([
                "stock jailing", "α = \(NumberText.parts(share, 2)), rotating, jailed stay away",
                text,
            ])
        }
        let back = jailing(300_000, returnAfter: 14_400)
        table.rows.append([
            "stock jailing", "α = 0.30, jailed return after a day",
            back.map { "a third after \(NumberText.grouped($0)) blocks" } ?? "never a third",
        ])
        let some = [1, 6] + Array(14...22)
        let shares = some.map { (broken: $0, share: lottery(nodes: 60, broken: $0)) }
        let third = shares.first { 3 * $0.share >= 1_000_000 }
        for (broken, share) in shares.prefix(2) + (third.map { [$0] } ?? []) {
            table.rows.append([
                "Sawtooth, elapsed time", "\(broken) of 60 enclaves broken, z-test obeyed",
                "\(NumberText.parts(share, 3)) of blocks for "
                    + "\(NumberText.fixed(Double(broken) / 60, 3)) of machines, with no stake to lose",
            ])
        }
        table.rows.append([
            "Sawtooth, elapsed time", "one enclave broken, no z-test", "all blocks",
        ])
        table.rows.append([
            "Tgrade, geometric mean", "stake in 50 parts",
            "power × 7.07 (S3): 0.07 of stake gets a third",
        ])
        finding.tables.append(table)
    }

    /// Blocks until an adversary has a third of what is not jailed, silencing less than a third of the
    /// rest at a time; a victim is jailed after missing half of 22 500 blocks. Nil when it never has.
    private func jailing(_ share: Int, returnAfter delay: Int?) -> Int? {
        let honest = 60
        let power = (1_000_000 - share) / honest
        // The block from which on each honest validator is back.
        var away = Array(repeating: 0, count: honest)
        var missed = Array(repeating: 0, count: honest)
        for turn in 0..<400 {
            let block = turn * 250
            let here = (0..<honest).filter { away[$0] <= block }
            let total = share + here.count * power
            if 3 * share >= total { return block }
            var silenced = 0
            // Those first who have missed most: nothing is lost on the way.
            for index in here.sorted(by: { (missed[$1], $0) < (missed[$0], $1) }) {
                guard 3 * (silenced + power) < total else {
                    missed[index] = max(0, missed[index] - 250)
                    continue
                }
                silenced += power
                missed[index] += 250
                if missed[index] > 11_250 {
                    missed[index] = 0
                    away[index] = delay.map { block + $0 } ?? Int.max
                }
            }
        }
        return nil
    }

    /// The share of blocks that broken enclaves win who claim whenever Sawtooth's z-test lets them; what
    /// they leave, others win.
    private func lottery(nodes: Int, broken: Int) -> Int {
        let blocks = laboratory.count(15_000, quick: 300)
        var wins: [[Int]] = Array(repeating: [], count: broken)
        var won = 0
        for block in 0..<blocks {
            if let winner = (0..<broken).first(where: { mayWin(wins[$0], at: block, of: nodes) }) {
                // A key wins 250 blocks at most; the next has no past.
                if wins[winner].count == 250 { wins[winner] = [] }
                wins[winner].append(block)
                won += 1
            }
        }
        return won * 1_000_000 / blocks
    }

    /// The test over every stretch that ends now: observed wins against those expected of one node.
    private func mayWin(_ wins: [Int], at block: Int, of nodes: Int) -> Bool {
        let chance = 1 / Double(nodes)
        for (index, past) in wins.enumerated() {
            let observed = Double(wins.count - index + 1)
            guard observed >= 3 else { continue }
            let length = Double(block - past + 1)
            let deviation = (length * chance * (1 - chance)).squareRoot()
            if (observed - length * chance) / deviation > 3.075 { return false }
        }
        return true
    }
}
