internal import Foundation
internal import SecretBase
internal import SecretWire
internal import SwiftProtobuf

extension CometEvidence {
    init(rpc reader: RPCReader) throws(WireError) {
        self.init()
        let value = try reader.member("value")
        switch try reader.text("type") {
        case "tendermint/DuplicateVoteEvidence":
            duplicateVoteEvidence = try CometDuplicateVoteEvidence(rpc: value)
        case "tendermint/LightClientAttackEvidence":
            lightClientAttackEvidence = try CometLightClientAttackEvidence(rpc: value)
        case let type: throw reader.misfit("type", "is '\(type)', which is no evidence")
        }
    }
}

extension CometDuplicateVoteEvidence {
    fileprivate init(rpc reader: RPCReader) throws(WireError) {
        self.init()
        voteA = try CometVote(rpc: reader.member("vote_a"))
        voteB = try CometVote(rpc: reader.member("vote_b"))
        totalVotingPower = try reader.number("TotalVotingPower")
        validatorPower = try reader.number("ValidatorPower")
        timestamp = try reader.time("Timestamp")
    }
}

extension CometLightClientAttackEvidence {
    fileprivate init(rpc reader: RPCReader) throws(WireError) {
        self.init()
        let block = try reader.member("ConflictingBlock")
        conflictingBlock.signedHeader = try CometSignedHeader(rpc: block.member("signed_header"))
        conflictingBlock.validatorSet = try CometValidatorSet(rpc: block.member("validator_set"))
        commonHeight = try reader.number("CommonHeight")
        for validator in try reader.list("ByzantineValidators") {
            byzantineValidators.append(try CometValidator(rpc: validator))
        }
        totalVotingPower = try reader.number("TotalVotingPower")
        timestamp = try reader.time("Timestamp")
    }
}

extension CometVote {
    init(rpc reader: RPCReader) throws(WireError) {
        self.init()
        let type: Int = try reader.number("type")
        guard let known = CometSignedMsgType(rawValue: type) else {
            throw reader.misfit("type", "is \(type), which is no vote")
        }
        self.type = known
        height = try reader.number("height")
        round = try reader.number("round")
        blockID = try CometBlockID(rpc: reader.member("block_id"))
        timestamp = try reader.time("timestamp")
        validatorAddress = try reader.hex("validator_address")
        validatorIndex = try reader.number("validator_index")
        signature = try reader.base64("signature")
        self.extension = try reader.base64("extension")
        extensionSignature = try reader.base64("extension_signature")
    }
}
