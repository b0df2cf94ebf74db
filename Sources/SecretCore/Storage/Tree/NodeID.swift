internal import SecretCrypto

/// Where a node lies on disk: a row of the table `nodes`, and its place in the row.
struct NodeID: Hashable, Sendable {
    /// row × 4 + place; 0 is no node.
    let rawValue: Int64

    /// A node that is not on disk yet.
    static let none = NodeID(rawValue: 0)

    init(rawValue: Int64) { self.rawValue = rawValue }

    init(row: Int64, place: Int) {
        rawValue = row << Self.placeBits | Int64(place)
    }

    var row: Int64 { rawValue >> Self.placeBits }
    var place: Int { Int(rawValue & ((1 << Self.placeBits) - 1)) }

    private static let placeBits: Int64 = 2
    /// One row holds at most so many nodes.
    static let placesMax = 1 << 2
}

/// A node as its parent, or a height's list of roots, knows it.
struct NodeReference: Hashable, Sendable {
    let id: NodeID
    /// 0 for a leaf; a parent is higher than both its children.
    let height: UInt8
    let hash: Digest
}
