internal import SecretBase
internal import SecretCrypto

/// A node of an IAVL tree in the writer's memory. Source: chain.md §6.1.
///
/// A node that is on disk never changes but for what memory holds of its children; a new one is
/// changed in place until its height is committed.
final class TreeNode {
    /// The height at which it was made.
    let version: Int64
    /// A leaf's key; an inner node's is the smallest key on its right.
    var key: Bytes
    /// Empty for inner nodes.
    var value: Bytes
    /// 0 for a leaf.
    var height: UInt8
    /// How many leaves there are below, itself included.
    var size: Int64
    // A leaf's are empty.
    var left = NodeLink()
    var right = NodeLink()
    /// `.none` while it is new.
    var id = NodeID.none
    /// Whether it is the last of its row: when it goes, the row goes.
    var endsRow = false

    /// A new leaf.
    init(version: Int64, key: Bytes, value: Bytes) {
        self.version = version
        self.key = key
        self.value = value
        height = 0
        size = 1
    }

    /// An inner node over two children.
    init(
        version: Int64, key: Bytes, height: UInt8, size: Int64, left: NodeLink, right: NodeLink
    ) {
        self.version = version
        self.key = key
        value = []
        self.height = height
        self.size = size
        self.left = left
        self.right = right
    }

    var isLeaf: Bool { height == 0 }
    var isNew: Bool { id == .none }

    /// About how much memory it takes, its children apart.
    var cost: Int { 208 + key.count + value.count }

    /// Hashes a new node and the new ones below it.
    func hashed() -> Digest {
        guard !isLeaf else { return NodeHash.leaf(version: version, key: key, value: value) }
        if left.id == .none, let node = left.node { left.hash = node.hashed() }
        if right.id == .none, let node = right.node { right.hash = node.hashed() }
        return NodeHash.inner(
            height: height, size: size, version: version, left: left.hash, right: right.hash)
    }
}

/// What a node knows of a child. The child itself may be on disk only.
struct NodeLink {
    var node: TreeNode?
    /// `.none` while the child is new.
    var id = NodeID.none
    var height: UInt8 = 0
    /// All zero while the child is new and not hashed.
    var hash = Digest()

    /// Leads nowhere.
    init() {}

    /// To a new node.
    init(new node: TreeNode) {
        self.node = node
        height = node.height
    }

    /// To a node on disk.
    init(_ reference: NodeReference, node: TreeNode? = nil) {
        self.node = node
        id = reference.id
        height = reference.height
        hash = reference.hash
    }

    var reference: NodeReference { NodeReference(id: id, height: height, hash: hash) }
}
