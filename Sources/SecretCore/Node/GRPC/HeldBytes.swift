import Synchronization

/// Counts what all calls of a server hold in memory, up to a limit. From any thread.
final class HeldBytes: Sendable {
    private let limit: Int
    private let held = Atomic(0)

    init(limit: Int) {
        self.limit = limit
    }

    /// False, and nothing is counted, where it would be too much.
    func take(_ count: Int) -> Bool {
        let sum = held.add(count, ordering: .relaxed).newValue
        guard sum > limit else { return true }
        held.subtract(count, ordering: .relaxed)
        return false
    }

    func give(_ count: Int) {
        held.subtract(count, ordering: .relaxed)
    }

    /// How many bytes are held.
    var count: Int { held.load(ordering: .relaxed) }
}
