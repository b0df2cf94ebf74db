internal import SecretBase
internal import SecretCrypto

/// Up to four nodes that were made together, each the child of the one before, as one row of the
/// table `nodes` keeps them.
///
/// A node lives as long as what is above it, so the last one lives longest: when it goes, the row
/// can go. Their heights have the same quotient by four, which bounds what a row outlives.
///
/// Version (varint), then the nodes from the top: one byte (height × 4 + 1 if the left child is the
/// next node, 2 if the right one is, else 0), key with its length, and for a leaf its value up to
/// the row's end; for an inner node its size, then each child that is not the next node, as id
/// (varint), height (byte) and hash (32 bytes).
final class NodeRow: Sendable {
    /// One node of the row. A leaf has no children.
    struct Node: Sendable {
        let height: UInt8
        let size: Int64
        let key: Bytes
        let value: Bytes
        var left: NodeReference?
        var right: NodeReference?
        var hash = Digest()
        /// Which child is the next node.
        let next: Next
    }

    enum Next: UInt8 { case none = 0, left, right }

    let version: Int64
    /// From the top, one to four.
    let nodes: [Node]

    /// Reads a row and hashes its nodes. Throws `.damaged` for what cannot be one.
    init(decoding bytes: UnsafeRawBufferPointer, row: Int64) throws(StorageError) {
        var cursor = RowCursor(bytes)
        guard let version = cursor.takeCount(), version > 0 else {
            throw Self.damage(row)
        }
        var nodes: [Node] = []
        var next = Next.none
        repeat {
            guard nodes.count < NodeID.placesMax,
                let node = cursor.takeNode(after: nodes.last)
            else { throw Self.damage(row) }
            next = node.next
            nodes.append(node)
        } while next != .none
        guard cursor.isAtEnd else { throw Self.damage(row) }
        Self.connect(&nodes, version: version, row: row)
        self.version = version
        self.nodes = nodes
    }

    /// Hashes from the bottom up, and tells each node of the one below.
    private static func connect(_ nodes: inout [Node], version: Int64, row: Int64) {
        var below: NodeReference?
        for place in nodes.indices.reversed() {
            switch nodes[place].next {
            case .none: break
            case .left: nodes[place].left = below
            case .right: nodes[place].right = below
            }
            let node = nodes[place]
            if let left = node.left, let right = node.right {
                nodes[place].hash = NodeHash.inner(
                    height: node.height, size: node.size, version: version, left: left.hash,
                    right: right.hash)
            } else {
                nodes[place].hash = NodeHash.leaf(
                    version: version, key: node.key, value: node.value)
            }
            below = NodeReference(
                id: NodeID(row: row, place: place), height: node.height, hash: nodes[place].hash)
        }
    }

    /// The node that `reference` means; `.damaged` where another one lies there.
    func node(_ reference: NodeReference) throws(StorageError) -> Node {
        guard reference.id.place < nodes.count else { throw Self.damage(reference.id.row) }
        let node = nodes[reference.id.place]
        guard node.hash == reference.hash, node.height == reference.height else {
            throw Self.damage(reference.id.row)
        }
        return node
    }

    static func damage(_ row: Int64) -> StorageError { .damaged("row \(row) of table nodes") }

    /// About how much memory it takes.
    var cost: Int {
        nodes.reduce(80) { $0 + MemoryLayout<Node>.stride + 64 + $1.key.count + $1.value.count }
    }
}

/// Reads a row's bytes, wherever they lie. Answers nil where they cannot be right.
private struct RowCursor {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { offset == bytes.count }

    mutating func takeByte() -> UInt8? {
        guard offset < bytes.count else { return nil }
        defer { offset += 1 }
        return bytes[offset]
    }

    /// A varint that fits 63 bits.
    mutating func takeCount() -> Int64? {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 63, by: 7) {
            guard let byte = takeByte() else { return nil }
            number |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return Int64(number) }
        }
        return nil
    }

    mutating func take(_ count: Int64) -> UnsafeRawBufferPointer? {
        guard count <= bytes.count - offset else { return nil }
        let start = offset
        offset += Int(count)
        return UnsafeRawBufferPointer(rebasing: bytes[start..<offset])
    }

    mutating func takeNode(after above: NodeRow.Node?) -> NodeRow.Node? {
        guard let first = takeByte(), let next = NodeRow.Next(rawValue: first & 3) else {
            return nil
        }
        let height = first >> 2
        if let above, above.height <= height { return nil }
        guard let keyCount = takeCount(), let key = take(keyCount) else { return nil }
        guard height > 0 else {
            guard next == .none, let value = take(Int64(bytes.count - offset)) else { return nil }
            return NodeRow.Node(
                height: 0, size: 1, key: Bytes(key), value: Bytes(value), next: .none)
        }
        guard let size = takeCount(), size > 1 else { return nil }
        var node = NodeRow.Node(height: height, size: size, key: Bytes(key), value: [], next: next)
        if next != .left {
            guard let left = takeReference(below: height) else { return nil }
            node.left = left
        }
        if next != .right {
            guard let right = takeReference(below: height) else { return nil }
            node.right = right
        }
        return node
    }

    private mutating func takeReference(below height: UInt8) -> NodeReference? {
        guard let id = takeCount(), NodeID(rawValue: id).row > 0, let own = takeByte(),
            own < height, let hash = take(Int64(Digest.count)), let digest = Digest(hash)
        else { return nil }
        return NodeReference(id: NodeID(rawValue: id), height: own, hash: digest)
    }
}
