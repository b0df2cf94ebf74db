internal import Foundation
internal import SecretBase
internal import SecretChain
internal import SecretLedger
internal import SecretStorage
internal import SecretWire
internal import SwiftProtobuf

/// `cosmos.tx.v1beta1.Service`. Source: chain.md §4.12.
struct TransactionService: Sendable {
    let engine: any EnginePort
    let database: ChainDatabase
    let search: TransactionSearch

    func register(in handlers: inout [String: NodeServices.Handler]) {
        let service = "/cosmos.tx.v1beta1.Service/"
        handlers[service + "BroadcastTx"] = { try await broadcast($0) }
        handlers[service + "Simulate"] = { try await simulate($0) }
        handlers[service + "GetTx"] = { try get($0) }
        handlers[service + "GetTxsEvent"] = { try await find($0) }
        handlers[service + "GetBlockWithTxs"] = { try await block($0) }
        handlers[service + "TxDecode"] = { try decode($0) }
        handlers[service + "TxEncode"] = { try encode($0) }
    }

    private func broadcast(_ bytes: Bytes) async throws -> Bytes {
        let request = try WireBroadcastTxRequest(reading: bytes)
        let transaction = Bytes(request.txBytes)
        guard !transaction.isEmpty else { throw QueryError(.invalidArgument, "invalid empty tx") }
        var response = WireBroadcastTxResponse()
        response.txResponse.txhash = TransactionHash(of: transaction).description
        switch request.mode {
        case .sync:
            let result = try await engine.submit(transaction)
            response.txResponse.code = result.code
            response.txResponse.codespace = result.codespace
            response.txResponse.rawLog = result.log
        case .async:
            // Answered before the check, as the mode says; nobody waits for its outcome.
            let engine = engine
            Task { try await engine.submit(transaction) }
        default:
            throw QueryError(
                .unknown, "unsupported return type unspecified; supported types: sync, async")
        }
        return response.wireBytes
    }

    private func simulate(_ bytes: Bytes) async throws -> Bytes {
        let request = try WireSimulateRequest(reading: bytes)
        // `tx` is the older form of the field.
        let transaction = request.hasTx ? request.tx.wireBytes : Bytes(request.txBytes)
        guard !transaction.isEmpty else {
            throw QueryError(.invalidArgument, "empty txBytes is not allowed")
        }
        let result = try await engine.simulate(transaction)
        guard result.isSuccess else {
            throw QueryError(.unknown, "\(result.log) with gas used: '\(result.gasUsed)'")
        }
        return try result.simulation().wireBytes
    }

    private func get(_ bytes: Bytes) throws -> Bytes {
        let text = try WireGetTxRequest(reading: bytes).hash
        guard !text.isEmpty else { throw QueryError(.invalidArgument, "tx hash cannot be empty") }
        guard let hash = try? Hex.decode(text) else {
            throw QueryError(.unknown, "encoding/hex: invalid hash \(text.prefix(80))")
        }
        return try database.read { snapshot in
            guard let found = try snapshot.transaction(hash: hash) else {
                throw QueryError(.notFound, "tx not found: \(text)")
            }
            var response = WireGetTxResponse()
            response.tx = try WireTx(serializedBytes: found.bytes)
            response.txResponse = try Self.response(found, in: snapshot)
            return response.wireBytes
        }
    }

    private func find(_ bytes: Bytes) async throws -> Bytes {
        let request = try WireGetTxsEventRequest(reading: bytes)
        // Clients older than SDK 0.50 send the conditions one by one.
        let text = request.query.isEmpty ? request.events.joined(separator: " AND ") : request.query
        guard !text.isEmpty else { throw QueryError(.invalidArgument, "query cannot be empty") }
        let query: SearchQuery
        do { query = try SearchQuery(parsing: text) } catch {
            throw QueryError(.internal, "failed to parse query: \(error)")
        }
        let page = try await search.search(
            query, page: max(1, Int(clamping: request.page)),
            limit: request.limit == 0 ? 100 : min(100, Int(clamping: request.limit)),
            descending: request.orderBy == .desc)
        return try database.read { snapshot in
            var response = WireGetTxsEventResponse()
            response.total = UInt64(page.total)
            for place in page.places {
                guard let found = try snapshot.transaction(at: place) else { continue }
                response.txs.append(try WireTx(serializedBytes: found.bytes))
                response.txResponses.append(try Self.response(found, in: snapshot))
            }
            return response.wireBytes
        }
    }

    private func block(_ bytes: Bytes) async throws -> Bytes {
        let request = try WireGetBlockWithTxsRequest(reading: bytes)
        let block = try await engine.block(at: request.height)
        let all = block.block.data.txs
        let offset = Int(clamping: request.pagination.offset)
        let limit = request.pagination.limit == 0 ? 100 : request.pagination.limit
        var response = WireGetBlockWithTxsResponse()
        response.txs = try all.dropFirst(offset).prefix(Int(clamping: limit))
            .map { try WireTx(serializedBytes: $0) }
        response.blockID = block.id
        response.block = block.block
        response.pagination.total = UInt64(all.count)
        return response.wireBytes
    }

    private func decode(_ bytes: Bytes) throws -> Bytes {
        let request = try WireTxDecodeRequest(reading: bytes)
        guard !request.txBytes.isEmpty else {
            throw QueryError(.invalidArgument, "invalid empty tx bytes")
        }
        do {
            _ = try Transaction(decoding: Bytes(request.txBytes))
        } catch {
            throw QueryError(.unknown, "\(error)")
        }
        var response = WireTxDecodeResponse()
        response.tx = try WireTx(serializedBytes: request.txBytes)
        return response.wireBytes
    }

    private func encode(_ bytes: Bytes) throws -> Bytes {
        let request = try WireTxEncodeRequest(reading: bytes)
        guard request.hasTx else { throw QueryError(.invalidArgument, "invalid empty tx") }
        var response = WireTxEncodeResponse()
        response.txBytes = Data(request.tx.wireBytes)
        return response.wireBytes
    }

    /// A transaction of a block as REST shows it.
    static func response(
        _ found: StoredTransaction, in snapshot: ChainSnapshot
    ) throws -> AbciTxResponse {
        let result = try CometAbciExecTxResult(serializedBytes: found.result)
        guard let block = try snapshot.block(at: found.place.height) else {
            throw StorageError.damaged("no block \(found.place.height) around its transaction")
        }
        let time = Timestamp(try CometHeader(serializedBytes: block.header).time)
        var response = AbciTxResponse()
        response.height = found.place.height
        response.txhash = TransactionHash(of: found.bytes).description
        response.codespace = result.codespace
        response.code = result.code
        response.data = Hex.encodeUpper(result.data)
        response.rawLog = result.log
        response.info = result.info
        response.gasWanted = result.gasWanted
        response.gasUsed = result.gasUsed
        // TxRaw and Tx are the same bytes: the parts of one are the messages of the other.
        response.tx.typeURL = "/cosmos.tx.v1beta1.Tx"
        response.tx.value = Data(found.bytes)
        response.timestamp = time.text(.none)
        response.events = result.events
        return response
    }
}
