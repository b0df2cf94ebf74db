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
        for broken in [1, 3, 6] {
            let share = lottery(nodes: 60, broken: broken)
            table.rows.append([
                "Sawtooth, elapsed time", "\(broken) of 60 enclaves broken, z-test obeyed",
                "\(NumberText.parts(share, 3)) of blocks for "
                    + "\(NumberText.fixed(Double(broken) / 60, 3)) of machines",
            ])
        }
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

    /// The share of blocks that broken enclaves win who claim whenever Sawtooth's z-test lets them.
    private func lottery(nodes: Int, broken: Int) -> Int {
        var random = laboratory.random("S7 lottery")
        let blocks = laboratory.count(20_000, quick: 2_000)
        var wins: [[Int]] = Array(repeating: [], count: broken)
        var won = 0
        for block in 0..<blocks {
            if let winner = (0..<broken).first(where: { mayWin(wins[$0], at: block, of: nodes) }) {
                wins[winner].insert(block, at: 0)
                won += 1
            } else {
                // Fair among all; a broken one that wins fairly passes the turn on, to keep its score.
                _ = random.below(nodes - broken)
            }
        }
        return won * 1_000_000 / blocks
    }

    /// The test over every stretch that ends now: observed wins against those expected of one node.
    private func mayWin(_ wins: [Int], at block: Int, of nodes: Int) -> Bool {
        let chance = 1 / Double(nodes)
        // More than the last 60 wins never decide: over long stretches the test is strictest at its end.
        for (index, past) in wins.prefix(60).enumerated() {
            let observed = Double(index + 2)
            guard observed >= 3 else { continue }
            let length = Double(block - past + 1)
            let deviation = (length * chance * (1 - chance)).squareRoot()
            if (observed - length * chance) / deviation > 3.075 { return false }
        }
        return true
    }
}
