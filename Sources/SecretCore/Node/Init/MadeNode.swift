package import SecretBase

/// What may be known of a node whose home was written.
package struct MadeNode: Hashable, Sendable {
    /// By which peers know it: lower-case hex of 20 bytes.
    package let nodeID: String
    /// ed25519, 32 bytes; signs blocks.
    package let consensusKey: Bytes
    /// 20 bytes, of the consensus key.
    package let validatorAddress: Bytes
}
