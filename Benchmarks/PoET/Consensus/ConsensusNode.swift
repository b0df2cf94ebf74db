/// One honest node, by the rules of "The latest gossip on BFT consensus" (Buchman, Kwon, Milosevic,
/// 2018), algorithm 1. Events go in, actions come out.
struct ConsensusNode {
    private enum Step: Int { case propose, prevote, precommit, decided }

    private struct Round {
        var proposals: [(block: ProposedBlock, validRound: Int)] = []
        var prevotes = VoteSet()
        var precommits = VoteSet()
        var waitsForPrevotes = false
        var waitsForPrecommits = false
        var hasSeenPolka = false
        var heard: UInt8 = 0
    }

    let index: Int
    private(set) var height = 0
    private(set) var round = 0
    private var step = Step.propose
    private var locked: (block: ProposedBlock, round: Int)?
    private var valid: (block: ProposedBlock, round: Int)?
    private var rounds: [Int: Round] = [:]
    private var powers = HeightPowers([])
    private var before: HeightPowers?
    private var proposers: [Int] = []
    /// Votes for the block before, which this node puts into its own.
    private var lastBlock: ProposedBlock?
    private var lastSigners: UInt8 = 0
    private var later: [ConsensusMessage] = []
    private var actions: [ConsensusAction] = []
    /// Makes the numbers of this node's blocks its own.
    private var blocksMade = 0

    init(index: Int) { self.index = index }

    /// Goes to the next height. `before` is nil at the first.
    mutating func begin(
        powers: HeightPowers, before: HeightPowers?, proposers: [Int]
    ) -> [ConsensusAction] {
        height += 1
        (self.powers, self.before, self.proposers) = (powers, before, proposers)
        (locked, valid, rounds) = (nil, nil, [:])
        start(0)
        let waiting = later
        later = []
        for message in waiting { take(message) }
        return flush()
    }

    mutating func hear(_ message: ConsensusMessage) -> [ConsensusAction] {
        take(message)
        return flush()
    }

    mutating func timeOut(_ timeout: ConsensusTimeout) -> [ConsensusAction] {
        guard timeout.height == height, timeout.round == round else { return [] }
        switch timeout.step {
        case .propose where step == .propose: prevote(nil)
        case .prevote where step == .prevote: precommit(nil)
        case .precommit where step != .decided: start(round + 1)
        default: break
        }
        return flush()
    }

    private mutating func flush() -> [ConsensusAction] {
        defer { actions = [] }
        return actions
    }

    private mutating func start(_ number: Int) {
        round = number
        step = .propose
        if proposers[number % proposers.count] == index {
            blocksMade += 1
            let block =
                valid?.block
                ?? ProposedBlock(number: blocksMade * 16 + index, signers: lastSigners)
            say(
                .proposal(
                    height: height, round: round, block: block, validRound: valid?.round ?? -1,
                    from: index))
        } else {
            actions.append(.wait(ConsensusTimeout(step: .propose, height: height, round: round)))
        }
        check(number)
    }

    /// Tells everyone, itself too.
    private mutating func say(_ message: ConsensusMessage) {
        actions.append(.broadcast(message))
        take(message)
    }

    private mutating func prevote(_ block: ProposedBlock?) {
        step = .prevote
        say(.prevote(height: height, round: round, block: block, from: index))
    }

    private mutating func precommit(_ block: ProposedBlock?) {
        step = .precommit
        say(.precommit(height: height, round: round, block: block, from: index))
    }

    private mutating func take(_ message: ConsensusMessage) {
        if message.height > height || step == .decided, message.height >= height {
            if message.height > height { later.append(message) } else { keepLate(message) }
            return
        }
        guard message.height == height else { return keepLate(message) }
        let number: Int
        switch message {
        case .proposal(_, let at, let block, let validRound, let from):
            guard proposers[at % proposers.count] == from else { return }
            number = at
            rounds[at, default: Round()].proposals.append((block, validRound))
            rounds[at, default: Round()].heard |= 1 << UInt8(from)
        case .prevote(_, let at, let block, let from):
            number = at
            rounds[at, default: Round()].prevotes.add(block, from: from)
            rounds[at, default: Round()].heard |= 1 << UInt8(from)
        case .precommit(_, let at, let block, let from):
            number = at
            rounds[at, default: Round()].precommits.add(block, from: from)
            rounds[at, default: Round()].heard |= 1 << UInt8(from)
        }
        check(number)
    }

    /// A vote for the last block that came late still goes into the next.
    private mutating func keepLate(_ message: ConsensusMessage) {
        guard case .precommit(let at, _, let block, let from) = message, block == lastBlock,
            block != nil, at == (step == .decided ? height : height - 1)
        else { return }
        lastSigners |= 1 << UInt8(from)
    }

    private func isValid(_ block: ProposedBlock) -> Bool { before?.isQuorum(block.signers) ?? true }

    /// Applies every rule that round `number` may have made true.
    private mutating func check(_ number: Int) {
        guard let state = rounds[number], step != .decided else { return }
        for proposal in state.proposals
        where powers.isQuorum(state.precommits.mask(for: proposal.block)) && isValid(proposal.block)
        {
            return decide(proposal.block, state.precommits)
        }
        if number > round, powers.isMoreThanThird(state.heard) { return start(number) }
        guard number == round else {
            // An older round's prevotes may be what a proposal of this round refers to.
            if number < round, step == .propose { check(round) }
            return
        }
        if step == .propose, let first = state.proposals.first { answer(first) }
        checkVotes(number)
    }

    private mutating func answer(_ proposal: (block: ProposedBlock, validRound: Int)) {
        let isLockedElsewhere = locked.map { $0.block != proposal.block } ?? false
        if proposal.validRound < 0 {
            prevote(isValid(proposal.block) && !isLockedElsewhere ? proposal.block : nil)
            return
        }
        guard proposal.validRound < round, let past = rounds[proposal.validRound],
            powers.isQuorum(past.prevotes.mask(for: proposal.block))
        else { return }
        let mayMove = (locked?.round ?? -1) <= proposal.validRound || !isLockedElsewhere
        prevote(isValid(proposal.block) && mayMove ? proposal.block : nil)
    }

    private mutating func checkVotes(_ number: Int) {
        guard let state = rounds[number], step != .decided, number == round else { return }
        if step == .prevote, !state.waitsForPrevotes, powers.isQuorum(state.prevotes.anyone) {
            rounds[number]?.waitsForPrevotes = true
            actions.append(.wait(ConsensusTimeout(step: .prevote, height: height, round: number)))
        }
        if !state.waitsForPrecommits, powers.isQuorum(state.precommits.anyone) {
            rounds[number]?.waitsForPrecommits = true
            actions.append(.wait(ConsensusTimeout(step: .precommit, height: height, round: number)))
        }
        if step != .propose, !state.hasSeenPolka {
            let polka = state.proposals.first {
                powers.isQuorum(state.prevotes.mask(for: $0.block)) && isValid($0.block)
            }
            if let polka {
                rounds[number]?.hasSeenPolka = true
                valid = (polka.block, number)
                if step == .prevote {
                    locked = (polka.block, number)
                    precommit(polka.block)
                }
                return
            }
        }
        if step == .prevote, powers.isQuorum(state.prevotes.mask(for: nil)) { precommit(nil) }
    }

    private mutating func decide(_ block: ProposedBlock, _ votes: VoteSet) {
        step = .decided
        lastBlock = block
        lastSigners = votes.mask(for: block)
        actions.append(.decide(block))
    }
}
