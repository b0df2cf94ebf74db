package import SecretBase
package import SecretLedger
internal import SecretStorage
internal import SecretWire
internal import SwiftProtobuf

/// Answers every gRPC method of the node: its own services here, the modules' queries by the ledger.
package struct NodeServices: QueryPort {
    /// Answers one method: request bytes in, response bytes out. Throws `QueryError`.
    typealias Handler = @Sendable (Bytes) async throws -> Bytes

    private let node: EmbeddedNode
    private let handlers: [String: Handler]
    private let threads = QueryThreads(count: 2)

    /// `identity` is what the node says of itself.
    package init(node: EmbeddedNode, identity: NodeIdentity, search: TransactionSearch) {
        self.node = node
        var handlers: [String: Handler] = [:]
        TransactionService(node: node, search: search).register(in: &handlers)
        CometService(node: node, identity: identity).register(in: &handlers)
        NodeInfoService(node: node).register(in: &handlers)
        RegistrationService(identity: identity).register(in: &handlers)
        self.handlers = handlers
    }

    package func answer(
        _ path: String, request: Bytes, height: Int64?
    ) async throws(QueryError) -> QueryAnswer {
        do {
            if path == Self.abciQuery { return try await answerABCI(request) }
            if path == Self.contractQuery {
                return try await threads.run { try answerFromState(path, request, height) }
            }
            guard let handler = handlers[path] else {
                return try answerFromState(path, request, height)
            }
            let response = try await handler(request)
            return QueryAnswer(response: response, height: try node.latestHeight())
        } catch {
            throw Self.refusal(error)
        }
    }

    package func knows(_ path: String) -> Bool {
        path == Self.abciQuery || handlers[path] != nil || QueryRouter.network.knows(path)
    }

    /// The modules' queries, on one whole height.
    private func answerFromState(
        _ path: String, _ request: Bytes, _ height: Int64?
    ) throws -> QueryAnswer {
        try node.database.read { snapshot in
            guard let latest = try snapshot.latestBlock() else {
                throw QueryError(.unavailable, "the chain has no block yet")
            }
            if let height, height != 0 { try Self.check(height, latest: latest.height) }
            let header = try CometHeader(serializedBytes: latest.header)
            let info = BlockHeaderInfo(
                chainID: header.chainID, height: latest.height, time: Timestamp(header.time),
                proposerAddress: Bytes(header.proposerAddress))
            let response = try QueryRouter.network.answer(
                path, request, state: snapshot, header: info, contracts: node.ledger.contracts)
            return QueryAnswer(response: response, height: latest.height)
        }
    }

    /// Only the last height's state is kept. Source: chain.md §5.6.
    private static func check(_ height: Int64, latest: Int64) throws(QueryError) {
        guard height <= latest else {
            throw QueryError(
                .unknown,
                "cannot query with height in the future; please provide a valid height: "
                    + "invalid height")
        }
        guard height == latest else {
            throw QueryError(
                plain: "failed to load state at height \(height); version does not exist "
                    + "(latest height: \(latest))")
        }
    }

    /// A contract may take seconds, and a deep stack.
    private static let contractQuery = "/secret.compute.v1beta1.Query/QuerySecretContract"
    private static let abciQuery = "/cosmos.base.tendermint.v1beta1.Service/ABCIQuery"

    /// Another door to the same methods, whose errors are codes in the answer.
    private func answerABCI(_ bytes: Bytes) async throws -> QueryAnswer {
        let request = try CometServiceABCIQueryRequest(reading: bytes)
        var response = CometServiceABCIQueryResponse()
        response.height = request.height
        do {
            guard request.path != Self.abciQuery, !request.prove else {
                throw QueryError(.unimplemented, "\(request.path): not served, or not with proofs")
            }
            let inner = try await answer(
                request.path, request: Bytes(request.data), height: request.height)
            response.value.append(contentsOf: inner.response)
            response.height = inner.height
        } catch let error as QueryError {
            response.code = error.abciCode
            response.codespace = "sdk"
            response.log = error.abciLog
        }
        return QueryAnswer(response: response.wireBytes, height: try node.latestHeight())
    }

    private static func refusal(_ error: any Error) -> QueryError {
        switch error {
        case let error as QueryError: error
        case let error as NodeError: QueryError(.unavailable, error.description)
        case let error as StorageError: QueryError(.internal, error.description)
        default: QueryError(.internal, "\(error)")
        }
    }
}

extension EmbeddedNode {
    /// Height of the last block on disk.
    func latestHeight() throws -> Int64 {
        try database.read { try $0.latestBlock()?.height ?? 0 }
    }
}

extension Message {
    /// A request off the wire; what cannot be read is the caller's fault.
    init(reading bytes: Bytes) throws(QueryError) {
        do {
            try self.init(serializedBytes: bytes)
        } catch {
            throw QueryError(.invalidArgument, "\(Self.protoMessageName): \(error)")
        }
    }
}
