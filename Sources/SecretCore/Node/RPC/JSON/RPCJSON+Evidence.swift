internal import SecretBase
internal import SecretWire
internal import SwiftProtobuf

extension CometEvidence {
    /// An object with its type beside it; null for a kind that is not known.
    var rpcJSON: JSONValue {
        switch sum {
        case .duplicateVoteEvidence(let evidence):
            ["type": "tendermint/DuplicateVoteEvidence", "value": evidence.rpcJSON]
        case .lightClientAttackEvidence(let evidence):
            ["type": "tendermint/LightClientAttackEvidence", "value": evidence.rpcJSON]
        case nil: .null
        }
    }
}

// The members without underscores have no name of their own in Go.
extension CometDuplicateVoteEvidence {
    fileprivate var rpcJSON: JSONValue {
        [
            "vote_a": voteA.rpcJSON, "vote_b": voteB.rpcJSON,
            "TotalVotingPower": RPCJSON.long(totalVotingPower),
            "ValidatorPower": RPCJSON.long(validatorPower),
            "Timestamp": RPCJSON.time(hasTimestamp ? timestamp : nil),
        ]
    }
}

extension CometLightClientAttackEvidence {
    fileprivate var rpcJSON: JSONValue {
        [
            "ConflictingBlock": [
                "signed_header": conflictingBlock.signedHeader.rpcJSON,
                "validator_set": conflictingBlock.validatorSet.rpcJSON,
            ],
            "CommonHeight": RPCJSON.long(commonHeight),
            "ByzantineValidators": RPCJSON.listOrNull(byzantineValidators, \.rpcJSON),
            "TotalVotingPower": RPCJSON.long(totalVotingPower),
            "Timestamp": RPCJSON.time(hasTimestamp ? timestamp : nil),
        ]
    }
}

extension CometVote {
    var rpcJSON: JSONValue {
        [
            "type": RPCJSON.int(type.rawValue), "height": RPCJSON.long(height),
            "round": RPCJSON.int(round), "block_id": blockID.rpcJSON,
            "timestamp": RPCJSON.time(hasTimestamp ? timestamp : nil),
            "validator_address": RPCJSON.hex(validatorAddress),
            "validator_index": RPCJSON.int(validatorIndex),
            "signature": RPCJSON.base64OrNull(signature),
            "extension": RPCJSON.base64OrNull(self.extension),
            "extension_signature": RPCJSON.base64OrNull(extensionSignature),
        ]
    }
}
