import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Collateral and multiplier of old heights: who is slashed pays of what it had, not of what it
/// weighed. Source: `spec/poet.md` 9.8.
extension PoetModule {
    /// What a validator had, and since when.
    struct Snapshot {
        let seconds: Int64
        let wire: PoetSnapshot

        init(seconds: Int64, wire: PoetSnapshot) {
            self.seconds = seconds
            self.wire = wire
        }

        init(stored bytes: Bytes) throws(LedgerFault) {
            guard let seconds = UInt64(bigEndian: bytes.prefix(8)) else {
                throw .damaged("snapshot of engagement")
            }
            self.seconds = Int64(bitPattern: seconds)
            wire = try PoetSnapshot(stored: Bytes(bytes.dropFirst(8)), "snapshot of engagement")
        }

        func stored() throws(LedgerFault) -> Bytes {
            Bytes(bigEndian: UInt64(bitPattern: seconds)) + (try wire.stored())
        }
    }

    /// The power that the engine is told of, which is remembered from the next height on: the set
    /// made up now is the one whose faults count as of then. Source: `spec/chain.md` §4.4.
    func weigh(_ validator: Validator) throws(LedgerFault) -> UInt64 {
        if weighs {
            try remember(validator, multiplier: multiplier(of: validator.consensusBytes))
        }
        return try power(of: validator)
    }

    /// Writes a snapshot where it differs from the last one.
    func remember(_ validator: Validator, multiplier: UInt64) throws(LedgerFault) {
        let address = validator.consensusBytes
        let height = context.header.height == 0 ? 0 : context.header.height + 1
        var wire = PoetSnapshot()
        wire.height = height
        wire.consAddress = ConsensusAddress(publicKey: validator.consensusKey).description
        wire.tokens = validator.tokens.description
        wire.multiplier = multiplier
        let last = try snapshot(of: address, at: .max)?.wire
        guard last?.tokens != wire.tokens || last?.multiplier != wire.multiplier else { return }
        try prune(address)
        try store(Snapshot(seconds: context.header.time.seconds, wire: wire), address, height)
    }

    func store(
        _ snapshot: Snapshot, _ validator: Bytes, _ height: Int64
    ) throws(LedgerFault) {
        try context.write(snapshot.stored(), PoetKeys.snapshot(validator, height))
    }

    /// The last snapshot up to a height.
    private func snapshot(
        of validator: Bytes, at height: Int64
    ) throws(LedgerFault) -> Snapshot? {
        guard height >= 0 else { return nil }
        let range = KeyRange(
            from: PoetKeys.snapshots(of: validator),
            to: PoetKeys.snapshot(validator, height) + [0])
        return try context.entries(range, reversed: true, limit: 1).first
            .map { entry throws(LedgerFault) in try Snapshot(stored: entry.value) }
    }

    /// The tokens that stood for a fault of `height`; nil where the power itself says it.
    func tokens(of validator: Validator, at height: Int64) throws(LedgerFault) -> Int256? {
        guard weighs, let found = try snapshot(of: validator.consensusBytes, at: height) else {
            return nil
        }
        guard let tokens = Int256(found.wire.tokens) else { throw .damaged("snapshot's tokens") }
        return tokens
    }

    /// Forgets up to two snapshots whose successor is older than any unbonding: more than ever
    /// come at once.
    private func prune(_ validator: Bytes) throws(LedgerFault) {
        let range = KeyRange(prefix: PoetKeys.snapshots(of: validator))
        let oldest = try context.entries(range, limit: 3)
        for (entry, successor) in zip(oldest, oldest.dropFirst()) {
            guard try isOld(Snapshot(stored: successor.value)) else { return }
            try context.delete(entry.key)
        }
    }

    private func isOld(_ snapshot: Snapshot) -> Bool {
        context.header.time.seconds - snapshot.seconds
            > context.parameters.staking.unbondingTime.seconds
    }

    /// Whether somebody may still have to pay for a time when it weighed less than it had.
    func hasLightSnapshots() throws(LedgerFault) -> Bool {
        let all = try context.entries(KeyRange(prefix: PoetKeys.snapshots))
        for (index, entry) in all.enumerated() {
            let snapshot = try Snapshot(stored: entry.value)
            guard snapshot.wire.multiplier < EngagementRules.whole else { continue }
            // It held until its successor came; without one it still does.
            guard index + 1 < all.count else { return true }
            let next = try Snapshot(stored: all[index + 1].value)
            guard next.wire.consAddress == snapshot.wire.consAddress, isOld(next) else {
                return true
            }
        }
        return false
    }
}
