internal import SecretBase
internal import SecretCrypto

/// Changes one height makes to a tree, in memory. Nodes on disk are copied before they change.
///
/// The shape of an IAVL tree depends on the order of its changes: callers keep them ascending.
/// Source: chain.md §6.1, iavl `mutable_tree.go`.
final class TreeEditor {
    private let version: Int64
    private let loader: NodeLoader
    /// Rows whose last node this height no longer has.
    private(set) var orphanedRows: [Int64] = []
    /// By how much the trees in memory grew, about.
    private(set) var bytesGrown = 0

    init(version: Int64, loader: NodeLoader) {
        self.version = version
        self.loader = loader
    }

    /// The tree with `value` under `key`; nil is the empty tree.
    func set(_ value: Bytes, for key: Bytes, in root: NodeLink?) throws(StorageError) -> NodeLink {
        guard var root else {
            return NodeLink(new: leaf(key, value))
        }
        var isAdded = false
        let top = try loader.node(&root)
        return NodeLink(new: try set(value, for: key, below: top, link: root, &isAdded))
    }

    /// The tree without `key`; the very same where it holds no such key.
    func remove(_ key: Bytes, from root: NodeLink?) throws(StorageError) -> NodeLink? {
        guard var root else { return nil }
        let top = try loader.node(&root)
        switch try remove(key, below: top) {
        case .absent: return root
        case .emptied: return nil
        case .replaced(let link, _): return link
        }
    }

    private func leaf(_ key: Bytes, _ value: Bytes) -> TreeNode {
        let leaf = TreeNode(version: version, key: key, value: value)
        bytesGrown += leaf.cost
        return leaf
    }

    // MARK: Setting

    private func set(
        _ value: Bytes, for key: Bytes, below node: TreeNode, link: NodeLink, _ isAdded: inout Bool
    ) throws(StorageError) -> TreeNode {
        guard !node.isLeaf else { return set(value, for: key, at: node, link, &isAdded) }
        let here = editable(node)
        let goesLeft = key.precedes(here.key)
        let link = goesLeft ? here.left : here.right
        let child = try goesLeft ? loader.left(of: here) : loader.right(of: here)
        let changed = NodeLink(
            new: try set(value, for: key, below: child, link: link, &isAdded))
        if goesLeft { here.left = changed } else { here.right = changed }
        guard isAdded else { return here }
        measure(here, size: here.size + 1)
        return try balanced(here)
    }

    private func set(
        _ value: Bytes, for key: Bytes, at old: TreeNode, _ link: NodeLink, _ isAdded: inout Bool
    ) -> TreeNode {
        let order = key.compare(old.key)
        guard order != 0 else {
            drop(old)
            return leaf(old.key, value)
        }
        isAdded = true
        let new = leaf(key, value)
        var there = link
        there.node = old
        let inner = TreeNode(
            version: version, key: order < 0 ? old.key : key, height: 1, size: 2,
            left: order < 0 ? NodeLink(new: new) : there,
            right: order < 0 ? there : NodeLink(new: new))
        bytesGrown += inner.cost
        return inner
    }

    // MARK: Removing

    private enum Removal {
        /// There is no such key; nothing changed.
        case absent
        /// It was the only leaf.
        case emptied
        /// What stands there now, and its smallest key where that changed.
        case replaced(NodeLink, smallest: Bytes?)
    }

    private func remove(_ key: Bytes, below node: TreeNode) throws(StorageError) -> Removal {
        guard !node.isLeaf else {
            guard node.key == key else { return .absent }
            drop(node)
            return .emptied
        }
        let goesLeft = key.precedes(node.key)
        let child = try goesLeft ? loader.left(of: node) : loader.right(of: node)
        switch try remove(key, below: child) {
        case .absent: return .absent
        case .emptied:
            drop(node)
            return goesLeft
                ? .replaced(node.right, smallest: node.key) : .replaced(node.left, smallest: nil)
        case .replaced(let link, let smallest):
            let here = editable(node)
            if goesLeft {
                here.left = link
            } else {
                here.right = link
                if let smallest { here.key = smallest }
            }
            measure(here, size: here.size - 1)
            return .replaced(
                NodeLink(new: try balanced(here)), smallest: goesLeft ? smallest : nil)
        }
    }

    // MARK: Balance

    /// Rotates where one side is two higher than the other.
    private func balanced(_ node: TreeNode) throws(StorageError) -> TreeNode {
        let lean = Int(node.left.height) - Int(node.right.height)
        if lean > 1 {
            let left = editable(try loader.left(of: node))
            let isStraight = left.left.height >= left.right.height
            node.left = NodeLink(new: isStraight ? left : try rotatedLeft(left))
            return try rotatedRight(node)
        }
        if lean < -1 {
            let right = editable(try loader.right(of: node))
            let isStraight = right.right.height >= right.left.height
            node.right = NodeLink(new: isStraight ? right : try rotatedRight(right))
            return try rotatedLeft(node)
        }
        return node
    }

    /// The left child becomes the parent; both are new.
    private func rotatedRight(_ node: TreeNode) throws(StorageError) -> TreeNode {
        let top = editable(try loader.left(of: node))
        let whole = node.size
        node.left = top.right
        top.right = NodeLink(new: node)
        // What the old parent loses is the other grandchild and its sibling's share.
        let stays = try loader.left(of: top).size
        measure(node, size: whole - stays)
        top.right.height = node.height
        measure(top, size: whole)
        return top
    }

    /// The right child becomes the parent; both are new.
    private func rotatedLeft(_ node: TreeNode) throws(StorageError) -> TreeNode {
        let top = editable(try loader.right(of: node))
        let whole = node.size
        node.right = top.left
        top.left = NodeLink(new: node)
        let stays = try loader.right(of: top).size
        measure(node, size: whole - stays)
        top.left.height = node.height
        measure(top, size: whole)
        return top
    }

    private func measure(_ node: TreeNode, size: Int64) {
        node.size = size
        node.height = 1 + max(node.left.height, node.right.height)
    }

    // MARK: Copies

    /// The node itself where it is new, else a copy that takes its place.
    private func editable(_ node: TreeNode) -> TreeNode {
        guard !node.isNew else { return node }
        drop(node)
        let copy = TreeNode(
            version: version, key: node.key, height: node.height, size: node.size,
            left: node.left, right: node.right)
        bytesGrown += copy.cost
        return copy
    }

    /// The node is in no later tree.
    private func drop(_ node: TreeNode) {
        bytesGrown -= node.cost
        if !node.isNew, node.endsRow { orphanedRows.append(node.id.row) }
    }
}
