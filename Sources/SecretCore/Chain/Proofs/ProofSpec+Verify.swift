package import SecretBase
internal import SecretCrypto
package import SecretWire

extension ProofSpec {
    /// Throws unless the proof shows that the tree with this root holds `value` under `key`.
    package func verify(
        _ proof: Ics23CommitmentProof, root: Bytes, key: Bytes, value: Bytes
    ) throws(ProofError) {
        guard case .exist(let existence) = proof.proof else {
            throw .malformed("no proof of existence")
        }
        guard Bytes(existence.key) == key else { throw .wrong("key") }
        guard Bytes(existence.value) == value else { throw .wrong("value") }
        guard try self.root(of: existence) == root else { throw .wrong("root") }
    }

    /// Throws unless the proof shows that the tree with this root holds nothing under `key`.
    package func verifyAbsence(
        _ proof: Ics23CommitmentProof, root: Bytes, key: Bytes
    ) throws(ProofError) {
        guard case .nonexist(let absence) = proof.proof else {
            throw .malformed("no proof of absence")
        }
        let left = absence.hasLeft ? absence.left : nil
        let right = absence.hasRight ? absence.right : nil
        if let left {
            guard try self.root(of: left) == root else { throw .wrong("root") }
            guard Bytes(left.key).isBefore(key) else { throw .wrong("key") }
        }
        if let right {
            guard try self.root(of: right) == root else { throw .wrong("root") }
            guard key.isBefore(Bytes(right.key)) else { throw .wrong("key") }
        }
        let isGap =
            switch (left, right) {
            case (let left?, let right?): areNeighbours(left.path, right.path)
            case (let left?, nil): isEdge(left.path, left: false)
            case (nil, let right?): isEdge(right.path, left: true)
            case (nil, nil): false
            }
        guard isGap else { throw .malformed("the neighbours are none") }
    }

    /// The root that the proof leads to; throws where it breaks this tree's rules.
    package func root(of proof: Ics23ExistenceProof) throws(ProofError) -> Bytes {
        guard !proof.key.isEmpty, !proof.value.isEmpty else {
            throw .malformed("nothing is proven")
        }
        guard proof.path.count <= Self.levelsMax else { throw .malformed("too many levels") }
        try check(proof.leaf)
        var leaf = Bytes(proof.leaf.prefix)
        leaf.appendVarint(UInt64(proof.key.count))
        leaf += proof.key
        leaf.appendVarint(32)
        leaf += Hash.sha256(proof.value)
        var hash = Hash.sha256(leaf)
        for (index, inner) in proof.path.enumerated() {
            try check(inner, level: index + 1)
            hash = Hash.sha256(Bytes(inner.prefix) + hash + Bytes(inner.suffix))
        }
        return hash
    }
}

extension Bytes {
    /// Byte order of keys, a prefix first.
    fileprivate func isBefore(_ other: Bytes) -> Bool { lexicographicallyPrecedes(other) }
}
