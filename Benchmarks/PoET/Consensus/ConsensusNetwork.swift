/// What happened in one run, or in many.
struct ConsensusTally {
    var heights = 0
    var forks = 0
    var forkedRuns = 0
    var messages = 0
    /// Votes of the adversary that contradict another of its own.
    var equivocations = 0
    /// Heights at which some power changed.
    var changes = 0
    /// The adversary's largest share of power, in millionths.
    var peak = 0

    mutating func add(_ run: ConsensusTally) {
        heights += run.heights
        forks += run.forks
        forkedRuns += run.forks > 0 ? 1 : 0
        messages += run.messages
        equivocations += run.equivocations
        changes += run.changes
        peak = max(peak, run.peak)
    }
}

/// Three honest nodes and an adversary, the last, who votes for everything and tells each what it
/// wants to hear. It also delays messages, and splits the honest for a while at every other height.
/// Weights follow the votes that blocks hold.
final class ConsensusNetwork {
    private enum Event {
        case message(ConsensusMessage, to: Int)
        case timeout(ConsensusTimeout, of: Int)
    }

    private static let honest = 3
    private static let adversary = 3

    private var random: SeededRandom
    private var queue = EventQueue<Event>()
    private var nodes = (0..<honest).map(ConsensusNode.init)
    private var set: EngagedSet
    private var turns: ProposerTurns
    /// By height, from 1 on.
    private var powers: [HeightPowers]
    private var proposers: [[Int]] = [[]]
    private var decided: [ProposedBlock] = []
    private var tally = ConsensusTally()
    /// At heights with a split, whether a node is alone; by height, from 1 on.
    private var isSplit: [Bool] = [false]
    /// What the adversary has said to whom, so that nothing is said twice.
    private var said: Set<[Int]> = []
    private var proposed: Set<[Int]> = []

    init(stakes: [UInt128], random: SeededRandom) {
        self.random = random
        var parameters = ModelParameters()
        parameters.window = 40
        parameters.epoch = 4
        (parameters.stepUp, parameters.stepDown) = (25_000, 50_000)
        var set = EngagedSet(parameters)
        set.seats = stakes.map { set.newcomer(tokens: $0 * 1_000_000) }
        self.set = set
        let first = HeightPowers(set.powers.map { Int($0) })
        powers = [first, first, first]
        turns = ProposerTurns(powers: first.powers)
    }

    /// Runs until every honest node has decided `heights`, or two have decided differently.
    func run(heights: Int) -> ConsensusTally {
        for index in nodes.indices { begin(index) }
        while let event = queue.next(), tally.messages < 3_000_000 {
            switch event {
            case .message(let message, let index):
                tally.messages += 1
                let actions = nodes[index].hear(message)
                if case .proposal(let height, let round, let block, _, _) = message {
                    support(block, height, round, at: index)
                }
                perform(actions, of: index)
            case .timeout(let timeout, let index):
                perform(nodes[index].timeOut(timeout), of: index)
            }
            if tally.forks > 0 || nodes.allSatisfy({ $0.height > heights }) { break }
        }
        tally.heights = min(heights, nodes.map { $0.height - 1 }.min() ?? 0)
        return tally
    }

    private func begin(_ index: Int) {
        let height = nodes[index].height + 1
        if proposers.count == height {
            proposers.append(turns.rounds(after: turns.next(), count: 12))
            isSplit.append(random.below(2) == 0)
        }
        let actions = nodes[index].begin(
            powers: powers[height], before: height > 1 ? powers[height - 1] : nil,
            proposers: proposers[height])
        perform(actions, of: index)
    }

    private func perform(_ actions: [ConsensusAction], of index: Int) {
        for action in actions {
            switch action {
            case .broadcast(let message): broadcast(message, from: index)
            case .wait(let timeout):
                let base = timeout.step == .propose ? 60 : 40
                queue.add(.timeout(timeout, of: index), after: base + 25 * timeout.round)
            case .decide(let block): decide(block, by: index)
            }
        }
        mislead(nodes[index].height, nodes[index].round)
    }

