import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// Liveness: who misses too many blocks of its window is slashed and jailed.
///
/// Source: chain specification §4.4; cosmos-sdk `x/slashing/keeper/infractions.go`.
extension SlashingModule {
    /// Blocks between a change of the set and the first signatures of it.
    static let updateDelay: Int64 = 1

    /// The parameters as numbers.
    private struct Rules {
        let window: Int64
        let missedMax: Int64
        let jail: Google_Protobuf_Duration
        let fraction: Dec

        init(_ wire: SlashingParams) throws(LedgerFault) {
            guard let least = Dec(wire.minSignedPerWindow),
                let fraction = Dec(wire.slashFractionDowntime), wire.signedBlocksWindow > 0
            else { throw .damaged("slashing parameters") }
            window = wire.signedBlocksWindow
            guard let signed = try least.multiplied(Int256(window)).nearest().int64 else {
                throw .damaged("slashing parameters")
            }
            missedMax = window - signed
            jail = wire.downtimeJailDuration
            self.fraction = fraction
        }
    }

    /// Counts the votes of the block before.
    func beginBlock() throws(LedgerFault) {
        guard !context.header.lastVotes.isEmpty else { return }
        let rules = try Rules(parameters())
        for vote in context.header.lastVotes { try count(vote, rules) }
    }

    /// A validator that is gone, which can be when unbonding takes no time, is passed over; the
    /// network stops there.
    private func count(_ vote: LastVote, _ rules: Rules) throws(LedgerFault) {
        guard let validator = try context.staking.find(byConsensus: vote.validator),
            !validator.isJailed
        else { return }
        var info = try requireSigningInfo(vote.validator)
        let index = info.indexOffset % rules.window
        info.indexOffset += 1
        let (before, now) = (try missed(at: index, vote.validator), !vote.isSigned)
        if before != now {
            try setMissed(now, at: index, vote.validator)
            info.missedBlocksCounter += now ? 1 : -1
        }
        let name = try name(of: vote.validator)
        if now {
            context.emit(
                .liveness(name, missed: info.missedBlocksCounter, at: context.header.height))
        }
        let (first, overflow) = info.startHeight.addingReportingOverflow(rules.window)
        if !overflow, context.header.height > first,
            info.missedBlocksCounter > rules.missedMax
        {
            try punish(validator, vote, name, rules)
            info.jailedUntil =
                context.header.time.adding(
                    seconds: rules.jail.seconds, nanos: Int64(rules.jail.nanos)
                ).wire
            // The validator begins with a clean slate when it is back.
            info.missedBlocksCounter = 0
            info.indexOffset = 0
            try forgetMissed(vote.validator)
        }
        try store(info, vote.validator)
    }

    /// The fault is that of the set which made the block before, which staking knew a block sooner.
    private func punish(
        _ validator: Validator, _ vote: LastVote, _ name: String, _ rules: Rules
    ) throws(LedgerFault) {
        let height = context.header.height - Self.updateDelay - 1
        let burned = try context.staking.slash(
            validator, .init(height: height, power: vote.power, fraction: rules.fraction))
        context.emit(.slashForDowntime(name, power: vote.power, burned: burned.description))
        var slashed = try context.staking.validator(validator.address)
        try context.staking.jail(&slashed)
    }

    /// A consensus address as the chain prints it.
    func name(of validator: Bytes) throws(LedgerFault) -> String {
        do { return try ConsensusAddress(bytes: validator).description } catch {
            throw .damaged("consensus address: \(error)")
        }
    }
}
