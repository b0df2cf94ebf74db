internal import SecretBase
internal import SecretLedger
internal import SecretStorage
internal import SecretWire
internal import SwiftProtobuf

extension RPCMethods {
    private static let chunkBytes = 16 << 20

    func genesis() throws -> JSONValue {
        let document = try genesisDocument()
        guard document.bytes(.escaped).count <= Self.chunkBytes else {
            throw RPCRefusal(
                "genesis response is large, please use the genesis_chunked API instead")
        }
        return ["genesis": document]
    }

    func genesisChunk(_ arguments: RPCArguments) throws -> JSONValue {
        let text = try genesisDocument().bytes(.escaped)
        let count = (text.count + Self.chunkBytes - 1) / Self.chunkBytes
        let wanted = arguments.integer("chunk") ?? 0
        guard wanted >= 0, wanted < count else {
            throw RPCRefusal("there are \(count - 1) chunks, \(wanted) is invalid")
        }
        let start = Int(wanted) * Self.chunkBytes
        let chunk = text[start..<min(start + Self.chunkBytes, text.count)]
        return [
            "chunk": RPCJSON.long(wanted), "total": RPCJSON.long(count),
            "data": RPCJSON.base64(chunk),
        ]
    }

    /// What the chain began with, made again from what it began with.
    private func genesisDocument() throws -> JSONValue {
        try read { chain in
            let first = try chain.block(at: chain.snapshot.earliestHeight())
            let header = try CometHeader(serializedBytes: first.header)
            let genesis = try Genesis.localNetwork(
                chainID: header.chainID, time: Timestamp(header.time),
                consensusKey: backend.node.validatorKey)
            return try GenesisFile(genesis).json
        }
    }
}
