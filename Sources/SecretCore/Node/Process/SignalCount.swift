internal import Synchronization

/// Counts up, from any thread.
final class SignalCount: Sendable {
    private let count = Atomic(0)

    /// 1 at the first call.
    func next() -> Int {
        count.add(1, ordering: .relaxed).newValue
    }
}
