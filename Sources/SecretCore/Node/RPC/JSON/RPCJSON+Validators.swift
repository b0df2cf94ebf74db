internal import Foundation
internal import SecretBase
internal import SecretWire
internal import SwiftProtobuf

extension CometValidator {
    var rpcJSON: JSONValue {
        [
            "address": RPCJSON.hex(address), "pub_key": pubKey.rpcJSON,
            "voting_power": RPCJSON.long(votingPower),
            "proposer_priority": RPCJSON.long(proposerPriority),
        ]
    }
}

extension CometValidatorSet {
    var rpcJSON: JSONValue {
        [
            "validators": .array(validators.map(\.rpcJSON)),
            "proposer": hasProposer ? proposer.rpcJSON : .null,
        ]
    }
}

extension CometCryptoPublicKey {
    /// The key with its type beside it.
    var rpcJSON: JSONValue {
        switch sum {
        case .ed25519(let key):
            ["type": "tendermint/PubKeyEd25519", "value": RPCJSON.base64(key)]
        case .secp256K1(let key):
            ["type": "tendermint/PubKeySecp256k1", "value": RPCJSON.base64(key)]
        case nil: .null
        }
    }

    /// The key as ABCI's messages have it, which are written by another encoder.
    var abciJSON: JSONValue {
        switch sum {
        case .ed25519(let key): Self.wrapped("Ed25519", "ed25519", key)
        case .secp256K1(let key): Self.wrapped("Secp256K1", "secp256k1", key)
        case nil: ["Sum": .null]
        }
    }

    private static func wrapped(_ type: String, _ name: String, _ key: Data) -> JSONValue {
        [
            "Sum": [
                "type": .string("tendermint.crypto.PublicKey_" + type),
                "value": .object([.init(name, RPCJSON.base64(key))]),
            ]
        ]
    }
}

extension CometAbciValidatorUpdate {
    var rpcJSON: JSONValue {
        var object = SparseObject()
        object.put("pub_key", pubKey.abciJSON)
        object.put("power", RPCJSON.long(power), unless: power == 0)
        return object.json
    }
}

extension CometConsensusParams {
    /// The parameters in force, every member written.
    var rpcJSON: JSONValue {
        [
            "block": [
                "max_bytes": RPCJSON.long(block.maxBytes), "max_gas": RPCJSON.long(block.maxGas),
            ],
            "evidence": [
                "max_age_num_blocks": RPCJSON.long(evidence.maxAgeNumBlocks),
                "max_age_duration": evidence.maxAgeDuration.rpcJSON,
                "max_bytes": RPCJSON.long(evidence.maxBytes),
            ],
            "validator": ["pub_key_types": .array(validator.pubKeyTypes.map { .string($0) })],
            "version": ["app": RPCJSON.long(version.app)],
            "abci": [
                "vote_extensions_enable_height":
                    RPCJSON.long(abci.voteExtensionsEnableHeight)
            ],
        ]
    }

    /// A block's change of them: what does not change is left out.
    var updateJSON: JSONValue {
        var object = SparseObject()
        var (block, evidence) = (SparseObject(), SparseObject())
        block.put("max_bytes", RPCJSON.long(self.block.maxBytes), unless: self.block.maxBytes == 0)
        block.put("max_gas", RPCJSON.long(self.block.maxGas), unless: self.block.maxGas == 0)
        object.put("block", block.json, unless: !hasBlock)
        let age = self.evidence.maxAgeNumBlocks
        evidence.put("max_age_num_blocks", RPCJSON.long(age), unless: age == 0)
        evidence.put("max_age_duration", self.evidence.maxAgeDuration.rpcJSON)
        let bytes = self.evidence.maxBytes
        evidence.put("max_bytes", RPCJSON.long(bytes), unless: bytes == 0)
        object.put("evidence", evidence.json, unless: !hasEvidence)
        let types = validator.pubKeyTypes.map { JSONValue.string($0) }
        object.put("validator", ["pub_key_types": .array(types)], unless: !hasValidator)
        object.put(
            "version", version.app == 0 ? [:] : ["app": RPCJSON.long(version.app)],
            unless: !hasVersion)
        let enabling = abci.voteExtensionsEnableHeight
        object.put(
            "abci",
            enabling == 0 ? [:] : ["vote_extensions_enable_height": RPCJSON.long(enabling)],
            unless: !hasAbci)
        return object.json
    }
}

extension Google_Protobuf_Duration {
    /// Nanoseconds.
    fileprivate var rpcJSON: JSONValue {
        let whole = seconds.multipliedReportingOverflow(by: 1_000_000_000).partialValue
        return RPCJSON.long(whole &+ Int64(nanos))
    }
}
