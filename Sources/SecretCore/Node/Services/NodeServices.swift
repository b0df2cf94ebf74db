package import SecretBase
package import SecretLedger
internal import SecretStorage
internal import SecretWire
internal import SwiftProtobuf

/// Answers every gRPC method of the node: its own services here, the modules' queries by the ledger.
package struct NodeServices: QueryPort {
    /// Answers one method: request bytes in, response bytes out. Throws `QueryError`.
    typealias Handler = @Sendable (Bytes) async throws -> Bytes

    private let database: ChainDatabase
    private let ledger: Ledger
    private let engine: any EnginePort
    private let version: String
    private let handlers: [String: Handler]
    private let threads = QueryThreads(count: 2)

    /// The services of an embedded node; `identity` is what it says of itself.
    package init(node: EmbeddedNode, identity: NodeIdentity, search: TransactionSearch) {
        self.init(
            engine: node, database: node.database, ledger: node.ledger, identity: identity,
            search: search)
    }

    /// The same, whichever engine makes the blocks of `database`.
    init(
        engine: any EnginePort, database: ChainDatabase, ledger: Ledger, identity: NodeIdentity,
        search: TransactionSearch
    ) {
        self.database = database
        self.ledger = ledger
        self.engine = engine
        version = identity.version
        var handlers: [String: Handler] = [:]
        TransactionService(engine: engine, database: database, search: search)
            .register(in: &handlers)
        CometService(engine: engine, identity: identity).register(in: &handlers)
        NodeInfoService(database: database, ledger: ledger).register(in: &handlers)
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
            return QueryAnswer(response: response, height: try database.latestHeight())
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
        try database.read { snapshot in
            let (header, state) = try moment(of: path, snapshot, height)
            let response = try QueryRouter.network.answer(
                path, request, state: state, header: header, contracts: ledger.contracts,
                authenticator: ledger.authenticator)
            return QueryAnswer(response: response, height: header.height)
        }
    }

    /// Clients ask for the enclave's keys before there is a block.
    private func moment(
        of path: String, _ snapshot: ChainSnapshot, _ height: Int64?
    ) throws -> (header: BlockHeaderInfo, state: any StateReader) {
        if path.hasPrefix(Self.registration), height ?? 0 == 0, snapshot.committed == nil {
            let chainID = ledger.configuration.chainID
            return (BlockHeaderInfo(chainID: chainID, height: 0, time: .epoch), EmptyState())
        }
        return try snapshot.moment(height)
    }

    /// In the words of the chain.
    static func stateMissing(height: Int64, latest: Int64) -> String {
        "failed to load state at height \(height); version does not exist "
            + "(latest height: \(latest))"
    }

    /// A contract may take seconds, and a deep stack.
    private static let contractQuery = "/secret.compute.v1beta1.Query/QuerySecretContract"
    private static let registration = "/secret.registration.v1beta1.Query/"
    private static let abciQuery = "/cosmos.base.tendermint.v1beta1.Service/ABCIQuery"

    /// The same methods, and the state itself, by the paths of ABCI.
    package var abci: ABCIQueries {
        let engine = engine
        return ABCIQueries(
            methods: self, stores: DatabaseStores(database: database), version: version,
            simulate: { try await engine.simulate($0) })
    }

    /// A door to them, whose errors are codes in the answer.
    private func answerABCI(_ bytes: Bytes) async throws -> QueryAnswer {
        let request = try CometServiceABCIQueryRequest(reading: bytes)
        let response = await abci.query(CometAbciRequestQuery(request))
        return QueryAnswer(
            response: CometServiceABCIQueryResponse(response).wireBytes,
            height: try database.latestHeight())
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

extension CometAbciRequestQuery {
    /// The service's request is the engine's with another name.
    init(_ request: CometServiceABCIQueryRequest) {
        self.init()
        path = request.path
        data = request.data
        height = request.height
        prove = request.prove
    }
}

extension CometServiceABCIQueryResponse {
    init(_ response: CometAbciResponseQuery) {
        self.init()
        code = response.code
        log = response.log
        info = response.info
        index = response.index
        key = response.key
        value = response.value
        height = response.height
        codespace = response.codespace
        guard response.hasProofOps else { return }
        proofOps.ops = response.proofOps.ops.map { op in
            var copy = CometServiceProofOp()
            copy.type = op.type
            copy.key = op.key
            copy.data = op.data
            return copy
        }
    }
}

extension ChainDatabase {
    /// Height of the last block on disk, 0 before the first.
    func latestHeight() throws -> Int64 { try read { try $0.latestBlock()?.height ?? 0 } }
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
