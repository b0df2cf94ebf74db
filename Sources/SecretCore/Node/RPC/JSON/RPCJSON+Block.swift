internal import Foundation
internal import SecretBase
internal import SecretWire
internal import SwiftProtobuf

extension CometBlock {
    var rpcJSON: JSONValue {
        [
            "header": header.rpcJSON,
            "data": ["txs": .array(data.txs.map { RPCJSON.base64($0) })],
            "evidence": ["evidence": .array(evidence.evidence.map(\.rpcJSON))],
            "last_commit": lastCommit.rpcJSON,
        ]
    }
}

extension CometHeader {
    var rpcJSON: JSONValue {
        [
            "version": version.rpcJSON, "chain_id": .string(chainID),
            "height": RPCJSON.long(height), "time": RPCJSON.time(hasTime ? time : nil),
            "last_block_id": lastBlockID.rpcJSON, "last_commit_hash": RPCJSON.hex(lastCommitHash),
            "data_hash": RPCJSON.hex(dataHash), "validators_hash": RPCJSON.hex(validatorsHash),
            "next_validators_hash": RPCJSON.hex(nextValidatorsHash),
            "consensus_hash": RPCJSON.hex(consensusHash), "app_hash": RPCJSON.hex(appHash),
            "last_results_hash": RPCJSON.hex(lastResultsHash),
            "evidence_hash": RPCJSON.hex(evidenceHash),
            "proposer_address": RPCJSON.hex(proposerAddress),
        ]
    }
}

extension CometVersionConsensus {
    var rpcJSON: JSONValue {
        var object = SparseObject()
        object.put("block", RPCJSON.long(block), unless: block == 0)
        object.put("app", RPCJSON.long(app), unless: app == 0)
        return object.json
    }
}

extension CometBlockID {
    var rpcJSON: JSONValue {
        [
            "hash": RPCJSON.hex(hash),
            "parts": [
                "total": RPCJSON.int(partSetHeader.total),
                "hash": RPCJSON.hex(partSetHeader.hash),
            ],
        ]
    }
}

extension CometCommit {
    var rpcJSON: JSONValue {
        [
            "height": RPCJSON.long(height), "round": RPCJSON.int(round),
            "block_id": blockID.rpcJSON, "signatures": .array(signatures.map(\.rpcJSON)),
        ]
    }
}

extension CometCommitSig {
    var rpcJSON: JSONValue {
        [
            "block_id_flag": RPCJSON.int(blockIDFlag.rawValue),
            "validator_address": RPCJSON.hex(validatorAddress),
            "timestamp": RPCJSON.time(hasTimestamp ? timestamp : nil),
            "signature": RPCJSON.base64OrNull(signature),
        ]
    }
}

extension CometBlockMeta {
    var rpcJSON: JSONValue {
        [
            "block_id": blockID.rpcJSON, "block_size": RPCJSON.long(blockSize),
            "header": header.rpcJSON, "num_txs": RPCJSON.long(numTxs),
        ]
    }
}

extension CometSignedHeader {
    var rpcJSON: JSONValue { ["header": header.rpcJSON, "commit": commit.rpcJSON] }
}
