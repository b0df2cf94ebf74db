internal import SecretBase
internal import SecretChain
internal import SecretStorage
internal import SecretWire
internal import SwiftProtobuf

extension RPCMethods {
    func tx(_ arguments: RPCArguments) throws -> JSONValue {
        let hash = arguments.bytes("hash")
        guard !hash.isEmpty else { throw RPCRefusal("transaction hash cannot be empty") }
        return try read { chain in
            guard let found = try chain.snapshot.transaction(hash: hash) else {
                throw RPCRefusal("tx (\(Hex.encodeUpper(hash))) not found")
            }
            return try Self.json(of: found, isProven: arguments.flag("prove"), in: chain)
        }
    }

    func txSearch(_ arguments: RPCArguments) async throws -> JSONValue {
        let query = try SearchQuery(parsing: arguments.text("query"))
        let isDescending = try Self.isDescending(arguments.text("order_by"), unlessSaid: false)
        let places = try await backend.search.places(for: query, descending: isDescending)
        let range = try Paging.range(
            page: arguments.integer("page"), perPage: arguments.integer("per_page"),
            of: places.count)
        return try read { chain in
            let found = try places[range].compactMap { try chain.snapshot.transaction(at: $0) }
            let isProven = arguments.flag("prove")
            return [
                "txs": .array(
                    try found.map { try Self.json(of: $0, isProven: isProven, in: chain) }),
                "total_count": RPCJSON.long(places.count),
            ]
        }
    }

    func blockSearch(_ arguments: RPCArguments) async throws -> JSONValue {
        let query = try SearchQuery(parsing: arguments.text("query"))
        let isDescending = try Self.isDescending(arguments.text("order_by"), unlessSaid: true)
        let ascending = try await backend.search.heights(for: query)
        let heights = isDescending ? ascending.reversed() : ascending
        let range = try Paging.range(
            page: arguments.integer("page"), perPage: arguments.integer("per_page"),
            of: heights.count)
        return try read { chain in
            [
                "blocks": .array(try heights[range].map { try chain.assembled(at: $0).rpcJSON }),
                "total_count": RPCJSON.long(heights.count),
            ]
        }
    }

    private static func isDescending(
        _ order: String, unlessSaid usual: Bool
    ) throws(RPCRefusal) -> Bool {
        switch order {
        case "": return usual
        case "asc": return false
        case "desc": return true
        default:
            throw RPCRefusal("expected order_by to be either `asc` or `desc` or empty")
        }
    }

    private static func json(
        of found: StoredTransaction, isProven: Bool, in chain: Heights
    ) throws -> JSONValue {
        var object = SparseObject()
        let result = try CometAbciExecTxResult(serializedBytes: found.result)
        object.put("hash", .string(TransactionHash(of: found.bytes).description))
        object.put("height", RPCJSON.long(found.place.height))
        object.put("index", RPCJSON.int(found.place.index))
        object.put("tx_result", result.rpcJSON)
        object.put("tx", RPCJSON.base64(found.bytes))
        if isProven { object.put("proof", try proof(of: found, in: chain)) }
        return object.json
    }

    /// That the transaction is one of those that the block's header stands for by `data_hash`.
    private static func proof(
        of found: StoredTransaction, in chain: Heights
    ) throws -> JSONValue {
        let all = try chain.snapshot.transactions(at: found.place.height).map(\.bytes)
        return [
            "root_hash": RPCJSON.hex(BlockHashes.data(all)), "data": RPCJSON.base64(found.bytes),
            "proof": BlockHashes.proof(of: found.place.index, in: all).rpcJSON,
        ]
    }
}
