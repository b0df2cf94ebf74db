internal import SecretStorage
internal import Synchronization

/// Tells any number of tasks, once, how something ended.
final class Ending: Sendable {
    private struct State {
        var isOver = false
        var failure: StorageError?
        var waiting: [CheckedContinuation<StorageError?, Never>] = []
    }
    private let state = Mutex(State())

    func finish(_ failure: StorageError?) {
        let waiting = state.withLock { state in
            state.isOver = true
            state.failure = failure
            let waiting = state.waiting
            state.waiting = []
            return waiting
        }
        for continuation in waiting { continuation.resume(returning: failure) }
    }

    func wait() async -> StorageError? {
        await withCheckedContinuation { continuation in
            let (isOver, failure) = state.withLock { state in
                if !state.isOver { state.waiting.append(continuation) }
                return (state.isOver, state.failure)
            }
            if isOver { continuation.resume(returning: failure) }
        }
    }
}
