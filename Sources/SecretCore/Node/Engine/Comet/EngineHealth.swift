/// What a look at the consensus engine found.
struct EngineSight: Hashable, Sendable {
    /// Height of its last block.
    var height: Int64
    var isCatchingUp: Bool
    /// How many peers it is connected to.
    var peers: Int
    /// The greatest height that a peer says it works on; nil where no peer says.
    var peersHeight: Int64?
    /// Transactions that wait for a block.
    var waiting: Int
}

/// How the consensus engine is, and in words why.
enum EngineHealth: Hashable, Sendable {
    case running
    /// It fetches blocks that the chain has already.
    case catchingUp
    /// No block comes any more, nowhere: too few validators are there, or they cannot agree.
    case halted(seconds: Int)
    /// The others go on, this node does not: it came to another result than they.
    case diverged(behind: Int64)
    /// It does not answer.
    case silent(String)

    /// One word, for scripts.
    var word: String {
        switch self {
        case .running: "running"
        case .catchingUp: "catching_up"
        case .halted: "halted"
        case .diverged: "diverged"
        case .silent: "silent"
        }
    }

    /// What somebody should know; nil when all is well.
    var finding: String? {
        switch self {
        case .running: nil
        case .catchingUp: "it is catching up with the chain"
        case .halted(let seconds):
            "no block for \(seconds) s: more than a third of the voting power is away"
                + " or does not agree"
        case .diverged(let behind):
            "this node stands still, \(behind) blocks behind its peers: it came to another result"
                + " than they (look for CONSENSUS FAILURE in the engine's log)"
        case .silent(let why): "the consensus engine does not answer: \(why)"
        }
    }
}

/// Judges the engine by what it says of itself from time to time: an engine that has failed is
/// alive and answers, only its height stands still.
///
/// Source: CometBFT facts §6, "One of four diverging".
struct EngineWatch {
    /// The longest time without a block that is no illness: rounds of absent proposers take some.
    let patienceSeconds: Double
    /// Whether blocks come without transactions.
    let makesEmptyBlocks: Bool

    private var last: (height: Int64, since: Double)?

    init(patienceSeconds: Double = 20, makesEmptyBlocks: Bool = true) {
        self.patienceSeconds = patienceSeconds
        self.makesEmptyBlocks = makesEmptyBlocks
    }

    /// Takes a sight at `now` (seconds of a clock that never goes back) and judges.
    mutating func judge(_ sight: EngineSight, at now: Double) -> EngineHealth {
        if last == nil || sight.height != last?.height { last = (sight.height, now) }
        let frozen = now - (last?.since ?? now)
        guard frozen >= patienceSeconds else {
            return sight.isCatchingUp ? .catchingUp : .running
        }
        // The height that a peer works on is one more than the last that it finished.
        if let ahead = sight.peersHeight, ahead > sight.height + 2 {
            return sight.isCatchingUp
                ? .catchingUp : .diverged(behind: ahead - 1 - sight.height)
        }
        if sight.isCatchingUp { return .catchingUp }
        guard makesEmptyBlocks || sight.waiting > 0 else { return .running }
        return .halted(seconds: Int(frozen))
    }
}
