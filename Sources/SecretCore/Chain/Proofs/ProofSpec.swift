package import SecretBase
package import SecretWire

/// How a kind of tree may hash, so that a proof cannot take a part of one node for another.
///
/// Source: ICS-23 `IavlSpec` and `TendermintSpec`; chain.md §6.3.
package struct ProofSpec: Sendable {
    /// What every leaf's prefix begins with, and no inner node's does.
    let leafPrefix: Bytes
    /// Bytes of a child in an inner node: its hash, and the length before it if there is one.
    let childSize: Int
    /// Length of what stands before the first child.
    let prefixCounts: ClosedRange<Int>
    let kind: Kind

    enum Kind { case iavl, simple }

    /// A store's tree.
    package static let iavl = ProofSpec(
        leafPrefix: [0], childSize: 33, prefixCounts: 4...12, kind: .iavl)
    /// The list of stores under the app hash.
    package static let simple = ProofSpec(
        leafPrefix: [0], childSize: 32, prefixCounts: 1...1, kind: .simple)

    /// How leaves are hashed in both.
    package static func leaf(prefix: Bytes) -> Ics23LeafOp {
        var leaf = Ics23LeafOp()
        leaf.hash = .sha256
        leaf.prehashKey = .noHash
        leaf.prehashValue = .sha256
        leaf.length = .varProto
        leaf.prefix.append(contentsOf: prefix)
        return leaf
    }
}
