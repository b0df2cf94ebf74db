import SecretBase
import SecretCrypto
import SecretStorage
import Testing

@Suite("Merkle roots and the state digest")
struct MerkleTests {
    @Test("an empty list hashes to SHA-256 of nothing")
    func empty() {
        #expect(Merkle.root(of: []) == Hash.sha256(Bytes()))
        #expect(StateDigest.initial == Hash.sha256(Bytes()))
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

    @Test("the digest tells apart every change, and the order of blocks")
    func digest() {
        let start = StateDigest.initial
        let all = [
            StateDigest.next(after: start, changes: []),
            StateDigest.next(after: start, changes: [StateChange(key: [1], value: nil)]),
            StateDigest.next(after: start, changes: [StateChange(key: [1], value: [])]),
            StateDigest.next(after: start, changes: [StateChange(key: [], value: [1])]),
            StateDigest.next(after: [1], changes: []),
        ]
        #expect(Set(all).count == all.count)
        let text = start + [0, 0, 0, 1, 7, 1, 0, 0, 0, 2, 8, 9]
        let change = StateChange(key: [7], value: [8, 9])
        #expect(StateDigest.next(after: start, changes: [change]) == Hash.sha256(text))
    }
}
