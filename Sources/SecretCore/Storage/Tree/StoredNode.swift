internal import GRDB
internal import SecretBase
internal import SecretCrypto

/// Where readers find rows of nodes: first in the cache that all share, then on their connection.
struct NodeSource {
    private let table: NodeTable
    private let cache: NodeCache

    init(database: Database, cache: NodeCache) throws(StorageError) {
        table = try NodeTable(database: database)
        self.cache = cache
    }

    func row(_ id: Int64) throws(StorageError) -> NodeRow {
        if let row = cache.row(id) { return row }
        let row = try table.row(id)
        cache.put(row, for: id)
        return row
    }
}

/// A node on disk, as readers walk it.
struct StoredNode: WalkedNode {
    private let row: NodeRow
    private let node: NodeRow.Node
    private let source: NodeSource

    /// Throws `.damaged` where another node lies there than `reference` says.
    init(_ reference: NodeReference, from source: NodeSource) throws(StorageError) {
        row = try source.row(reference.id.row)
        node = try row.node(reference)
        self.source = source
    }

    private init(
        _ reference: NodeReference, beside other: StoredNode, row: NodeRow
    )
        throws(StorageError)
    {
        self.row = row
        node = try row.node(reference)
        source = other.source
    }

    var version: Int64 { row.version }
    var height: UInt8 { node.height }
    var size: Int64 { node.size }
    var key: Bytes { node.key }
    var value: Bytes { node.value }
    var leftHash: Digest { node.left?.hash ?? Digest() }
    var rightHash: Digest { node.right?.hash ?? Digest() }

    func left() throws(StorageError) -> StoredNode {
        try child(node.left, inRow: node.next == .left)
    }

    func right() throws(StorageError) -> StoredNode {
        try child(node.right, inRow: node.next == .right)
    }

    private func child(
        _ reference: NodeReference?, inRow: Bool
    ) throws(StorageError) -> StoredNode {
        guard let reference else {
            preconditionFailure("only inner nodes are asked for children, and they have two")
        }
        return inRow
            ? try StoredNode(reference, beside: self, row: row)
            : try StoredNode(reference, from: source)
    }
}