    private func broadcast(_ message: ConsensusMessage, from index: Int) {
        for other in nodes.indices where other != index {
            var delay = 1 + random.below(20)
            // The first node is alone, or all are together.
            let isAcross = (index == 0) != (other == 0)
            if isSplit[min(message.height, isSplit.count - 1)], isAcross {
                delay += 100 + random.below(500)
            }
            queue.add(.message(message, to: other), after: delay)
        }
        if case .proposal(let height, let round, let block, _, _) = message {
            support(block, height, round, at: index)
        }
    }

    private func decide(_ block: ProposedBlock, by index: Int) {
        let height = nodes[index].height
        if decided.count >= height {
            if decided[height - 1] != block { tally.forks += 1 }
        } else {
            decided.append(block)
            let credits = (0...Self.honest).map { member -> UInt8 in
                height == 1 || block.signers >> UInt8(member) & 1 == 1 ? 2 : 0
            }
            set.advance(credits: credits)
            for member in set.seats.indices { set.seats[member].attested = set.height }
            let new = HeightPowers(set.powers.map { Int($0) })
            if new.powers != powers[height + 1].powers {
                tally.changes += 1
                turns.change(to: new.powers)
            }
            let own = new.powers[Self.adversary]
            tally.peak = max(tally.peak, (own * 1_000_000 + new.total - 1) / new.total)
            powers.append(new)
        }
        if tally.forks == 0 { begin(index) }
    }

    // MARK: The adversary

    /// Votes for a block to whoever has just seen it, twice over, and now and then for nil too.
    private func support(_ block: ProposedBlock, _ height: Int, _ round: Int, at index: Int) {
        guard said.insert([height, round, block.number, index]).inserted else { return }
        tally.equivocations += 2
        let from = Self.adversary
        var votes: [ConsensusMessage] = [
            .prevote(height: height, round: round, block: block, from: from),
            .precommit(height: height, round: round, block: block, from: from),
        ]
        if random.below(4) == 0 {
            votes.append(.prevote(height: height, round: round, block: nil, from: from))
            votes.append(.precommit(height: height, round: round, block: nil, from: from))
        }
        for vote in votes { queue.add(.message(vote, to: index), after: 1 + random.below(30)) }
    }

    /// Where it is its turn: one block to the node that is alone, another to the rest. As far as a
    /// quorum is left it leaves votes of the honest out of its blocks.
    private func mislead(_ height: Int, _ round: Int) {
        let line = proposers[height]
        guard line[round % line.count] == Self.adversary,
            proposed.insert([height, round]).inserted
        else { return }
        for index in nodes.indices {
            let half = index == 0 ? 0 : 1
            let number = 1_000_000 + 2 * (height * 1_000 + round) + half
            let block = ProposedBlock(number: number, signers: signers(at: height))
            queue.add(
                .message(
                    .proposal(
                        height: height, round: round, block: block, validRound: -1,
                        from: Self.adversary), to: index), after: 1 + random.below(15))
        }
    }

    private func signers(at height: Int) -> UInt8 {
        guard height > 1 else { return 0b1111 }
        let choices: [UInt8] = [0b1110, 0b1101, 0b1011]
        let first = (height / 12) % choices.count
        let left = choices[first]
        return powers[height - 1].isQuorum(left) ? left : 0b1111
    }
}

/// Events by time; what comes at the same time comes in the order in which it was added.
struct EventQueue<Event> {
    private var heap: [(time: Int, order: Int, event: Event)] = []
    private var now = 0
    private var count = 0

    mutating func add(_ event: Event, after delay: Int) {
        count += 1
        heap.append((now + delay, count, event))
        var child = heap.count - 1
        while child > 0, isBefore(child, (child - 1) / 2) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func next() -> Event? {
        guard let first = heap.first else { return nil }
        now = first.time
        let last = heap.removeLast()
        guard !heap.isEmpty else { return first.event }
        heap[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && isBefore(child, least) {
                least = child
            }
            if least == parent { return first.event }
            heap.swapAt(parent, least)
            parent = least
        }
    }

    private func isBefore(_ left: Int, _ right: Int) -> Bool {
        (heap[left].time, heap[left].order) < (heap[right].time, heap[right].order)
    }
}
