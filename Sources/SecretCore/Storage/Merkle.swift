package import SecretBase
internal import SecretCrypto

/// The merkle root that CometBFT takes over lists: RFC 6962, SHA-256.
///
/// Source: chain.md §5.7.
package enum Merkle {
    /// Root over `leaves`, 32 bytes; SHA-256 of nothing where there are none.
    package static func root(of leaves: [Bytes]) -> Bytes {
        guard !leaves.isEmpty else { return Hash.sha256(Bytes()) }
        return root(ofHashes: leaves.map { Hash.sha256([0] + $0) }[...])
    }

    /// The steps from the leaf at `index` up to the root.
    package static func path(to index: Int, of leaves: [Bytes]) -> [MerklePath.Step] {
        var steps: [MerklePath.Step] = []
        var hashes = leaves.map { Hash.sha256([0] + $0) }[...]
        while hashes.count > 1 {
            let split = hashes.startIndex + split(of: hashes.count)
            let (left, right) = (hashes[..<split], hashes[split...])
            if index < split {
                steps.append(.init(prefix: [1], suffix: root(ofHashes: right)))
                hashes = left
            } else {
                steps.append(.init(prefix: [1] + root(ofHashes: left), suffix: []))
                hashes = right
            }
        }
        return steps.reversed()
    }

    private static func root(ofHashes hashes: ArraySlice<Bytes>) -> Bytes {
        if hashes.count == 1, let only = hashes.first { return only }
        let split = split(of: hashes.count)
        let left = root(ofHashes: hashes.prefix(split))
        let right = root(ofHashes: hashes.dropFirst(split))
        return Hash.sha256([1] + left + right)
    }

    /// The largest power of two below `count`, which is at least 2.
    private static func split(of count: Int) -> Int {
        1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
    }
}
