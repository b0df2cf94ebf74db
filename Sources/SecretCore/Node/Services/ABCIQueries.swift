internal import Foundation
package import SecretBase
internal import SecretChain
package import SecretLedger
package import SecretWire
internal import SwiftProtobuf

/// Answers ABCI queries by their paths, whichever engine or door they come through.
///
/// gRPC methods, `/app/…`, `/store/NAME/…` and `/p2p/filter/…`. Source: chain.md §5.6,
/// `baseapp/abci.go`.
package struct ABCIQueries: ABCIQueryPort {
    private let methods: any QueryPort
    private let stores: any StorePort
    private let version: String
    private let simulate: @Sendable (Bytes) async throws -> TxResult

    /// `simulate` runs a transaction without effect; `version` is this program's.
    package init(
        methods: any QueryPort, stores: any StorePort, version: String,
        simulate: @escaping @Sendable (Bytes) async throws -> TxResult
    ) {
        self.methods = methods
        self.stores = stores
        self.version = version
        self.simulate = simulate
    }

    /// Never throws: a refusal is a code in the answer.
    package func query(_ request: CometAbciRequestQuery) async -> CometAbciResponseQuery {
        do {
            return try await answer(request)
        } catch let refusal as ABCIRefusal {
            return refusal.response
        } catch let error as any Failure {
            return ABCIRefusal.unregistered(error.description).response
        } catch {
            return ABCIRefusal.unregistered("\(error)").response
        }
    }

    private func answer(_ request: CometAbciRequestQuery) async throws -> CometAbciResponseQuery {
        guard request.path != Self.broadcastPath else {
            throw ABCIRefusal.invalid("can't route a broadcast tx message")
        }
        var words = request.path.split(separator: "/", omittingEmptySubsequences: false)
        if words.first?.isEmpty ?? false { words.removeFirst() }
        guard let first = words.first else {
            throw ABCIRefusal.unknown("no query path provided")
        }
        switch first {
        case "app": return try await application(words.dropFirst(), request)
        case "store": return try store(words.dropFirst(), request)
        case "p2p": return try peers(words.dropFirst())
        default: return try await method(request)
        }
    }

    private static let broadcastPath = "/cosmos.tx.v1beta1.Service/BroadcastTx"
    /// This very service by another way; it would go round in circles.
    private static let ownPath = "/cosmos.base.tendermint.v1beta1.Service/ABCIQuery"

    // MARK: gRPC methods

    private func method(_ request: CometAbciRequestQuery) async throws -> CometAbciResponseQuery {
        guard request.path != Self.ownPath else { throw ABCIRefusal.unknown("unknown query path") }
        let height = try height(of: request)
        var response = CometAbciResponseQuery()
        do throws(QueryError) {
            let answer = try await methods.answer(
                request.path, request: Bytes(request.data), height: height)
            response.value = Data(answer.response)
            response.height = answer.height
        } catch {
            guard error.code != .unimplemented else {
                throw ABCIRefusal.unknown("unknown query path")
            }
            response.code = error.abciCode
            response.codespace = "sdk"
            response.log = error.abciLog
            response.height = height
        }
        return response
    }

    /// The height to read: the last one for 0.
    private func height(of request: CometAbciRequestQuery) throws -> Int64 {
        guard request.height >= 0 else {
            throw ABCIRefusal.invalid(
                "cannot query with height < 0; please provide a valid height")
        }
        let latest = try stores.latestHeight()
        guard request.height <= latest else {
            throw ABCIRefusal(
                code: 26,
                log: "cannot query with height in the future; please provide a valid height: "
                    + "invalid height")
        }
        let height = request.height == 0 ? latest : request.height
        guard height > 1 || !request.prove else {
            throw ABCIRefusal.invalid(
                "cannot query with proof when height <= 1; please provide a valid height")
        }
        return height
    }

    // MARK: /app

    private func application(
        _ words: ArraySlice<Substring>, _ request: CometAbciRequestQuery
    ) async throws -> CometAbciResponseQuery {
        var response = CometAbciResponseQuery()
        response.codespace = "sdk"
        response.height = request.height == 0 ? try stores.latestHeight() : request.height
        switch words.first {
        case "version": response.value = Data(version.utf8)
        case "simulate":
            let result = try await simulate(Bytes(request.data))
            guard result.isSuccess else {
                throw ABCIRefusal(
                    code: result.code, codespace: result.codespace,
                    log: "failed to simulate tx: \(result.log)")
            }
            response.value = Data(
                try GatewayJSON.encode(
                    result.simulation().wireBytes, as: "cosmos.tx.v1beta1.SimulateResponse"))
        case nil:
            throw ABCIRefusal.unknown(
                "expected second parameter to be either 'simulate' or 'version', "
                    + "neither was present")
        default:
            let path = words.joined(separator: " ")
            throw ABCIRefusal.unknown("unknown query: [app \(path)]")
        }
        return response
    }

    // MARK: /store

    private func store(
        _ words: ArraySlice<Substring>, _ request: CometAbciRequestQuery
    ) throws -> CometAbciResponseQuery {
        let height = try height(of: request)
        let (name, rest) = (words.first ?? "", words.dropFirst().joined(separator: "/"))
        let data = Bytes(request.data)
        guard try stores.hasStore(String(name)) else {
            throw ABCIRefusal.unknown("no such store: \(name)")
        }
        guard !data.isEmpty else {
            throw ABCIRefusal(code: 2, log: "query cannot be zero length: tx parse error")
        }
        var response = CometAbciResponseQuery()
        response.height = height
        response.key = request.data
        switch rest {
        case "key":
            let found = try stores.value(
                of: data, in: String(name), at: height, isProven: request.prove)
            response.value = Data(found.value ?? [])
            if let proof = found.proof { response.proofOps = proof }
        case "subspace":
            let pairs = try stores.pairs(under: data, in: String(name), at: height)
            response.value = Data(Self.message(of: pairs))
        default: throw ABCIRefusal.unknown("unexpected query path: /\(rest)")
        }
        return response
    }

    /// `cosmos.store.internal.kv.v1beta1.Pairs`: 1 repeated { 1 key, 2 value }.
    private static func message(of pairs: [(key: Bytes, value: Bytes)]) -> Bytes {
        var message = Bytes()
        for (key, value) in pairs {
            var pair = Bytes()
            pair.appendField(1, key)
            pair.appendField(2, value)
            message.append(0x0a)
            message.appendVarint(UInt64(pair.count))
            message += pair
        }
        return message
    }

    // MARK: /p2p

    /// No peer is filtered.
    private func peers(_ words: ArraySlice<Substring>) throws -> CometAbciResponseQuery {
        guard words.count >= 3 else {
            throw ABCIRefusal.unknown("path should be p2p filter <addr|id> <parameter>")
        }
        let parts = Array(words)
        guard parts[0] == "filter" else {
            throw ABCIRefusal.unknown("expected second parameter to be 'filter'")
        }
        guard parts[1] == "addr" || parts[1] == "id" else {
            throw ABCIRefusal.unknown("no such filter: \(parts[1])")
        }
        return CometAbciResponseQuery()
    }
}

/// A refused query: a code, whose it is, and a text that ends with what the code stands for.
struct ABCIRefusal: Error {
    var code: UInt32
    var codespace = "sdk"
    var log: String

    static func invalid(_ why: String) -> ABCIRefusal {
        ABCIRefusal(code: 18, log: "\(why): invalid request")
    }

    static func unknown(_ why: String) -> ABCIRefusal {
        ABCIRefusal(code: 6, log: "\(why): unknown request")
    }

    /// An error that no codespace has.
    static func unregistered(_ why: String) -> ABCIRefusal {
        ABCIRefusal(code: 1, codespace: "undefined", log: why)
    }

    var response: CometAbciResponseQuery {
        var response = CometAbciResponseQuery()
        response.code = code
        response.codespace = codespace
        response.log = log
        return response
    }
}

extension TxResult {
    /// The answer to whoever has it simulated.
    func simulation() throws -> WireSimulateResponse {
        var response = WireSimulateResponse()
        response.gasInfo.gasWanted = gasWanted
        response.gasInfo.gasUsed = gasUsed
        response.result.data = Data(data)
        response.result.events = events.map(\.wire)
        response.result.msgResponses = try AbciTxMsgData(reading: data).msgResponses
        return response
    }
}
