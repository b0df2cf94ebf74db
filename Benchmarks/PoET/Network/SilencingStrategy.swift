/// How whoever can silence some validators, but never a third of power at once, chooses them.
enum SilencingStrategy: String, CaseIterable {
    case fixed = "static"
    case roundRobin = "round-robin"
    case windowBlocks = "window-blocks"
    case halfWindow = "half-window"
    case random
    case heaviestFirst = "heaviest-first"
    case lightestFirst = "lightest-first"
    case leastPresentFirst = "least-present-first"
}

/// Chooses, block by block, which honest validators are absent.
struct Silencer {
    let strategy: SilencingStrategy
    private let honest: Int
    private let window: Int
    private var random: SeededRandom
    /// Where the next turn of a rotating strategy begins.
    private var offset = 0
    private var order: [Int]

    init(_ strategy: SilencingStrategy, honest: Int, window: Int, random: SeededRandom) {
        self.strategy = strategy
        self.honest = honest
        self.window = window
        self.random = random
        order = Array(0..<honest)
    }

    /// Sets `isAbsent` of honest members 0 ..< honest so that what is absent has less than a third of
    /// `total`. Returns false when the choice of the block before still holds.
    mutating func choose(
        for block: Int, set: EngagedSet, powers: [UInt128], total: UInt128,
        into isAbsent: inout [Bool]
    ) -> Bool {
        let isEpoch = block % set.parameters.epoch == 0
        switch strategy {
        case .fixed: guard isEpoch else { return false }
        case .roundRobin: break
        case .windowBlocks: guard isEpoch else { return false }
        case .halfWindow: guard isEpoch else { return false }
        case .random:
            guard block % 10 == 0 else { return false }
            order = random.order(honest)
        case .heaviestFirst:
            guard isEpoch else { return false }
            order.sort { (powers[$1], $0) < (powers[$0], $1) }
        case .lightestFirst:
            guard isEpoch else { return false }
            order.sort { (powers[$0], $0) < (powers[$1], $1) }
        case .leastPresentFirst:
            guard isEpoch else { return false }
            order.sort {
                (set.seats[$0].record.credit, $0) < (set.seats[$1].record.credit, $1)
            }
        }
        let turn = strategy == .halfWindow ? window / 2 : window
        let isRotating = strategy == .windowBlocks || strategy == .halfWindow
        if isRotating, block > 0, block % turn == 0 { offset = next(after: isAbsent) }
        fill(powers: powers, total: total, into: &isAbsent)
        if strategy == .roundRobin { offset = next(after: isAbsent) }
        return true
    }

    /// The first member, in turn, behind those that are absent now.
    private func next(after isAbsent: [Bool]) -> Int {
        (0..<honest).lazy.map { (offset + $0) % honest }.first { !isAbsent[$0] } ?? 0
    }

    private func fill(powers: [UInt128], total: UInt128, into isAbsent: inout [Bool]) {
        var silenced: UInt128 = 0
        for place in 0..<honest {
            let index = order[(place + offset) % honest]
            let isIn = 3 * (silenced + powers[index]) < total
            isAbsent[index] = isIn
            if isIn { silenced += powers[index] }
        }
    }
}
