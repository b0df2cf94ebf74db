package import SecretBase

/// What the ledger needs to know of the block that it works on.
package struct BlockHeaderInfo: Hashable, Sendable {
    package let chainID: String
    /// 1 for the first block; 0 only while the genesis is laid down.
    package let height: Int64
    /// The block's time, the only time that the ledger knows.
    package let time: Timestamp
    /// Consensus address of the proposer, 20 bytes; empty where there is none.
    package let proposerAddress: Bytes
    /// Who was to sign the block before, in the order of its commit; empty for the first block.
    package let lastVotes: [LastVote]
    /// Whom the consensus engine found at fault, in the order in which it tells the application.
    package let misbehavior: [Misbehavior]
    /// Hash of the set that validates the next block, and root of the state before this one: what
    /// the chain's historical infos keep of a header. Every engine must tell the same.
    package let nextValidatorsHash: Bytes
    package let appHash: Bytes
    /// The block's own hash, 32 bytes, which nothing of its execution goes into; empty where the
    /// engine tells none.
    package let hash: Bytes

    package init(
        chainID: String, height: Int64, time: Timestamp, proposerAddress: Bytes = [],
        lastVotes: [LastVote] = [], misbehavior: [Misbehavior] = [],
        nextValidatorsHash: Bytes = [], appHash: Bytes = [], hash: Bytes = []
    ) {
        self.chainID = chainID
        self.height = height
        self.time = time
        self.proposerAddress = proposerAddress
        self.lastVotes = lastVotes
        self.misbehavior = misbehavior
        self.nextValidatorsHash = nextValidatorsHash
        self.appHash = appHash
        self.hash = hash
    }
}

/// A validator of the block before, whether it signed or not.
package struct LastVote: Hashable, Sendable {
    /// Consensus address, 20 bytes.
    package let validator: Bytes
    package let power: Int64
    package let flag: Flag

    /// What came of a validator in time. Source: CometBFT `types.proto`, `BlockIDFlag`.
    package enum Flag: Int, Hashable, Sendable {
        /// No vote.
        case absent = 1
        /// A vote for the block.
        case commit = 2
        /// A vote for no block.
        case none = 3
    }

    /// Whether its vote came in time, be it for the block or for none; only an absent validator
    /// missed the block. Source: chain specification §4.4.
    package var isSigned: Bool { flag != .absent }

    package init(validator: Bytes, power: Int64, flag: Flag) {
        self.validator = validator
        self.power = power
        self.flag = flag
    }

    package init(validator: Bytes, power: Int64, isSigned: Bool) {
        self.init(validator: validator, power: power, flag: isSigned ? .commit : .absent)
    }
}
