package import SecretBase
internal import SecretCrypto

/// That one leaf is in a tree of which the root is known.
///
/// Source: CometBFT `crypto/merkle/proof.go`.
package struct MerkleProof: Hashable, Sendable {
    package let total: Int
    /// 0 for the first leaf.
    package let index: Int
    /// 32 bytes.
    package let leafHash: Bytes
    /// The other half's root at each level, from the leaf up.
    package let aunts: [Bytes]

    /// The proof for the leaf at `index`, which must be one of `leaves`.
    package init(of index: Int, in leaves: [Bytes]) {
        precondition(leaves.indices.contains(index), "the caller proves a leaf that is there")
        total = leaves.count
        self.index = index
        leafHash = Hash.sha256([0] + leaves[index])
        aunts = Merkle.path(to: index, of: leaves).map { step in
            step.suffix.isEmpty ? Bytes(step.prefix.dropFirst()) : step.suffix
        }
    }
}
