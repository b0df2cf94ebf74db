internal import GRDB
internal import SecretBase
internal import SecretCrypto

/// Fetches nodes for the writer's trees from its own connection.
final class NodeLoader {
    private let pool: DatabasePool
    /// About how much memory the committed trees take; whoever changes them keeps count.
    var residentBytes = 0
    /// What reads may let `residentBytes` grow to.
    let residentBytesMax: Int

    init(pool: DatabasePool, residentBytesMax: Int) {
        self.pool = pool
        self.residentBytesMax = residentBytesMax
    }

    /// What `link` leads to; remembered there.
    func node(_ link: inout NodeLink) throws(StorageError) -> TreeNode {
        if let node = link.node { return node }
        let node = try fetch(link.reference)
        link.node = node
        return node
    }

    /// As `node`, but remembers it only while there is room: reads may walk whole trees.
    func visited(_ link: inout NodeLink) throws(StorageError) -> TreeNode {
        if let node = link.node { return node }
        let before = residentBytes
        let node = try fetch(link.reference)
        if residentBytes <= residentBytesMax {
            link.node = node
        } else {
            residentBytes = before
        }
        return node
    }

    func left(of node: TreeNode) throws(StorageError) -> TreeNode {
        if let child = node.left.node { return child }
        return try self.node(&node.left)
    }

    func right(of node: TreeNode) throws(StorageError) -> TreeNode {
        if let child = node.right.node { return child }
        return try self.node(&node.right)
    }

    /// The node on disk, with those below it that lie in the same row.
    func fetch(_ reference: NodeReference) throws(StorageError) -> TreeNode {
        let row = try storing {
            try pool.unsafeReentrantWrite { try NodeTable(database: $0).row(reference.id.row) }
        }
        _ = try row.node(reference)
        var below: TreeNode?
        for place in (reference.id.place..<row.nodes.count).reversed() {
            let node = row.nodes[place]
            let made = Self.made(node, version: row.version, below: below)
            made.id = NodeID(row: reference.id.row, place: place)
            made.endsRow = below == nil
            residentBytes += made.cost
            below = made
        }
        guard let below else { throw NodeRow.damage(reference.id.row) }
        return below
    }

    private static func made(
        _ node: NodeRow.Node, version: Int64, below: TreeNode?
    ) -> TreeNode {
        guard let left = node.left, let right = node.right else {
            return TreeNode(version: version, key: node.key, value: node.value)
        }
        return TreeNode(
            version: version, key: node.key, height: node.height, size: node.size,
            left: NodeLink(left, node: node.next == .left ? below : nil),
            right: NodeLink(right, node: node.next == .right ? below : nil))
    }
}
