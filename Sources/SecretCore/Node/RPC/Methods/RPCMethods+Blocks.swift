internal import Foundation
internal import SecretBase
internal import SecretStorage
internal import SecretWire
internal import SwiftProtobuf

extension RPCMethods {
    func block(_ arguments: RPCArguments) throws -> JSONValue {
        try read { chain in
            try chain.assembled(at: chain.height(arguments.integer("height"))).rpcJSON
        }
    }

    func blockByHash(_ arguments: RPCArguments) async throws -> JSONValue {
        guard let height = try await height(ofBlock: arguments.bytes("hash")) else {
            return ["block_id": CometBlockID().rpcJSON, "block": .null]
        }
        return try read { try $0.assembled(at: height).rpcJSON }
    }

    func header(_ arguments: RPCArguments) throws -> JSONValue {
        try read { chain in
            let block = try chain.block(at: chain.height(arguments.integer("height")))
            return ["header": try CometHeader(serializedBytes: block.header).rpcJSON]
        }
    }

    func headerByHash(_ arguments: RPCArguments) async throws -> JSONValue {
        guard let height = try await height(ofBlock: arguments.bytes("hash")) else {
            return ["header": .null]
        }
        return try read { chain in
            let block = try chain.block(at: height)
            return ["header": try CometHeader(serializedBytes: block.header).rpcJSON]
        }
    }

    private func height(ofBlock hash: Bytes) async throws -> Int64? {
        hash.count == 32 ? try await backend.search.height(ofBlock: hash) : nil
    }

    /// The last block's commit is the one that was seen; the next block will hold it.
    func commit(_ arguments: RPCArguments) throws -> JSONValue {
        try read { chain in
            let block = try chain.block(at: chain.height(arguments.integer("height")))
            var signed = CometSignedHeader()
            signed.header = try CometHeader(serializedBytes: block.header)
            signed.commit = try CometCommit(serializedBytes: block.commit)
            return [
                "signed_header": signed.rpcJSON,
                "canonical": .bool(block.height < chain.latest.height),
            ]
        }
    }

    func blockResults(_ arguments: RPCArguments) throws -> JSONValue {
        try read { chain in
            let height = try chain.height(arguments.integer("height"))
            let response = try CometAbciResponseFinalizeBlock(
                serializedBytes: chain.block(at: height).results)
            let results = try chain.snapshot.transactions(at: height).map {
                try CometAbciExecTxResult(serializedBytes: $0.result)
            }
            return [
                "height": RPCJSON.long(height),
                "txs_results": RPCJSON.listOrNull(results, \.rpcJSON),
                "finalize_block_events": RPCJSON.listOrNull(response.events, \.sparseJSON),
                "validator_updates": RPCJSON.listOrNull(response.validatorUpdates, \.rpcJSON),
                "consensus_param_updates": response.hasConsensusParamUpdates
                    ? response.consensusParamUpdates.updateJSON : .null,
                "app_hash": RPCJSON.base64(response.appHash),
            ]
        }
    }

    /// At most twenty, newest first.
    func blockchain(_ arguments: RPCArguments) throws -> JSONValue {
        try read { chain in
            let (low, high) = try Self.range(
                arguments.integer("minHeight") ?? 0, arguments.integer("maxHeight") ?? 0,
                within: chain.snapshot.earliestHeight()...chain.latest.height)
            let metas = try (low...high).reversed().map { try Self.meta(at: $0, in: chain) }
            return [
                "last_height": RPCJSON.long(chain.latest.height),
                "block_metas": .array(metas.map(\.rpcJSON)),
            ]
        }
    }

    private static func range(
        _ low: Int64, _ high: Int64, within kept: ClosedRange<Int64>
    ) throws(RPCRefusal) -> (Int64, Int64) {
        guard low >= 0, high >= 0 else { throw RPCRefusal("heights must be non-negative") }
        let end = min(kept.upperBound, high == 0 ? kept.upperBound : high)
        let start = max(kept.lowerBound, low == 0 ? 1 : low, end - 19)
        guard start <= end else {
            throw RPCRefusal("min height \(start) can't be greater than max height \(end)")
        }
        return (start, end)
    }

    private static func meta(at height: Int64, in chain: Heights) throws -> CometBlockMeta {
        let found = try chain.assembled(at: height)
        var meta = CometBlockMeta()
        meta.blockID = found.id
        meta.blockSize = Int64(found.block.wireBytes.count)
        meta.header = found.block.header
        meta.numTxs = Int64(found.block.data.txs.count)
        return meta
    }

    func validators(_ arguments: RPCArguments) throws -> JSONValue {
        try read { chain in
            let height = try chain.height(arguments.integer("height"), isAhead: true)
            let all = try chain.validators(at: height).validators
            let range = try Paging.range(
                page: arguments.integer("page"), perPage: arguments.integer("per_page"),
                of: all.count)
            return [
                "block_height": RPCJSON.long(height),
                "validators": .array(all[range].map(\.rpcJSON)),
                "count": RPCJSON.long(range.count), "total": RPCJSON.long(all.count),
            ]
        }
    }
}

extension AssembledBlock {
    var rpcJSON: JSONValue { ["block_id": id.rpcJSON, "block": block.rpcJSON] }
}
