internal import Dispatch
internal import Logging
internal import SecretBase
internal import SecretLedger
internal import SecretStorage

/// What other threads ask of the ledger's thread.
enum Letter: Sendable {
    case submit(Submission)
    case simulate(PreparedTransaction, @Sendable (Result<TxResult, NodeError>) -> Void)
    /// Checks without effect; answers as if it were handed in.
    case check(PreparedTransaction, @Sendable (Result<TxResult, NodeError>) -> Void)
    /// What waits for a block, at most so many of it.
    case waiting(limit: Int, @Sendable (Result<WaitingTransactions, NodeError>) -> Void)
    /// Makes a block now; answers its height.
    case mine(@Sendable (Result<Int64, NodeError>) -> Void)
    /// Makes up to so many blocks, for a second at most; answers the last height and how many.
    case mineMany(Int, @Sendable (Result<(height: Int64, mined: Int), NodeError>) -> Void)
    /// Has the engine do something; answers the last height.
    case engine(EngineOrder, @Sendable (Result<Int64, NodeError>) -> Void)
    /// Carries a developer's order out in a block of its own; answers its height.
    case order(DevnetOrder, @Sendable (Result<Int64, NodeError>) -> Void)
    case stop
}

/// The one thread that owns the ledger: takes letters, checks, makes blocks, answers.
final class BlockLoop {
    private let settings: NodeSettings
    private let maker: BlockMaker
    private let mailbox: Mailbox<Letter>
    private let log: Logger
    private var mempool: Mempool
    private var nextTick: DispatchTime

    init(
        _ settings: NodeSettings, maker: BlockMaker, mailbox: Mailbox<Letter>, log: Logger
    ) {
        self.settings = settings
        self.maker = maker
        self.mailbox = mailbox
        self.log = log
        mempool = Mempool(settings)
        nextTick = .now()
    }

    /// Runs until it is told to stop (nil) or storage fails; then nothing is answered any more.
    func run() -> StorageError? {
        do {
            scheduleTick()
            while true {
                for letter in mailbox.takeAll(until: try deadline()) {
                    if case .stop = letter { return nil }
                    try receive(letter)
                }
                try makeDueBlocks()
            }
        } catch {
            log.critical("the node stops", metadata: ["why": "\(error)"])
            refuse(mempool.waiting.map(\.submission), because: error)
            return error
        }
    }

    private func receive(_ letter: Letter) throws(StorageError) {
        switch letter {
        case .submit(let submission): try receive(submission)
        case .simulate(let transaction, let answer):
            answer(.success(try maker.simulate(transaction)))
        case .check(let transaction, let answer):
            answer(.success(try maker.probe(transaction)))
        case .waiting(let limit, let answer): answer(.success(mempool.listed(limit: limit)))
        case .mine(let answer):
            try makeBlock()
            answer(.success(maker.height))
        case .mineMany(let count, let answer):
            let end = DispatchTime.now() + .seconds(1)
            var mined = 0
            while mined < count, mined == 0 || DispatchTime.now() < end {
                try makeBlock()
                mined += 1
            }
            answer(.success((maker.height, mined)))
        case .engine(let order, let answer):
            if let refusal = maker.carryOut(order) {
                return answer(.failure(.orderRefused(refusal)))
            }
            if case .warp = order { try makeBlock() }
            answer(.success(maker.height))
        case .order(let order, let answer): try receive(order, answer)
        case .stop: break
        }
    }

    private func receive(
        _ order: DevnetOrder, _ answer: (Result<Int64, NodeError>) -> Void
    ) throws(StorageError) {
        do {
            if let refusal = try maker.make(order) {
                return answer(.failure(.orderRefused(refusal.description)))
            }
        } catch {
            answer(.failure(.stopped(error.description)))
            throw error
        }
        log.debug("an order's block", metadata: ["height": "\(maker.height)"])
        try recheckMempool()
        answer(.success(maker.height))
    }

    private func receive(_ submission: Submission) throws(StorageError) {
        if let refusal = mempool.refusal(of: submission) {
            return submission.answer(.success(refusal))
        }
        let checked: TxResult
        do {
            checked = try maker.check(submission.transaction)
        } catch {
            refuse([submission], because: error)
            throw error
        }
        guard checked.isSuccess else { return submission.answer(.success(checked)) }
        mempool.add(submission, checked: checked)
        // Instant mode answers from the block: see `makeBlock`.
        if settings.blockTime != .instant { submission.answer(.success(checked)) }
    }

    private func makeDueBlocks() throws(StorageError) {
        switch settings.blockTime {
        case .instant:
            let isDue = try maker.nextMaturity().map { $0 <= maker.nextTime() } ?? false
            if !mempool.isEmpty || isDue { try makeBlock() }
        case .interval:
            guard DispatchTime.now() >= nextTick else { return }
            try makeBlock()
            scheduleTick()
        case .manual: break
        }
    }

    /// One block of what waits. Those who wait for it hear of it when it is on disk.
    private func makeBlock() throws(StorageError) {
        let block = mempool.takeBlock(
            countMax: settings.blockTransactionsMax, bytesMax: maker.blockBytesMax)
        do {
            try maker.make(block.map(\.submission.transaction))
        } catch {
            refuse(block.map(\.submission), because: error)
            throw error
        }
        log.debug(
            "block", metadata: ["height": "\(maker.height)", "transactions": "\(block.count)"])
        if settings.blockTime == .instant {
            for one in block { one.submission.answer(.success(one.checked)) }
        }
        try recheckMempool()
    }

    /// After a block: what does not pass any more leaves, and who waits for it hears of it.
    private func recheckMempool() throws(StorageError) {
        try mempool.removeAll { one throws(StorageError) in
            let again = try self.maker.check(one.submission.transaction, isRecheck: true)
            if !again.isSuccess, self.settings.blockTime == .instant {
                one.submission.answer(.success(again))
            }
            return again.isSuccess
        }
    }

    /// How long nothing has to be done unless a letter comes.
    private func deadline() throws(StorageError) -> DispatchTime {
        switch settings.blockTime {
        case .manual: return .distantFuture
        case .interval: return nextTick
        case .instant: break
        }
        if !mempool.isEmpty { return .now() }
        guard let due = try maker.nextMaturity() else { return .distantFuture }
        let nanoseconds = due.nanoseconds(since: maker.nextTime())
        // Looks again after a minute at the latest: the clock may be set meanwhile.
        return .now() + .nanoseconds(Int(min(max(nanoseconds, 0), 60_000_000_000)))
    }

    private func scheduleTick() {
        guard case .interval(let milliseconds) = settings.blockTime else { return }
        nextTick = max(nextTick + .milliseconds(milliseconds), .now())
    }

    private func refuse(_ submissions: [Submission], because error: StorageError) {
        // In the other modes they were answered when they had been checked.
        guard settings.blockTime == .instant else { return }
        for submission in submissions {
            submission.answer(.failure(.stopped(error.description)))
        }
    }
}
