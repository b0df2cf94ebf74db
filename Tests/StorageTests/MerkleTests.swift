import SecretBase
import SecretCrypto
import SecretStorage
import Testing

@Suite("Merkle roots")
struct MerkleTests {
    @Test("an empty list hashes to SHA-256 of nothing")
    func empty() {
        #expect(Merkle.root(of: []) == Hash.sha256(Bytes()))
        #expect(ChainWriter.initialAppHash == Hash.sha256(Bytes()))
    }

    @Test("splits at the largest power of two below the count")
    func splits() {
        let leaves: [Bytes] = (0..<5 as Range<UInt8>).map { [$0] }
        let hashes = leaves.map { Hash.sha256([0] + $0) }
        func inner(_ left: Bytes, _ right: Bytes) -> Bytes { Hash.sha256([1] + left + right) }
        let four = inner(inner(hashes[0], hashes[1]), inner(hashes[2], hashes[3]))
        #expect(Merkle.root(of: leaves) == inner(four, hashes[4]))
        #expect(Merkle.root(of: Array(leaves.prefix(4))) == four)
        #expect(Merkle.root(of: [leaves[0]]) == hashes[0])
    }

    @Test("a path leads from each leaf to the root", arguments: 1...20 as ClosedRange<UInt8>)
    func paths(count: UInt8) {
        let leaves: [Bytes] = (0..<count).map { [$0] }
        for (index, leaf) in leaves.enumerated() {
            let root = Merkle.path(to: index, of: leaves).reduce(Hash.sha256([0] + leaf)) {
                Hash.sha256($1.prefix + $0 + $1.suffix)
            }
            #expect(root == Merkle.root(of: leaves))
        }
    }
}

@Suite("Proofs of list elements")
struct MerkleProofTests {
    @Test("lead to the root from every leaf of lists of every shape", arguments: 1...17)
    func proofs(_ count: Int) {
        let leaves = (0..<count).map { Bytes([UInt8($0)]) }
        let root = Merkle.root(of: leaves)
        for index in leaves.indices {
            let proof = MerkleProof(of: index, in: leaves)
            #expect(proof.total == count && proof.index == index)
            #expect(proof.leafHash == Hash.sha256([0] + leaves[index]))
            #expect(Self.root(index, count, proof.leafHash, proof.aunts[...]) == root)
        }
    }

    /// CometBFT `crypto/merkle/proof.go`, computeHashFromAunts.
    private static func root(
        _ index: Int, _ total: Int, _ leaf: Bytes, _ aunts: ArraySlice<Bytes>
    ) -> Bytes? {
        guard total > 1 else { return aunts.isEmpty ? leaf : nil }
        guard let aunt = aunts.last else { return nil }
        var split = 1
        while split * 2 < total { split *= 2 }
        if index < split {
            return root(index, split, leaf, aunts.dropLast()).map { Hash.sha256([1] + $0 + aunt) }
        }
        return root(index - split, total - split, leaf, aunts.dropLast())
            .map { Hash.sha256([1] + aunt + $0) }
    }
}
