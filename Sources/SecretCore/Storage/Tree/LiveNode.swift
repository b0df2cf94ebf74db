internal import SecretBase
internal import SecretCrypto

/// A node of the writer's committed tree, as its own reads walk it.
struct LiveNode: WalkedNode {
    private let node: TreeNode
    private let loader: NodeLoader

    init(_ node: TreeNode, loader: NodeLoader) {
        self.node = node
        self.loader = loader
    }

    var version: Int64 { node.version }
    var height: UInt8 { node.height }
    var size: Int64 { node.size }
    var key: Bytes { node.key }
    var value: Bytes { node.value }
    var leftHash: Digest { node.left.hash }
    var rightHash: Digest { node.right.hash }

    func left() throws(StorageError) -> LiveNode {
        LiveNode(try loader.visited(&node.left), loader: loader)
    }

    func right() throws(StorageError) -> LiveNode {
        LiveNode(try loader.visited(&node.right), loader: loader)
    }
}
