package import SecretBase
package import SecretWire
internal import SwiftProtobuf

extension CometCryptoProofOps {
    /// The proof as `abci_query` gives it: the store's tree, then the list of stores. nil for an
    /// empty store, of which there is no proof. Source: chain.md §6.3, store `types/proof.go`.
    package init?(_ proof: StateProof) {
        let entry: (proof: Ics23CommitmentProof, key: Bytes)
        switch proof.entry {
        case .exists(let path): entry = (Ics23CommitmentProof(path), path.key)
        case .absent(let key, let left, let right):
            entry = (Ics23CommitmentProof(absenceOf: key, between: left, and: right), key)
        case .emptyStore: return nil
        }
        self.init()
        ops = [
            CometCryptoProofOp(ProofOp.iavl, key: entry.key, entry.proof),
            CometCryptoProofOp(
                ProofOp.simple, key: proof.store.key, Ics23CommitmentProof(proof.store)),
        ]
    }

    /// Throws unless these operations show that the state with this app hash holds `value` under
    /// `key` in the store of this name; nil: that it holds nothing there.
    package func verify(
        appHash: Bytes, store: String, key: Bytes, value: Bytes?
    ) throws(ProofError) {
        guard ops.count == 2, ops[0].type == ProofOp.iavl, ops[1].type == ProofOp.simple else {
            throw .malformed("wanted operations \(ProofOp.iavl) and \(ProofOp.simple)")
        }
        guard Bytes(ops[0].key) == key else { throw .wrong("key") }
        let name = Bytes(store.utf8)
        guard Bytes(ops[1].key) == name else { throw .wrong("store") }
        let list = try ops[1].commitment()
        guard case .exist(let listed) = list.proof else { throw .malformed("list of stores") }
        let root = Bytes(listed.value)
        try ProofSpec.simple.verify(list, root: appHash, key: name, value: root)
        let entry = try ops[0].commitment()
        if let value {
            try ProofSpec.iavl.verify(entry, root: root, key: key, value: value)
        } else {
            try ProofSpec.iavl.verifyAbsence(entry, root: root, key: key)
        }
    }
}

/// Names of the two operations.
private enum ProofOp {
    static let iavl = "ics23:iavl"
    static let simple = "ics23:simple"
}

extension CometCryptoProofOp {
    fileprivate init(_ type: String, key: Bytes, _ proof: Ics23CommitmentProof) {
        self.init()
        self.type = type
        self.key.append(contentsOf: key)
        data.append(contentsOf: proof.bytes)
    }

    fileprivate func commitment() throws(ProofError) -> Ics23CommitmentProof {
        do {
            return try Ics23CommitmentProof(serializedBytes: Bytes(data))
        } catch {
            throw .malformed("\(type): \(error)")
        }
    }
}

extension Ics23CommitmentProof {
    /// That the entry at the path's foot is there.
    package init(_ path: MerklePath) {
        self.init()
        exist = Ics23ExistenceProof(path)
    }

    /// That there is nothing between two neighbours; nil: the tree ends there.
    package init(
        absenceOf key: Bytes, between left: MerklePath?, and right: MerklePath?
    ) {
        self.init()
        nonexist.key.append(contentsOf: key)
        if let left { nonexist.left = Ics23ExistenceProof(left) }
        if let right { nonexist.right = Ics23ExistenceProof(right) }
    }

    /// As it lies on the wire.
    package var bytes: Bytes {
        do {
            return try serializedBytes()
        } catch {
            preconditionFailure("proto3 messages without Any always serialise: \(error)")
        }
    }
}

extension Ics23ExistenceProof {
    fileprivate init(_ path: MerklePath) {
        self.init()
        key.append(contentsOf: path.key)
        value.append(contentsOf: path.value)
        leaf = ProofSpec.leaf(prefix: path.leafPrefix)
        self.path = path.steps.map { step in
            var inner = Ics23InnerOp()
            inner.hash = .sha256
            inner.prefix.append(contentsOf: step.prefix)
            inner.suffix.append(contentsOf: step.suffix)
            return inner
        }
    }
}
