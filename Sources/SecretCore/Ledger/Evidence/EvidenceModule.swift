import FoundationEssentials
import SecretBase
import SecretChain
import SecretCrypto
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Faults that the consensus engine proves: the validator pays, is jailed, and never comes back.
///
/// Source: chain specification §4.4; cosmos-sdk `x/evidence/keeper/infraction.go`.
struct EvidenceModule {
    let context: LedgerContext

    /// The end of a double signer's jail: the last second that the chain's times have.
    static let jailEnd = Timestamp(seconds: 253_402_300_799)

    func evidence(_ hash: Bytes) throws(LedgerFault) -> Google_Protobuf_Any? {
        guard let value = try context.read(EvidenceKeys.evidence(hash)) else { return nil }
        return try Google_Protobuf_Any(stored: value, "evidence")
    }

    /// Light client attacks cost what double signing costs.
    func beginBlock() throws(LedgerFault) {
        for misbehavior in context.header.misbehavior { try punish(misbehavior) }
    }

    /// Evidence of somebody who is gone, unbonded or tombstoned already is passed over, and so is
    /// what is too old. The network stops where the validator is gone.
    private func punish(_ misbehavior: Misbehavior) throws(LedgerFault) {
        let (staking, slashing) = (context.staking, context.slashing)
        guard let validator = try staking.find(byConsensus: misbehavior.validator),
            validator.status != .unbonded, !isTooOld(misbehavior)
        else { return }
        var info = try slashing.requireSigningInfo(misbehavior.validator)
        guard !info.tombstoned else { return }
        guard let fraction = Dec(try slashing.parameters().slashFractionDoubleSign) else {
            throw .damaged("slashing parameters")
        }
        // What was bonded at the offence had been so since the end of the block before. An offence
        // to come is one of now.
        let height = min(
            misbehavior.height - SlashingModule.updateDelay, context.header.height)
        let burned = try staking.slash(
            validator, .init(height: height, power: misbehavior.power, fraction: fraction))
        let name = try slashing.name(of: misbehavior.validator)
        context.emit(
            .slashForDoubleSign(name, power: misbehavior.power, burned: burned.description))
        if !validator.isJailed {
            var slashed = try staking.validator(validator.address)
            try staking.jail(&slashed)
            context.emit(.slashJailed(name))
        }
        info.jailedUntil = Self.jailEnd.wire
        info.tombstoned = true
        try slashing.store(info, misbehavior.validator)
        try context.poet.forget(misbehavior.validator)
        try store(EvidenceEquivocation(misbehavior, by: name))
    }

    /// Too many blocks and too much time, both.
    private func isTooOld(_ misbehavior: Misbehavior) -> Bool {
        let limits = context.parameters.consensus.evidence
        let most =
            Int128(limits.maxAgeDuration.seconds) * 1_000_000_000
            + Int128(limits.maxAgeDuration.nanos)
        return context.header.time.nanoseconds(since: misbehavior.time) > most
            && context.header.height - misbehavior.height > limits.maxAgeNumBlocks
    }

    private func store(_ equivocation: EvidenceEquivocation) throws(LedgerFault) {
        let bytes = try equivocation.stored()
        var any = Google_Protobuf_Any()
        any.typeURL = EvidenceEquivocation.typeURL
        any.value = Data(bytes)
        try context.write(any.stored(), EvidenceKeys.evidence(Hash.sha256(bytes)))
    }
}

extension LedgerContext {
    var evidence: EvidenceModule { EvidenceModule(context: self) }
}

extension EvidenceEquivocation {
    static let typeURL = "/cosmos.evidence.v1beta1.Equivocation"

    init(_ misbehavior: Misbehavior, by validator: String) {
        self.init()
        height = misbehavior.height
        time = misbehavior.time.wire
        power = misbehavior.power
        consensusAddress = validator
    }

    /// The chain's words for what is wrong, nil when nothing is.
    /// Source: cosmos-sdk `x/evidence/types/evidence.go`.
    var problem: String? {
        if time.seconds <= 0 {
            return "invalid equivocation time: \(Timestamp(time).text(.shortest))"
        }
        if height < 1 { return "invalid equivocation height: \(height)" }
        if power < 1 { return "invalid equivocation validator power: \(power)" }
        return consensusAddress.isEmpty
            ? "invalid equivocation validator consensus address: " : nil
    }
}
