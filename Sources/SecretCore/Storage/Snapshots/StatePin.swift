internal import Synchronization

/// Heights whose state is being read for long, and how often each.
final class StatePins: Sendable {
    private let counts = Mutex<[Int64: Int]>([:])

    func add(_ height: Int64) {
        counts.withLock { $0[height, default: 0] += 1 }
    }

    func remove(_ height: Int64) {
        counts.withLock { counts in
            let left = (counts[height] ?? 1) - 1
            counts[height] = left > 0 ? left : nil
        }
    }

    var first: Int64? { counts.withLock { $0.keys.min() } }
}

/// Keeps the state of one height, and of those after it, from being pruned while it lives.
package final class StatePin: Sendable {
    let database: ChainDatabase
    package let height: Int64

    init(_ height: Int64, in database: ChainDatabase) {
        self.height = height
        self.database = database
        database.pins.add(height)
    }

    deinit { database.pins.remove(height) }
}

extension ChainDatabase {
    /// Keeps the state of `height` while somebody holds the answer.
    package func pin(_ height: Int64) -> StatePin { StatePin(height, in: self) }

    /// The first height whose state is to stay when `height` is committed; nil when none is to go.
    func earliestWanted(at height: Int64) -> Int64? {
        pruning.earliest(at: height).map { min($0, pins.first ?? $0) }
    }
}
