internal import SecretBase
internal import SecretWire

/// The checks of a proof's shape. Source: ics23 `ops.go`, `proof.go`.
extension ProofSpec {
    /// More levels than any tree of this world has.
    static let levelsMax = 128

    func check(_ leaf: Ics23LeafOp) throws(ProofError) {
        let prefix = Bytes(leaf.prefix)
        guard leaf.hash == .sha256, leaf.prehashKey == .noHash, leaf.prehashValue == .sha256,
            leaf.length == .varProto, prefix.starts(with: leafPrefix)
        else { throw .malformed("leaf") }
        switch kind {
        case .iavl:
            guard try numbers(before: prefix, heightMin: 0) == 0 else {
                throw .malformed("leaf prefix")
            }
        case .simple:
            guard prefix == leafPrefix else { throw .malformed("leaf prefix") }
        }
    }

    /// `level` counts from 1, just above the leaf.
    func check(_ inner: Ics23InnerOp, level: Int) throws(ProofError) {
        let prefix = Bytes(inner.prefix)
        guard inner.hash == .sha256, !prefix.starts(with: leafPrefix),
            prefix.count >= prefixCounts.lowerBound,
            prefix.count <= prefixCounts.upperBound + childSize,
            inner.suffix.count % childSize == 0
        else { throw .malformed("inner node") }
        switch kind {
        case .iavl:
            // A length, or a length, a hash and a length.
            let left = try numbers(before: prefix, heightMin: Int64(level))
            guard left == 1 || left == 34 else { throw .malformed("inner prefix") }
        case .simple:
            let isLeft = prefix.count == 1 && inner.suffix.count == 32
            let isRight = prefix.count == 33 && inner.suffix.isEmpty
            guard prefix.first == 1, isLeft || isRight else { throw .malformed("inner prefix") }
        }
    }

    /// Reads height, size and version off an IAVL prefix; how many bytes follow them.
    private func numbers(before prefix: Bytes, heightMin: Int64) throws(ProofError) -> Int {
        var reader = ByteReader(prefix)
        do {
            let height = try reader.takeZigZag(of: "height")
            let size = try reader.takeZigZag(of: "size")
            let version = try reader.takeZigZag(of: "version")
            guard height >= heightMin, size >= 0, version >= 0 else {
                throw ProofError.malformed("numbers of a node")
            }
        } catch {
            throw .malformed("numbers of a node")
        }
        return reader.left
    }

    // MARK: Places

    /// Whether a node's child in the proof is its left or its right one; nil for neither.
    func isLeft(_ inner: Ics23InnerOp) -> Bool? {
        if hasPadding(inner, left: true) { return true }
        return hasPadding(inner, left: false) ? false : nil
    }

    private func hasPadding(_ inner: Ics23InnerOp, left: Bool) -> Bool {
        let before = left ? 0 : childSize
        return inner.suffix.count == childSize - before
            && inner.prefix.count >= prefixCounts.lowerBound + before
            && inner.prefix.count <= prefixCounts.upperBound + before
    }

    /// Whether the path goes along the left (or right) edge all the way.
    func isEdge(_ path: some Sequence<Ics23InnerOp>, left: Bool) -> Bool {
        path.allSatisfy { hasPadding($0, left: left) }
    }

    /// Whether the two paths lead to leaves side by side.
    func areNeighbours(_ left: [Ics23InnerOp], _ right: [Ics23InnerOp]) -> Bool {
        var left = left[...]
        var right = right[...]
        while let one = left.popLast(), let other = right.popLast() {
            if one.prefix == other.prefix, one.suffix == other.suffix { continue }
            // Here they part: the left path goes on at its right edge, the right one at its left.
            return isLeft(one) == true && isLeft(other) == false
                && isEdge(left, left: false) && isEdge(right, left: true)
        }
        return false
    }
}
