internal import Foundation
internal import SecretBase
internal import SecretStorage
internal import SecretWire
internal import SwiftProtobuf

// Results have two forms: the one of protobuf's JSON, in which every member is written, and that
// of the engine's own encoder, in which zero members are left out. Source: chain.md §5.2–5.4.

extension CometAbciExecTxResult {
    /// Every member written.
    var rpcJSON: JSONValue {
        [
            "code": RPCJSON.int(code), "data": RPCJSON.base64OrNull(data), "log": .string(log),
            "info": .string(info), "gas_wanted": RPCJSON.long(gasWanted),
            "gas_used": RPCJSON.long(gasUsed), "events": .array(events.map(\.rpcJSON)),
            "codespace": .string(codespace),
        ]
    }

    /// As a subscriber sees it.
    var sparseJSON: JSONValue {
        var object = SparseObject()
        object.put("code", RPCJSON.int(code), unless: code == 0)
        object.put("data", RPCJSON.base64(data), unless: data.isEmpty)
        object.put("log", .string(log), unless: log.isEmpty)
        object.put("info", .string(info), unless: info.isEmpty)
        object.put("gas_wanted", RPCJSON.long(gasWanted), unless: gasWanted == 0)
        object.put("gas_used", RPCJSON.long(gasUsed), unless: gasUsed == 0)
        object.put("events", .array(events.map(\.sparseJSON)), unless: events.isEmpty)
        object.put("codespace", .string(codespace), unless: codespace.isEmpty)
        return object.json
    }
}

extension CometAbciResponseCheckTx {
    var rpcJSON: JSONValue {
        [
            "code": RPCJSON.int(code), "data": RPCJSON.base64OrNull(data), "log": .string(log),
            "info": .string(info), "gas_wanted": RPCJSON.long(gasWanted),
            "gas_used": RPCJSON.long(gasUsed), "events": .array(events.map(\.rpcJSON)),
            "codespace": .string(codespace),
        ]
    }
}

extension CometAbciEvent {
    var rpcJSON: JSONValue {
        ["type": .string(type), "attributes": .array(attributes.map(\.rpcJSON))]
    }

    var sparseJSON: JSONValue {
        var object = SparseObject()
        object.put("type", .string(type), unless: type.isEmpty)
        object.put(
            "attributes", .array(attributes.map(\.rpcJSON)), unless: attributes.isEmpty)
        return object.json
    }
}

extension CometAbciEventAttribute {
    var rpcJSON: JSONValue {
        ["key": .string(key), "value": .string(value), "index": .bool(index)]
    }
}

extension CometAbciResponseQuery {
    var rpcJSON: JSONValue {
        [
            "code": RPCJSON.int(code), "log": .string(log), "info": .string(info),
            "index": RPCJSON.long(index), "key": RPCJSON.base64OrNull(key),
            "value": RPCJSON.base64OrNull(value),
            "proofOps": hasProofOps ? ["ops": .array(proofOps.ops.map(\.rpcJSON))] : .null,
            "height": RPCJSON.long(height), "codespace": .string(codespace),
        ]
    }
}

extension CometCryptoProofOp {
    var rpcJSON: JSONValue {
        [
            "type": .string(type), "key": RPCJSON.base64OrNull(key),
            "data": RPCJSON.base64OrNull(data),
        ]
    }
}

extension MerkleProof {
    var rpcJSON: JSONValue {
        [
            "total": RPCJSON.long(total), "index": RPCJSON.long(index),
            "leaf_hash": RPCJSON.base64(leafHash),
            "aunts": .array(aunts.map { RPCJSON.base64($0) }),
        ]
    }
}
