internal import SecretBase
internal import SecretCrypto

/// A node of a tree that can be walked, in the writer's memory or on disk.
protocol WalkedNode {
    var version: Int64 { get }
    /// 0 for a leaf.
    var height: UInt8 { get }
    var size: Int64 { get }
    var key: Bytes { get }
    /// Empty for an inner node.
    var value: Bytes { get }
    var leftHash: Digest { get }
    var rightHash: Digest { get }

    func left() throws(StorageError) -> Self
    func right() throws(StorageError) -> Self
}

extension WalkedNode {
    var isLeaf: Bool { height == 0 }

    /// The value under `key` in the tree below.
    func value(for key: Bytes) throws(StorageError) -> Bytes? {
        var node = self
        while !node.isLeaf {
            node = try key.precedes(node.key) ? node.left() : node.right()
        }
        return node.key == key ? node.value : nil
    }

    /// Calls `visit` in key order, or against it, until it answers false; whether it never did.
    func scan(
        _ range: KeyRange, reversed: Bool, _ visit: (Bytes, Bytes) throws -> Bool
    ) throws -> Bool {
        // Nodes whose second half is still to come, outermost first.
        var waiting: [Self] = []
        var next: Self? = self
        while true {
            guard let node = try next ?? waiting.popLast()?.secondHalf(reversed) else {
                return true
            }
            next = nil
            guard !node.isLeaf else {
                guard try !range.contains(node.key) || visit(node.key, node.value) else {
                    return false
                }
                continue
            }
            let hasLeft = range.from.precedes(node.key)
            let hasRight = range.to.map { node.key.precedes($0) } ?? true
            if hasLeft && hasRight {
                waiting.append(node)
                next = try reversed ? node.right() : node.left()
            } else if hasLeft || hasRight {
                next = try hasLeft ? node.left() : node.right()
            }
        }
    }

    private func secondHalf(_ reversed: Bool) throws(StorageError) -> Self {
        try reversed ? left() : right()
    }
}
