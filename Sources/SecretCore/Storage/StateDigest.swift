package import SecretBase
internal import SecretCrypto

/// The app hash for now: a running digest over what blocks changed.
///
/// It commits to the whole history of state, so two nodes that agree on it agree on every key; it
/// proves no single key. The network's IAVL roots take its place later.
package enum StateDigest {
    /// The app hash before the first block: SHA-256 of nothing, as the network starts.
    package static var initial: Bytes { Hash.sha256(Bytes()) }

    /// SHA-256(previous ‖ changes), `changes` ascending by key; each one is
    /// key length (4 bytes, big-endian) ‖ key ‖ 1 ‖ value length (4) ‖ value, or … key ‖ 0 if removed.
    package static func next(after previous: Bytes, changes: [StateChange]) -> Bytes {
        var text = previous
        for change in changes {
            append(change.key, to: &text)
            if let value = change.value {
                text.append(1)
                append(value, to: &text)
            } else {
                text.append(0)
            }
        }
        return Hash.sha256(text)
    }

    private static func append(_ bytes: Bytes, to text: inout Bytes) {
        let count = UInt32(bytes.count)
        for shift in [24, 16, 8, 0] as [UInt32] {
            text.append(UInt8(truncatingIfNeeded: count >> shift))
        }
        text.append(contentsOf: bytes)
    }
}
