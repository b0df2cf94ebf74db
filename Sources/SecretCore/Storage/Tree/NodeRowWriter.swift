internal import SecretBase
internal import SecretCrypto

/// Turns new nodes into rows of the table `nodes`, children before their parents.
final class NodeRowWriter {
    /// Where the rows go, with their ids.
    private let put: (Int64, Bytes) throws(StorageError) -> Void
    /// The row that is written next.
    private(set) var nextRow: Int64
    private(set) var rowCount = 0
    // The row under way and those it waits for, innermost last.
    private var open: [TreeNode] = []
    private var bytes = Bytes()

    init(firstRow: Int64, put: @escaping (Int64, Bytes) throws(StorageError) -> Void) {
        self.put = put
        nextRow = firstRow
        bytes.reserveCapacity(4096)
    }

    /// Writes all new nodes of a tree; they have ids afterwards, and so has `root`.
    func write(_ root: inout NodeLink) throws(StorageError) {
        guard root.id == .none, let top = root.node else { return }
        try write(top)
        root.id = top.id
    }

    private func write(_ top: TreeNode) throws(StorageError) {
        let first = open.count
        open.append(top)
        while let last = open.last, let next = Self.next(after: last) { open.append(next) }
        let end = open.count
        for place in first..<end {
            let node = open[place]
            let next = place + 1 < end ? open[place + 1] : nil
            if node.left.id == .none, let left = node.left.node, left !== next {
                try write(left)
                node.left.id = left.id
            }
            if node.right.id == .none, let right = node.right.node, right !== next {
                try write(right)
                node.right.id = right.id
            }
        }
        encode(from: first)
        try put(nextRow, bytes)
        for place in first..<end { open[place].id = NodeID(row: nextRow, place: place - first) }
        for place in first..<end - 1 {
            let node = open[place]
            if node.left.id == .none { node.left.id = open[place + 1].id }
            if node.right.id == .none { node.right.id = open[place + 1].id }
        }
        open[end - 1].endsRow = true
        open.removeLast(end - first)
        nextRow += 1
        rowCount += 1
    }

    /// The new child that shares its parent's row.
    private static func next(after node: TreeNode) -> TreeNode? {
        continuing(node.left, below: node) ?? continuing(node.right, below: node)
    }

    /// The child that `link` leads to if it may share its parent's row: it is new, of the same
    /// version and band of heights, and not so large that whoever passes by would have to read it.
    static func continuing(_ link: NodeLink, below node: TreeNode) -> TreeNode? {
        guard link.id == .none, let child = link.node, child.height >> 2 == node.height >> 2,
            child.version == node.version, child.value.count <= 512
        else { return nil }
        return child
    }

    private func encode(from first: Int) {
        bytes.removeAll(keepingCapacity: true)
        Varint.append(UInt64(open[first].version), to: &bytes)
        for place in first..<open.count {
            let node = open[place]
            let below = place + 1 < open.count ? open[place + 1] : nil
            let next: NodeRow.Next =
                below == nil ? .none : node.left.node === below ? .left : .right
            bytes.append(node.height << 2 | next.rawValue)
            Varint.append(UInt64(node.key.count), to: &bytes)
            bytes.append(contentsOf: node.key)
            guard !node.isLeaf else {
                bytes.append(contentsOf: node.value)
                break
            }
            Varint.append(UInt64(node.size), to: &bytes)
            if next != .left { encode(node.left) }
            if next != .right { encode(node.right) }
        }
    }

    private func encode(_ link: NodeLink) {
        Varint.append(UInt64(link.id.rawValue), to: &bytes)
        bytes.append(link.height)
        link.hash.withBytes { bytes.append(contentsOf: $0) }
    }
}
