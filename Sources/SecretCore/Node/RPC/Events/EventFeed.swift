internal import Logging
internal import SecretStorage
internal import Synchronization

/// Reads blocks once for all who follow the chain, and keeps the last ones while anybody does.
///
/// Each follower takes blocks at his own pace; who falls out of the window has lost the thread.
final class EventFeed: Sendable {
    /// What comes after a height.
    enum Step: Sendable {
        case block(BlockEvents)
        /// It is not kept any more: the follower was too slow.
        case lost
        /// No block will come any more.
        case over
    }

    private struct State {
        var followers = 0
        /// Height of the last block read, or passed over while nobody followed.
        var position: Int64 = 0
        var window: [BlockEvents] = []
        var weight = 0
        var isOver = false
        var waiting: [UInt64: CheckedContinuation<Void, Never>] = [:]
        var nextName: UInt64 = 0
    }

    private let hub: EventHub
    private let database: ChainDatabase
    private let limits: RPCLimits
    private let log: Logger
    private let state = Mutex(State())

    init(hub: EventHub, database: ChainDatabase, limits: RPCLimits, log: Logger) {
        self.hub = hub
        self.database = database
        self.limits = limits
        self.log = log
    }

    /// Height of the chain's last block: what is subscribed to now begins after it.
    var height: Int64 { hub.height }

    /// Counts a follower in and gives the height after which his first block comes; nil where there
    /// are too many already.
    func join() -> Int64? {
        state.withLock { state in
            guard state.followers < limits.subscribers else { return nil }
            if state.followers == 0 { Self.skip(to: hub.height, &state) }
            state.followers += 1
            return state.position
        }
    }

    func leave() {
        state.withLock { state in
            state.followers -= 1
            if state.followers == 0 { Self.skip(to: state.position, &state) }
        }
    }

    /// Waits for the block after `height`.
    func next(after height: Int64) async -> Step {
        while true {
            let step: Step? = state.withLock { state in
                if let first = state.window.first, height + 1 >= first.height,
                    let block = state.window.dropFirst(Int(height + 1 - first.height)).first
                {
                    return .block(block)
                }
                if state.position > height { return .lost }
                return state.isOver || Task.isCancelled ? .over : nil
            }
            if let step { return step }
            await wait(above: height)
        }
    }

    /// Reads the chain's blocks as they come, until it ends or the task is cancelled.
    func run() async {
        var known: Int64 = 0
        while let latest = await hub.wait(above: known) {
            known = latest
            do {
                while let height = next(upTo: latest) { try read(height) }
            } catch {
                log.error("no events: a block cannot be read", metadata: ["why": "\(error)"])
                break
            }
        }
        state.withLock { $0.isOver = true }
        wakeAll()
    }

    private func next(upTo latest: Int64) -> Int64? {
        state.withLock { state in
            if state.followers == 0 { Self.skip(to: latest, &state) }
            return state.position < latest ? state.position + 1 : nil
        }
    }

    private func read(_ height: Int64) throws {
        let block = try database.read { try BlockEvents(at: height, in: $0) }
        state.withLock { state in
            guard state.position < height else { return }
            state.position = height
            guard let block, state.followers > 0 else { return Self.skip(to: height, &state) }
            state.window.append(block)
            state.weight += block.weight
            // The last two stay whatever they weigh, or nobody could follow large blocks.
            while state.window.count > limits.windowBlocks
                || (state.weight > limits.windowBytes && state.window.count > 2)
            {
                state.weight -= state.window.removeFirst().weight
            }
        }
        wakeAll()
    }

    private static func skip(to height: Int64, _ state: inout State) {
        state.position = max(state.position, height)
        state.window = []
        state.weight = 0
    }

    private func wakeAll() {
        let waiting = state.withLock { state in
            defer { state.waiting = [:] }
            return state.waiting
        }
        for continuation in waiting.values { continuation.resume() }
    }

    /// Returns when there may be something after `height`, or the task is cancelled.
    private func wait(above height: Int64) async {
        let name = state.withLock { state in
            state.nextName += 1
            return state.nextName
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    if state.position > height || state.isOver || Task.isCancelled { return true }
                    state.waiting[name] = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: name) }?.resume()
        }
    }
}
