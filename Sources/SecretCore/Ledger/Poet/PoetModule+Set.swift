import SecretBase
import SecretChain
import SecretStorage
import SecretWire

/// Who comes into the set and who leaves it.
extension PoetModule {
    /// A validator is in the set from now on, with nothing to show yet.
    func begin(_ validator: Validator) throws(LedgerFault) {
        guard let parameters else { return }
        try begin(validator, multiplier: parameters.multiplierMin)
    }

    func begin(_ validator: Validator, multiplier: UInt64) throws(LedgerFault) {
        let address = validator.consensusBytes
        try forget(address)
        var engagement = PoetEngagement()
        engagement.consAddress = ConsensusAddress(publicKey: validator.consensusKey).description
        engagement.multiplier = multiplier
        engagement.startHeight = context.header.height
        try store(engagement, address)
    }

    /// A validator that was jailed and stayed in the set begins anew all the same.
    func reset(_ validator: Validator) throws(LedgerFault) {
        guard parameters != nil, try engagement(validator.consensusBytes) != nil else { return }
        try begin(validator)
    }

    /// A validator leaves the set; for slashing its snapshots stay, and say when.
    func leave(_ validator: Validator) throws(LedgerFault) {
        if weighs { try remember(validator, multiplier: EngagementRules.whole) }
        try forget(validator.consensusBytes)
    }

    /// Forgets what was measured of a validator, and its platform.
    func forget(_ validator: Bytes) throws(LedgerFault) {
        guard parameters != nil, let known = try engagement(validator) else { return }
        for (key, _) in try context.entries(KeyRange(prefix: PoetKeys.ring(validator))) {
            try context.delete(key)
        }
        if !known.platformID.isEmpty { try release(Bytes(known.platformID)) }
        try context.delete(PoetKeys.engagement(validator))
    }

    /// A validator is no more.
    func end(_ validator: Validator) throws(LedgerFault) {
        guard parameters != nil else { return }
        let prefix = PoetKeys.snapshots(of: validator.consensusBytes)
        for (key, _) in try context.entries(KeyRange(prefix: prefix)) { try context.delete(key) }
    }

    /// Begins to measure everybody in the set, all equal: on a new chain as everybody begins, on
    /// one that runs as heavy as before and as if nobody had missed a block.
    func beginAll(multiplier: UInt64, presence: PresenceRing? = nil) throws(LedgerFault) {
        for (_, value) in try context.entries(KeyRange(prefix: StakingKeys.validators)) {
            let validator = try Validator(stored: value)
            guard validator.isBonded, try engagement(validator.consensusBytes) == nil else {
                continue
            }
            try begin(validator, multiplier: multiplier)
            guard let presence else { continue }
            let address = validator.consensusBytes
            guard var engagement = try engagement(address) else { continue }
            engagement.credit = presence.credit
            try store(engagement, address)
            for (index, chunk) in presence.chunks.enumerated() {
                try context.write(chunk, PoetKeys.ring(address, chunk: index))
            }
        }
    }

    /// Leaves nothing behind: the network's own rules hold from now on.
    func endAll() throws(LedgerFault) {
        for (key, _) in try context.entries(KeyRange(prefix: PoetKeys.all)) {
            try context.delete(key)
        }
        try context.refreshParameters()
    }
}
