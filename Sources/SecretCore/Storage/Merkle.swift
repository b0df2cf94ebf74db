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

    private static func root(ofHashes hashes: ArraySlice<Bytes>) -> Bytes {
        if hashes.count == 1, let only = hashes.first { return only }
        // The largest power of two below the count.
        let split = 1 << (Int.bitWidth - 1 - (hashes.count - 1).leadingZeroBitCount)
        let left = root(ofHashes: hashes.prefix(split))
        let right = root(ofHashes: hashes.dropFirst(split))
        return Hash.sha256([1] + left + right)
    }
}
