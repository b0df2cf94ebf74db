package import SecretBase
package import SecretWire

/// Committed state by the names of its stores, for those who ask for raw keys.
package protocol StorePort: Sendable {
    /// Height of the last block on disk, 0 before the first.
    func latestHeight() throws -> Int64

    func hasStore(_ name: String) throws -> Bool

    /// What stands under a key after the block of `height`, with a proof where one is wanted.
    ///
    /// Throws where the height is not kept. The store must be there.
    func value(
        of key: Bytes, in store: String, at height: Int64, isProven: Bool
    ) throws -> (value: Bytes?, proof: CometCryptoProofOps?)

    /// Every key that begins with `prefix`, ascending, with its value.
    func pairs(
        under prefix: Bytes, in store: String, at height: Int64
    ) throws -> [(key: Bytes, value: Bytes)]
}
