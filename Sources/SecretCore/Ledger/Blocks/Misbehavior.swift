package import SecretBase

/// A fault that the consensus engine has proof of. Source: `spec/cometbft.md` §7.
package struct Misbehavior: Hashable, Sendable {
    package enum Kind: Int, Sendable {
        /// Two votes for one height, round and step.
        case duplicateVote = 1
        /// A block that was signed beside the chain to deceive a light client.
        case lightClientAttack = 2
    }

    package let kind: Kind
    /// Consensus address, 20 bytes.
    package let validator: Bytes
    /// The validator's power at the offence.
    package let power: Int64
    /// Height of the offence.
    package let height: Int64
    /// Time of the offence.
    package let time: Timestamp
    /// Power of the whole set at the offence.
    package let totalPower: Int64

    package init(
        kind: Kind, validator: Bytes, power: Int64, height: Int64, time: Timestamp,
        totalPower: Int64
    ) {
        self.kind = kind
        self.validator = validator
        self.power = power
        self.height = height
        self.time = time
        self.totalPower = totalPower
    }
}
