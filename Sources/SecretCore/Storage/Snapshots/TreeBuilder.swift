internal import SecretBase
internal import SecretCrypto

/// Builds trees from the bottom up and turns them into rows, holding one path at a time.
///
/// Source: iavl `import.go`.
struct TreeBuilder {
    /// A tree that has no parent yet.
    private struct Part {
        let node: TreeNode
        var link: NodeLink
        let smallest: Bytes
        let greatest: Bytes
    }

    private let height: Int64
    private let writer: NodeRowWriter
    private let rows = RowList()
    private var parts: [Part] = []

    private final class RowList {
        var rows: [(id: Int64, bytes: Bytes)] = []
        var byteCount = 0
    }

    init(height: Int64) {
        self.height = height
        let rows = rows
        writer = NodeRowWriter(firstRow: 1) { (id, bytes) throws(StorageError) in
            rows.rows.append((id, bytes))
            rows.byteCount += bytes.count
        }
    }

    var unwrittenBytes: Int { rows.byteCount }

    /// The rows since the last time.
    func takeRows() -> [(id: Int64, bytes: Bytes)] {
        defer { (rows.rows, rows.byteCount) = ([], 0) }
        return rows.rows
    }

    mutating func add(_ node: ExportedNode) throws(StorageError) {
        guard node.version > 0, node.version <= height else {
            throw .badSnapshot("a node of version \(node.version)")
        }
        guard node.height > 0 else { return try addLeaf(node) }
        guard let right = parts.popLast(), let left = parts.popLast(), node.value.isEmpty else {
            throw .badSnapshot("an inner node without children, or with a value")
        }
        let lower = min(left.link.height, right.link.height)
        let higher = max(left.link.height, right.link.height)
        guard higher - lower <= 1, node.height == higher + 1, node.height < 64,
            node.key == right.smallest, left.greatest.precedes(right.smallest),
            node.version >= max(left.node.version, right.node.version)
        else { throw .badSnapshot("an inner node that does not fit its children") }
        let made = TreeNode(
            version: node.version, key: node.key, height: node.height,
            size: left.node.size + right.node.size, left: left.link, right: right.link)
        // One child may share the row; what is written is not kept.
        if NodeRowWriter.continuing(made.left, below: made) == nil {
            try write(&made.left)
            if NodeRowWriter.continuing(made.right, below: made) == nil { try write(&made.right) }
        } else {
            try write(&made.right)
        }
        parts.append(
            Part(
                node: made,
                link: Self.link(
                    to: made,
                    NodeHash.inner(
                        height: made.height, size: made.size, version: made.version,
                        left: made.left.hash, right: made.right.hash)),
                smallest: left.smallest, greatest: right.greatest))
    }

    private mutating func addLeaf(_ node: ExportedNode) throws(StorageError) {
        guard !node.key.isEmpty else { throw .badSnapshot("an entry without a key") }
        guard parts.last?.greatest.precedes(node.key) ?? true else {
            throw .badSnapshot("keys that do not ascend")
        }
        // Trees of one height hang side by side while their parents are to come.
        guard parts.count < 128 else { throw .badSnapshot("a tree that is no tree") }
        let leaf = TreeNode(version: node.version, key: node.key, value: node.value)
        let hash = NodeHash.leaf(version: node.version, key: node.key, value: node.value)
        parts.append(
            Part(
                node: leaf, link: Self.link(to: leaf, hash), smallest: node.key,
                greatest: node.key))
    }

    /// The root of the tree that is complete now; nil where no node came.
    mutating func endTree() throws(StorageError) -> NodeReference? {
        guard var root = parts.popLast() else { return nil }
        guard parts.isEmpty else { throw .badSnapshot("a tree without its root") }
        try write(&root.link)
        return root.link.reference
    }

    private func write(_ link: inout NodeLink) throws(StorageError) {
        try writer.write(&link)
        link.node = nil
    }

    private static func link(to node: TreeNode, _ hash: Digest) -> NodeLink {
        var link = NodeLink(new: node)
        link.hash = hash
        return link
    }
}
