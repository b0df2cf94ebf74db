internal import SecretBase
internal import SecretCrypto

extension WalkedNode {
    /// What the tree below proves of `key`. Source: chain.md §6.3.
    func proof(of key: Bytes) throws(StorageError) -> EntryProof {
        let (path, leaf) = try descent { key.precedes($0) }
        if leaf.key == key { return .exists(Self.path(path, to: leaf)) }
        // The leaf where the key would lie is one of its neighbours.
        return leaf.key.precedes(key)
            ? .absent(
                key: key, left: Self.path(path, to: leaf),
                right: try Self.neighbour(of: path, after: true))
            : .absent(
                key: key, left: try Self.neighbour(of: path, after: false),
                right: Self.path(path, to: leaf))
    }

    /// The nodes passed from here to a leaf, and which side was taken at each.
    private typealias Descent = [(node: Self, wentLeft: Bool)]

    private func descent(
        from start: Descent = [], _ goesLeft: (Bytes) -> Bool
    ) throws(StorageError) -> (Descent, Self) {
        var path = start
        var node = self
        while !node.isLeaf {
            let left = goesLeft(node.key)
            path.append((node, left))
            node = try left ? node.left() : node.right()
        }
        return (path, node)
    }

    /// The leaf next to the one that `path` leads to; nil at the tree's end.
    private static func neighbour(
        of path: Descent, after: Bool
    ) throws(StorageError) -> MerklePath? {
        guard let turn = path.lastIndex(where: { $0.wentLeft == after }) else { return nil }
        let node = path[turn].node
        let start = path[..<turn] + [(node, !after)]
        let other = try after ? node.right() : node.left()
        let (whole, leaf) = try other.descent(from: Array(start)) { _ in after }
        return Self.path(whole, to: leaf)
    }

    private static func path(_ descent: Descent, to leaf: Self) -> MerklePath {
        MerklePath(
            key: leaf.key, value: leaf.value,
            leafPrefix: NodeHash.leafPrefix(version: leaf.version),
            steps: descent.reversed().map { $0.node.step(fromLeft: $0.wentLeft) })
    }

    /// 0x20 stands before each hash: its length.
    private func step(fromLeft: Bool) -> MerklePath.Step {
        let prefix = NodeHash.prefix(height: height, size: size, version: version)
        let mark: Bytes = [UInt8(Digest.count)]
        return fromLeft
            ? MerklePath.Step(prefix: prefix + mark, suffix: mark + rightHash.bytes)
            : MerklePath.Step(prefix: prefix + mark + leftHash.bytes + mark, suffix: [])
    }
}
