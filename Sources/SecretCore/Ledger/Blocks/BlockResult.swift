package import SecretBase
package import SecretWire

/// What a block did.
package struct BlockResult: Hashable, Sendable {
    /// Events of the begin and end hooks, each with its `mode`, in order.
    package var events: [Event] = []
    /// One per transaction, in the block's order.
    package var txResults: [TxResult] = []
    /// Changes of the validator set: falling power first, then who left, by operator address.
    package var validatorUpdates: [ValidatorUpdate] = []
    /// The consensus parameters that hold from the next block on; nil where they stay as they are.
    package var consensusParameters: CometConsensusParams?

    package init() {}
}

/// A validator's new voting power; zero takes it out of the set.
package struct ValidatorUpdate: Hashable, Sendable {
    /// ed25519 consensus key, 32 bytes.
    package let publicKey: Bytes
    /// Tokens bonded, in millions of uscrt, rounded down.
    package let power: Int64

    package init(publicKey: Bytes, power: Int64) {
        self.publicKey = publicKey
        self.power = power
    }
}
