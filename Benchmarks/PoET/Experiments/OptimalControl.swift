/// The best that any policy at all can do in a small chain, by dynamic programming.
///
/// Presence has a price λ; a policy earns its mean weight less λ times its mean presence. For every λ
/// the best policy is found among all that look at the whole state (the window's votes and the
/// multiplier). Cycling would pay exactly if for some λ it
/// earned more than the best even presence does.
struct OptimalControl {
    let window: Int
    private let steps = 20
    /// A step down is two steps up, as in the defaults.
    private let down = 2
    private let floor = 0.9

    init(window: Int) { self.window = window }

    /// The best gain over even presence, in parts of one, and how much was searched.
    func solve(prices count: Int) -> (gain: Double, states: Int, prices: Int) {
        let prices = [0.0, 0.1, 0.12, 0.02, 0.05, 0.08, 0.11, 0.112, 0.15].prefix(count)
        var gain = -Double.infinity
        for price in prices { gain = max(gain, best(price: price) - even(price: price)) }
        return (gain, (1 << window) * (steps + 1), prices.count)
    }

    private func weight(_ level: Int) -> Double {
        floor + (1 - floor) * Double(level) / Double(steps)
    }

    /// The target for a count of votes, in levels and rounded down as the chain rounds.
    private func target(_ votes: Int) -> Int {
        min(steps, votes * 10 * steps / (9 * window))
    }

    /// What even presence earns at best: a concave curve in presence, without rounding.
    private func even(price: Double) -> Double {
        // The corners of min(1, r / 0.9) are at 0, 0.9 and 1.
        [0, 0.9, 1].map { rate in
            floor + (1 - floor) * min(1, rate / 0.9) - price * rate
        }.max() ?? 0
    }

    /// The mean earned per block by the best policy: how much the value of a state grows, at the
    /// fastest, from one horizon to one longer by 2 520 blocks; no policy's mean is above that. The
    /// number is a multiple of every period up to ten, so that such policies are measured exactly.
    private func best(price: Double) -> Double {
        let masks = 1 << window
        let levels = steps + 1
        var value = Array(repeating: 0.0, count: masks * levels)
        var next = value
        let settling = 20 * window
        let length = 2_520
        var before = value
        for round in 1...(settling + length) {
            for mask in 0..<masks {
                for level in 0..<levels {
                    var most = -Double.infinity
                    for here in 0...1 {
                        let votes = (mask << 1 | here) & (masks - 1)
                        let moved = move(level, to: target(votes.nonzeroBitCount))
                        let earned = weight(moved) - price * Double(here)
                        most = max(most, earned + value[votes * levels + moved])
                    }
                    next[mask * levels + level] = most
                }
            }
            swap(&value, &next)
            if round == settling { before = value }
        }
        return (zip(value, before).map { $0 - $1 }.max() ?? 0) / Double(length)
    }

    private func move(_ level: Int, to target: Int) -> Int {
        target > level ? min(target, level + 1) : max(target, level - down)
    }
}
