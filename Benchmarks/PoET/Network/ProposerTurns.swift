/// Who proposes: CometBFT's weighted turns by priority.
///
/// Source: CometBFT, `types/validator_set.go`, `IncrementProposerPriority`, `updateWithChangeSet`.
struct ProposerTurns {
    private(set) var powers: [Int]
    private(set) var priorities: [Int]
    private var total: Int

    /// Ties go to the smaller index, as to the smaller address. The powers must sum to less than
    /// 2^50.
    init(powers: [Int]) {
        self.powers = powers
        priorities = Array(repeating: 0, count: powers.count)
        total = powers.reduce(0, +)
    }

    /// Other powers from now on; a member comes in when its power was 0 and leaves when it becomes 0.
    mutating func change(to new: [Int]) {
        let after = new.reduce(0, +)
        for index in new.indices where powers[index] == 0 && new[index] > 0 {
            priorities[index] = -(after + after / 8)
        }
        powers = new
        total = after
        rescale()
        centre()
    }

    /// The proposer of the next height.
    mutating func next() -> Int {
        rescale()
        centre()
        return turn()
    }

    /// The proposers of rounds 0, 1, … of one height; the turns of rounds are not kept.
    func rounds(after first: Int, count: Int) -> [Int] {
        var copy = self
        return [first] + (1..<max(count, 1)).map { _ in copy.next() }
    }

    private mutating func turn() -> Int {
        var best = -1
        for index in powers.indices where powers[index] > 0 {
            priorities[index] += powers[index]
            if best < 0 || priorities[index] > priorities[best] { best = index }
        }
        priorities[best] -= total
        return best
    }

    private mutating func rescale() {
        var low = Int.max
        var high = Int.min
        for index in powers.indices where powers[index] > 0 {
            low = min(low, priorities[index])
            high = max(high, priorities[index])
        }
        let span = high - low
        let window = 2 * total
        guard span > window else { return }
        let ratio = (span + window - 1) / window
        for index in priorities.indices { priorities[index] /= ratio }
    }

    private mutating func centre() {
        var sum = 0
        var count = 0
        for index in powers.indices where powers[index] > 0 {
            sum += priorities[index]
            count += 1
        }
        // Rounds towards minus infinity, as big integers are divided there.
        let mean = sum >= 0 ? sum / count : -((count - 1 - sum) / count)
        for index in powers.indices where powers[index] > 0 { priorities[index] -= mean }
    }
}
