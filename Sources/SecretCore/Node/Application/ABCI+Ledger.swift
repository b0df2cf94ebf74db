internal import Foundation
internal import SecretBase
internal import SecretChain
internal import SecretLedger
internal import SecretWire

extension CometAbciVoteInfo {
    /// As the ledger knows it. A vote for nil is a sign of life; only who is absent missed.
    var known: LastVote {
        let flag: LastVote.Flag =
            switch blockIDFlag {
            case .absent: .absent
            case .nil: .none
            default: .commit
            }
        return LastVote(validator: Bytes(validator.address), power: validator.power, flag: flag)
    }
}

extension CometAbciMisbehavior {
    /// As the ledger knows it; nil for a kind that this version does not know.
    var known: Misbehavior? {
        guard let kind = Misbehavior.Kind(rawValue: type.rawValue) else { return nil }
        return Misbehavior(
            kind: kind, validator: Bytes(validator.address), power: validator.power,
            height: height, time: Timestamp(time), totalPower: totalVotingPower)
    }
}

extension ValidatorUpdate {
    /// As an engine's genesis names it; another kind of key than ed25519 is an empty one here.
    init(_ wire: CometAbciValidatorUpdate) {
        self.init(publicKey: Bytes(wire.pubKey.ed25519), power: wire.power)
    }

    /// As ABCI carries it.
    var wire: CometAbciValidatorUpdate {
        var wire = CometAbciValidatorUpdate()
        wire.pubKey.ed25519 = Data(publicKey)
        wire.power = power
        return wire
    }
}

extension Bytes {
    /// A length-delimited field, written even when it is empty.
    mutating func appendMember(_ number: UInt64, _ value: Bytes) {
        appendVarint(number << 3 | 2)
        appendVarint(UInt64(value.count))
        append(contentsOf: value)
    }
}
