internal import Synchronization

/// Tells whoever follows the chain that a block is on disk.
///
/// The engine's thread hands over no more than a number and never waits: who follows reads the
/// block himself, at his own pace, so that nothing piles up here however slow he is.
package final class EventHub: Sendable {
    private struct State {
        var height: Int64 = 0
        var isOver = false
        var waiting: [UInt64: Waiting] = [:]
        var nextName: UInt64 = 0
    }

    private struct Waiting {
        let height: Int64
        let continuation: CheckedContinuation<Int64?, Never>
    }

    private let state = Mutex(State())

    package init() {}

    /// Height of the last block that was announced.
    package var height: Int64 { state.withLock { $0.height } }

    /// Says that the block at `height` is on disk.
    package func announce(_ height: Int64) {
        let ready = state.withLock { state in
            state.height = height
            let ready = state.waiting.filter { $0.value.height < height }
            for name in ready.keys { state.waiting[name] = nil }
            return ready
        }
        for waiting in ready.values { waiting.continuation.resume(returning: height) }
    }

    /// Says that no block will come any more.
    package func end() {
        let waiting = state.withLock { state in
            state.isOver = true
            defer { state.waiting = [:] }
            return state.waiting
        }
        for one in waiting.values { one.continuation.resume(returning: nil) }
    }

    /// The same, and nil when `deadline` comes first.
    package func wait(above height: Int64, until deadline: ContinuousClock.Instant) async -> Int64?
    {
        await withTaskGroup(of: Int64?.self) { group in
            group.addTask { await self.wait(above: height) }
            group.addTask {
                try? await Task.sleep(until: deadline, clock: .continuous)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }

    /// The last height, once it is above `height`; nil when no block will come any more, and when
    /// the task is cancelled.
    package func wait(above height: Int64) async -> Int64? {
        let name = state.withLock { state in
            state.nextName += 1
            return state.nextName
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Int64?? = state.withLock { state in
                    if state.height > height { return state.height }
                    if state.isOver || Task.isCancelled { return .some(nil) }
                    state.waiting[name] = Waiting(height: height, continuation: continuation)
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiting = state.withLock { $0.waiting.removeValue(forKey: name) }
            waiting?.continuation.resume(returning: nil)
        }
    }
}
