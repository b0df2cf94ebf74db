internal import GRDB
internal import SecretBase
internal import SecretCrypto

/// The committed trees of all stores as the writer holds them: in memory as far as there is room.
struct WriterTrees {
    let layout: StoreLayout
    private let loader: NodeLoader
    // By place in the layout; nil is an empty tree.
    private var roots: [NodeLink?]

    init(
        _ stored: StoreRoots, layout: StoreLayout, pool: DatabasePool, residentBytesMax: Int
    ) {
        self.layout = layout
        loader = NodeLoader(pool: pool, residentBytesMax: residentBytesMax)
        roots = stored.roots.map { $0.map { NodeLink($0) } }
    }

    /// What a height makes of the trees; they themselves stay as they are.
    struct Edit {
        var roots: [NodeLink?]
        let orphanedRows: [Int64]
        let bytesGrown: Int

        var references: StoreRoots { StoreRoots(roots.map { $0?.reference }) }
    }

    /// Applies changes that ascend by key, and hashes what is new.
    func edit(_ changes: [StateChange], height: Int64) throws(StorageError) -> Edit {
        let editor = TreeEditor(version: height, loader: loader)
        var roots = roots
        for change in changes {
            let place = layout.place(of: change.key)
            guard place != StoreLayout.beside else { continue }
            precondition(
                place >= 0 && change.key.count > 1,
                "the ledger's keys begin with a store of the layout and name something in it")
            let key = Bytes(change.key.dropFirst())
            if let value = change.value {
                roots[place] = try editor.set(value, for: key, in: roots[place])
            } else {
                roots[place] = try editor.remove(key, from: roots[place])
            }
        }
        for place in roots.indices where roots[place]?.id == NodeID.none {
            if let node = roots[place]?.node { roots[place]?.hash = node.hashed() }
        }
        return Edit(
            roots: roots, orphanedRows: editor.orphanedRows, bytesGrown: editor.bytesGrown)
    }

    /// Takes over what was written.
    mutating func adopt(_ edit: Edit, height: Int64) {
        roots = edit.roots
        loader.residentBytes += edit.bytesGrown
        if loader.residentBytes > loader.residentBytesMax { makeRoom(at: height) }
    }

    mutating func root(_ place: Int) throws(StorageError) -> LiveNode? {
        guard var link = roots[place] else { return nil }
        let node = try loader.node(&link)
        roots[place] = link
        return LiveNode(node, loader: loader)
    }

    // MARK: Room

    /// Forgets what was not changed for longest, until half of the room is free.
    private func makeRoom(at height: Int64) {
        // By the logarithm of the age in heights. A parent is never older than its children.
        var bytes = [Int](repeating: 0, count: 65)
        for case let root?? in roots.map({ $0?.node }) { Self.count(root, at: height, &bytes) }
        var kept = 0
        var oldest = -1
        while oldest + 1 < bytes.count, kept + bytes[oldest + 1] <= loader.residentBytesMax / 2 {
            oldest += 1
            kept += bytes[oldest]
        }
        // Where the last height alone is too much, the upper levels stay: about 256 bytes a node.
        let levels = oldest >= 0 ? Int.max : (loader.residentBytesMax / 1024).bitWidthOfValue
        for case let root?? in roots.map({ $0?.node }) {
            Self.cut(root, at: height, oldest: max(oldest, 0), levels: levels)
        }
        bytes = [Int](repeating: 0, count: 65)
        for case let root?? in roots.map({ $0?.node }) { Self.count(root, at: height, &bytes) }
        loader.residentBytes = bytes.reduce(0, +)
    }

    private static func age(of node: TreeNode, at height: Int64) -> Int {
        Int(max(height - node.version, 0)).bitWidthOfValue
    }

    private static func count(_ node: TreeNode, at height: Int64, _ bytes: inout [Int]) {
        bytes[age(of: node, at: height)] += node.cost
        if let left = node.left.node { count(left, at: height, &bytes) }
        if let right = node.right.node { count(right, at: height, &bytes) }
    }

    private static func cut(_ node: TreeNode, at height: Int64, oldest: Int, levels: Int) {
        if let left = node.left.node {
            if levels > 0, age(of: left, at: height) <= oldest {
                cut(left, at: height, oldest: oldest, levels: levels - 1)
            } else {
                node.left.node = nil
            }
        }
        if let right = node.right.node {
            if levels > 0, age(of: right, at: height) <= oldest {
                cut(right, at: height, oldest: oldest, levels: levels - 1)
            } else {
                node.right.node = nil
            }
        }
    }
}

extension Int {
    /// How many binary digits the number has; 0 for 0.
    fileprivate var bitWidthOfValue: Int { Int.bitWidth - leadingZeroBitCount }
}
