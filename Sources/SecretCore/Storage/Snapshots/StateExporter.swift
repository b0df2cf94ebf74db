internal import GRDB
package import SecretBase

/// A node of a tree as snapshots carry it: all but what can be worked out again.
package struct ExportedNode: Hashable, Sendable {
    package let key: Bytes
    /// Empty for an inner node.
    package let value: Bytes
    /// The height at which it was made.
    package let version: Int64
    /// 0 for a leaf.
    package let height: UInt8

    package init(key: Bytes, value: Bytes, version: Int64, height: UInt8) {
        self.key = key
        self.value = value
        self.version = version
        self.height = height
    }
}

/// Reads a whole state out, store by store in order of their names, each tree's children before
/// their parents. Takes many short looks at the database and never holds one for long.
///
/// Source: cosmossdk.io/store `snapshots/README.md`; iavl `export.go`.
package final class StateExporter {
    package enum Item: Hashable, Sendable {
        /// The nodes that follow are this store's.
        case store(String)
        case node(ExportedNode)
    }

    /// A node that is still to come: found by reference, or in its row already.
    private struct Waiting {
        let reference: NodeReference
        var row: NodeRow?
        /// Whether what is below it has been read.
        var isReady = false
    }

    private let pin: StatePin
    private let roots: StoreRoots
    package let committed: CommittedState
    private var place = 0
    private var waiting: [Waiting] = []

    /// Throws `.noState` where the pinned height is not kept.
    package init(_ pin: StatePin) throws(StorageError) {
        self.pin = pin
        let version = try storing {
            try pin.database.pool.read {
                try VersionTable(database: $0, layout: pin.database.stores).version(at: pin.height)
            }
        }
        guard let version else { throw .noState(height: pin.height, latest: pin.height) }
        (committed, roots) = (version.state, version.roots)
    }

    /// The next items, about a thousand; none at the end.
    package func next() throws(StorageError) -> [Item] {
        try storing {
            try pin.database.pool.read { connection in
                let table = try NodeTable(database: connection)
                var items: [Item] = []
                while items.count < 1000, try step(table, &items) {}
                return items
            }
        }
    }

    /// Goes one node on; false at the end.
    private func step(_ table: NodeTable, _ items: inout [Item]) throws(StorageError) -> Bool {
        guard var next = waiting.popLast() else { return beginStore(&items) }
        let row: NodeRow
        if let known = next.row { row = known } else { row = try table.row(next.reference.id.row) }
        let node = try row.node(next.reference)
        guard !next.isReady, let left = node.left, let right = node.right else {
            items.append(
                .node(
                    ExportedNode(
                        key: node.key, value: node.value, version: row.version,
                        height: node.height)))
            return true
        }
        next.isReady = true
        next.row = row
        waiting.append(next)
        waiting.append(Waiting(reference: right, row: node.next == .right ? row : nil))
        waiting.append(Waiting(reference: left, row: node.next == .left ? row : nil))
        return true
    }

    private func beginStore(_ items: inout [Item]) -> Bool {
        let layout = pin.database.stores
        while place < roots.roots.count, !roots.counts(place, in: layout) { place += 1 }
        guard place < roots.roots.count else { return false }
        items.append(.store(layout.hashed[place].name))
        if let root = roots.roots[place] { waiting.append(Waiting(reference: root)) }
        place += 1
        return true
    }
}
