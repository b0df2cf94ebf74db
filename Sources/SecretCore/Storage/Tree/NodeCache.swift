internal import Synchronization

/// Rows of nodes that readers have met, for all threads. A row never changes, so none is ever stale.
final class NodeCache: Sendable {
    private final class Shard: Sendable {
        let rows: Mutex<GenerationCache<Int64, NodeRow>>

        init(bytesMax: Int) { rows = Mutex(GenerationCache(costMax: bytesMax)) }
    }

    // Several, so that readers seldom wait for each other.
    private let shards: [Shard]

    /// Holds up to about `bytesMax`.
    init(bytesMax: Int) {
        shards = (0..<8).map { _ in Shard(bytesMax: bytesMax / 16) }
    }

    func row(_ id: Int64) -> NodeRow? {
        shard(of: id).rows.withLock { $0.value(for: id, cost: \.cost) }
    }

    func put(_ row: NodeRow, for id: Int64) {
        shard(of: id).rows.withLock { $0.put(row, for: id, cost: row.cost) }
    }

    private func shard(of id: Int64) -> Shard {
        shards[Int(truncatingIfNeeded: id) & (shards.count - 1)]
    }
}
