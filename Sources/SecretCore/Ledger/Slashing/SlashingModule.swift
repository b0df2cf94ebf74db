import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Who signs blocks and who does not. Source: chain specification §4.4; cosmos-sdk
/// `x/slashing/keeper`.
struct SlashingModule {
    let context: LedgerContext

    func parameters() throws(LedgerFault) -> SlashingParams {
        guard let value = try context.read(SlashingKeys.parameters) else {
            throw .damaged("no slashing parameters")
        }
        return try SlashingParams(stored: value, "slashing parameters")
    }

    // MARK: What is known of a signer

    /// nil for a validator that was never in the set.
    func signingInfo(
        _ validator: Bytes
    ) throws(LedgerFault) -> SlashingValidatorSigningInfo? {
        guard let value = try context.read(SlashingKeys.signingInfo(validator)) else { return nil }
        return try SlashingValidatorSigningInfo(stored: value, "signing info")
    }

    func store(
        _ info: SlashingValidatorSigningInfo, _ validator: Bytes
    ) throws(LedgerFault) {
        try context.write(info.stored(), SlashingKeys.signingInfo(validator))
    }

    /// As `signingInfo`, and from now on where there is none. The network stops where a signer has
    /// none; this ledger begins to count instead.
    func requireSigningInfo(
        _ validator: Bytes
    ) throws(LedgerFault) -> SlashingValidatorSigningInfo {
        if let info = try signingInfo(validator) { return info }
        let address: ConsensusAddress
        do { address = try ConsensusAddress(bytes: validator) } catch {
            throw .damaged("consensus address: \(error)")
        }
        return SlashingValidatorSigningInfo(of: address, from: context.header.height)
    }

    // MARK: What staking tells

    /// A new validator: its key can be found by its consensus address.
    func begin(_ validator: Validator) throws(LedgerFault) {
        let address = ConsensusAddress(publicKey: validator.consensusKey)
        try context.write(
            validator.consensusKey.anyBytes, SlashingKeys.publicKey(address.bytes))
    }

    /// A validator is in the set from now on.
    func bonded(_ validator: Validator) throws(LedgerFault) {
        let address = ConsensusAddress(publicKey: validator.consensusKey)
        let height = context.header.height
        var info =
            try signingInfo(address.bytes)
            ?? SlashingValidatorSigningInfo(of: address, from: height)
        info.startHeight = height
        try store(info, address.bytes)
    }

    /// A validator that is no more. What it signed stays known, lest a tombstone be forgotten.
    func end(_ validator: Validator) throws(LedgerFault) {
        let address = ConsensusAddress(publicKey: validator.consensusKey)
        try context.delete(SlashingKeys.publicKey(address.bytes))
    }

    // MARK: Missed blocks

    /// Whether the validator missed the block at this place of its window.
    func missed(at index: Int64, _ validator: Bytes) throws(LedgerFault) -> Bool {
        let key = SlashingKeys.missed(validator, chunk: UInt64(index / MissedBlocks.bits))
        guard let value = try context.read(key) else { return false }
        return try MissedBlocks(stored: value)[index % MissedBlocks.bits]
    }

    func setMissed(
        _ isMissed: Bool, at index: Int64, _ validator: Bytes
    ) throws(LedgerFault) {
        let key = SlashingKeys.missed(validator, chunk: UInt64(index / MissedBlocks.bits))
        var blocks = try context.read(key).map(MissedBlocks.init(stored:)) ?? MissedBlocks()
        blocks[index % MissedBlocks.bits] = isMissed
        try context.write(blocks.stored, key)
    }

    func forgetMissed(_ validator: Bytes) throws(LedgerFault) {
        for (key, _) in try context.entries(KeyRange(prefix: SlashingKeys.missed(validator))) {
            try context.delete(key)
        }
    }

    // MARK: Out of jail

    /// Lets a validator back into the running; throws the chain's reason why not.
    func unjail(_ address: ValidatorAddress) throws(LedgerFault) {
        var validator = try context.staking.validator(address)
        guard
            let shares = try context.staking.shares(
                of: Address(operator: address), in: address)
        else { throw .refused(StakingError.noDelegation) }
        let tokens = try validator.tokens(from: shares).whole()
        guard tokens >= validator.minSelfDelegation else {
            throw .refused(
                SlashingError.selfDelegationTooLow,
                "\(tokens) less than \(validator.minSelfDelegation)")
        }
        guard validator.isJailed else { throw .refused(SlashingError.notJailed) }
        let consensus = ConsensusAddress(publicKey: validator.consensusKey)
        if let info = try signingInfo(consensus.bytes) {
            guard !info.tombstoned, context.header.time >= Timestamp(info.jailedUntil) else {
                throw .refused(SlashingError.stillJailed)
            }
        }
        // The chain looks the validator up once more, by its consensus address.
        _ = try context.staking.validator(byConsensus: consensus.bytes)
        try context.staking.unjail(&validator)
    }
}

extension LedgerContext {
    var slashing: SlashingModule { SlashingModule(context: self) }
}

extension SlashingValidatorSigningInfo {
    /// A signer that missed nothing yet.
    init(of validator: ConsensusAddress, from height: Int64) {
        self.init()
        address = validator.description
        startHeight = height
        jailedUntil = Timestamp.epoch.wire
    }
}
