import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// `MsgUpdateParams` of consensus: governance tells the engine how large blocks may be, how old
/// evidence, and which keys validators may have.
///
/// Source: chain specification §4.10; cosmos-sdk `x/consensus/keeper/keeper.go`.
struct UpdateConsensusParametersMessage: LedgerMessage {
    static let typeURL = "/cosmos.consensus.v1.MsgUpdateParams"
    private let wire: ConsensusMsgUpdateParams
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        wire = try ConsensusMsgUpdateParams(serializedBytes: bytes)
        sender = try? Party(reading: wire.authority, "authority")
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        try context.requireAuthority(wire.authority)
        guard wire.hasBlock, wire.hasEvidence, wire.hasValidator else {
            throw .refused(Refusal(unregistered: "all parameters must be present"))
        }
        let before = context.parameters.consensus
        var after = before
        after.block = wire.block
        after.evidence = wire.evidence
        after.validator = wire.validator
        // The version stays: the engine compares it with what the application says of itself.
        if wire.hasAbci { after.abci = wire.abci }
        if let problem = after.problem { throw .refused(Refusal(unregistered: problem)) }
        guard !after.leavesNoRoom(validators: context.parameters.staking.maxValidators) else {
            throw .refused(
                Refusal(
                    unregistered: "block.MaxBytes \(after.block.maxBytes) leaves no room beside "
                        + "evidence.MaxBytes \(after.evidence.maxBytes)"))
        }
        try checkExtensions(before.abci, context.header.height)
        try context.write(after.stored(), ConsensusKeys.parameters)
        try context.refreshParameters()
        context.emit(
            Event(
                "update_consensus_params",
                ["authority": wire.authority, "parameters": after.printed]))
        return []
    }

    /// Vote extensions begin in the future and never end.
    /// Source: CometBFT `types/params.go`, `ConsensusParams.ValidateUpdate`.
    private func checkExtensions(
        _ before: CometABCIParams, _ height: Int64
    ) throws(LedgerFault) {
        let (old, new) = (before.voteExtensionsEnableHeight, wire.abci.voteExtensionsEnableHeight)
        guard wire.hasAbci, old != new else { return }
        let problem: String
        if old != 0, new == 0 {
            problem = "vote extensions cannot be disabled once enabled"
        } else if new <= height {
            problem =
                "VoteExtensionsEnableHeight cannot be updated to a past height, initial height: "
                + "\(old), current height \(height)"
        } else if old != 0, old <= height {
            problem =
                "VoteExtensionsEnableHeight cannot be modified once the initial height has "
                + "occurred, initial height: \(old), current height \(height)"
        } else {
            return
        }
        throw .refused(Refusal(unregistered: problem))
    }
}

extension CometConsensusParams {
    /// As the chain's program prints it in an event: the text form of the message, in one line.
    fileprivate var printed: String {
        func field(_ name: String, _ value: Int64) -> String {
            value == 0 ? "" : "\(name):\(value) "
        }
        let age = evidence.maxAgeDuration
        let duration = field("seconds", age.seconds) + field("nanos", Int64(age.nanos))
        let types = validator.pubKeyTypes.map { "pub_key_types:\"\($0)\" " }.joined()
        return "block:<" + field("max_bytes", block.maxBytes) + field("max_gas", block.maxGas)
            + "> evidence:<" + field("max_age_num_blocks", evidence.maxAgeNumBlocks)
            + "max_age_duration:<\(duration)> " + field("max_bytes", evidence.maxBytes)
            + "> validator:<\(types)> version:<> abci:<"
            + field("vote_extensions_enable_height", abci.voteExtensionsEnableHeight) + "> "
    }
}
