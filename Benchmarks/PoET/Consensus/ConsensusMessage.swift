/// A block as consensus sees it: which one, and whose votes for the block before it holds.
struct ProposedBlock: Hashable {
    let number: Int
    /// One bit a validator.
    let signers: UInt8
}

/// What nodes tell each other. A vote without a block is one for nil.
enum ConsensusMessage {
    case proposal(height: Int, round: Int, block: ProposedBlock, validRound: Int, from: Int)
    case prevote(height: Int, round: Int, block: ProposedBlock?, from: Int)
    case precommit(height: Int, round: Int, block: ProposedBlock?, from: Int)

    var height: Int {
        switch self {
        case .proposal(let height, _, _, _, _), .prevote(let height, _, _, _),
            .precommit(let height, _, _, _):
            height
        }
    }
}

/// What a node wants done.
enum ConsensusAction {
    case broadcast(ConsensusMessage)
    case wait(ConsensusTimeout)
    case decide(ProposedBlock)
}

/// A wait that ends.
struct ConsensusTimeout {
    enum Step { case propose, prevote, precommit }

    let step: Step
    let height: Int
    let round: Int
}

/// Votes of one round and kind: for every block and for nil, who gave one. Conflicting votes of one
/// validator all count, each for what it is for; that is the adversary's best case.
struct VoteSet {
    private var voters: [(block: ProposedBlock?, mask: UInt8)] = []
    private(set) var anyone: UInt8 = 0

    mutating func add(_ block: ProposedBlock?, from node: Int) {
        let bit = UInt8(1) << UInt8(node)
        anyone |= bit
        if let index = voters.firstIndex(where: { $0.block == block }) {
            voters[index].mask |= bit
        } else {
            voters.append((block, bit))
        }
    }

    func mask(for block: ProposedBlock?) -> UInt8 {
        voters.first { $0.block == block }?.mask ?? 0
    }
}

/// Powers of one height, and sums over masks of validators.
struct HeightPowers {
    let powers: [Int]
    let total: Int

    init(_ powers: [Int]) {
        self.powers = powers
        total = powers.reduce(0, +)
    }

    func power(of mask: UInt8) -> Int {
        powers.indices.reduce(0) { $0 + (mask >> UInt8($1) & 1 == 1 ? powers[$1] : 0) }
    }

    func isQuorum(_ mask: UInt8) -> Bool { 3 * power(of: mask) > 2 * total }
    func isMoreThanThird(_ mask: UInt8) -> Bool { 3 * power(of: mask) > total }
}
