internal import Foundation
internal import SecretBase
internal import SecretStorage
internal import SecretWire
internal import SwiftProtobuf

extension RPCMethods {
    func status() throws -> JSONValue {
        try read { chain in
            let earliest = try chain.block(at: chain.snapshot.earliestHeight())
            let node = backend.node
            let local = try chain.validators(at: chain.latest.height + 1).validators.first {
                Bytes($0.address) == node.validatorAddress
            }
            var key = CometCryptoPublicKey()
            key.ed25519 = Data(node.validatorKey)
            var sync = try Self.syncInfo(of: chain.latest, "latest")
            sync += try Self.syncInfo(of: earliest, "earliest")
            sync.append(.init("catching_up", .bool(false)))
            return [
                "node_info": nodeInfo, "sync_info": .object(sync),
                "validator_info": [
                    "address": RPCJSON.hex(node.validatorAddress), "pub_key": key.rpcJSON,
                    "voting_power": RPCJSON.long(local?.votingPower ?? 0),
                ],
            ]
        }
    }

    private static func syncInfo(
        of block: StoredBlock, _ name: String
    ) throws -> [JSONValue.Member] {
        let header = try CometHeader(serializedBytes: block.header)
        return [
            .init("\(name)_block_hash", RPCJSON.hex(block.hash)),
            .init("\(name)_app_hash", RPCJSON.hex(header.appHash)),
            .init("\(name)_block_height", RPCJSON.long(block.height)),
            .init("\(name)_block_time", RPCJSON.time(header.time)),
        ]
    }

    private var nodeInfo: JSONValue {
        let identity = backend.identity
        return [
            "protocol_version": ["p2p": "8", "block": "11", "app": "0"],
            "id": .string(Hex.encode(identity.nodeID)),
            "listen_addr": "tcp://0.0.0.0:26656", "network": .string(identity.chainID),
            // Clients choose their dialect by the consensus engine's version.
            "version": "0.38.23", "channels": "40202122233038606100",
            "moniker": .string(identity.moniker),
            "other": ["tx_index": "on", "rpc_address": "tcp://0.0.0.0:26657"],
        ]
    }

    /// Nobody is connected: there is no other machine.
    func netInfo() -> JSONValue {
        ["listening": .bool(true), "listeners": ["Listener(@)"], "n_peers": "0", "peers": []]
    }

    func abciInfo() throws -> JSONValue {
        try read { chain in
            var object = SparseObject()
            object.put("data", "secret")
            object.put("version", .string(backend.identity.version))
            object.put("last_block_height", RPCJSON.long(chain.latest.height))
            object.put("last_block_app_hash", RPCJSON.base64(chain.latest.appHash))
            return ["response": object.json]
        }
    }

    func abciQuery(_ arguments: RPCArguments) async -> JSONValue {
        var request = CometAbciRequestQuery()
        request.path = arguments.text("path")
        request.data = Data(arguments.bytes("data"))
        request.height = arguments.integer("height") ?? 0
        request.prove = arguments.flag("prove")
        return ["response": await backend.queries.query(request).rpcJSON]
    }
}
