package import Logging
import SecretBase
import SecretLedger
import SecretWire
import ServiceLifecycle

/// The network's LCD: REST over one `QueryPort`, by the routes of the schema.
///
/// Source: chain specification §4.14, client facts §2–6.
package struct RESTServer: Service {
    private let server: WebServer

    /// `onReady` is told the port once the server listens; port 0 takes a free one. `engine` and
    /// `devnet` are doors of ours beside the network's routes.
    package init(
        query: any QueryPort, engine: EngineDoor? = nil, devnet: DevnetDoor? = nil, host: String,
        port: Int,
        limits: WebLimits = WebLimits(),
        log: Logger, onReady: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        let gateway = RESTGateway(query: query, log: log)
        server = WebServer(
            name: "REST", host: host, port: port, limits: limits, log: log, onReady: onReady,
            answer: { request in
                if let engine, EngineDoor.serves(request.path) { return engine.answer(request) }
                guard let devnet, DevnetDoor.serves(request.path) else {
                    return await gateway.answer(request)
                }
                return await devnet.answer(request)
            })
    }

    /// Serves until the service group shuts down. Throws `GatewayError` when it cannot listen.
    package func run() async throws { try await server.run() }
}

/// From an HTTP request to a query and back, without the sockets.
package struct RESTGateway: Sendable {
    static let broadcastMethod = "/cosmos.tx.v1beta1.Service/BroadcastTx"
    private static let broadcastPath: Substring = "/cosmos/tx/v1beta1/txs"
    private static let heightHeader = "x-cosmos-block-height"

    private let query: any QueryPort
    private let schema = Schema.network
    private let routes = RouteTable(.network)
    private let log: Logger

    /// The log is told of answers that do not fit their message, which is a fault of ours.
    package init(query: any QueryPort, log: Logger) {
        self.query = query
        self.log = log
    }

    /// Never throws: whatever goes wrong is an answer too.
    package func answer(_ request: WebRequest) async -> WebAnswer {
        do {
            switch request.method {
            case "GET", "HEAD": return try await get(request)
            case "POST": return try await post(request)
            default: return RESTErrors.unknownPath
            }
        } catch { return RESTErrors.answer(error) }
    }

    private func get(_ request: WebRequest) async throws(QueryError) -> WebAnswer {
        guard let match = routes.match(.get, request.path) else { return RESTErrors.unknownPath }
        let height = try height(of: request)
        let bytes = try RequestBinding.bytes(match, query: request.query, schema: schema)
        return try await ask(match.method, bytes, height)
    }

    private func post(_ request: WebRequest) async throws(QueryError) -> WebAnswer {
        // Most of a busy node's requests are this one, and nearly all have the same shape.
        if request.path == Self.broadcastPath, let wire = BroadcastBody.wire(request.body),
            let method = schema.method(Self.broadcastMethod)
        {
            return try await ask(method, wire, nil)
        }
        guard let match = routes.match(.post, request.path) else { return RESTErrors.unknownPath }
        let height = try height(of: request)
        var bytes = Bytes()
        if !request.body.isEmpty {
            do { bytes = try GatewayJSON.decode(request.body, as: match.method.input) } catch {
                throw QueryError(.invalidArgument, error.description)
            }
        }
        return try await ask(match.method, bytes, height)
    }

    private func ask(
        _ method: Schema.Method, _ request: Bytes, _ height: Int64?
    ) async throws(QueryError) -> WebAnswer {
        let answer: QueryAnswer
        do { answer = try await query.answer(method.path, request: request, height: height) } catch
        {
            // Broadcasting never takes the ABCI path; and "not implemented" stays what it is.
            throw method.path == Self.broadcastMethod || error.code == .unimplemented
                ? error : error.overREST
        }
        do {
            let json = try GatewayJSON.encode(answer.response, as: method.output)
            return WebAnswer(
                status: 200, body: json,
                headers: [("Grpc-Metadata-X-Cosmos-Block-Height", "\(answer.height)")])
        } catch {
            log.error("an answer does not fit its message", metadata: ["method": "\(method.path)"])
            throw QueryError(.internal, error.description)
        }
    }

    private func height(of request: WebRequest) throws(QueryError) -> Int64? {
        guard let text = request.header(Self.heightHeader), !text.isEmpty else { return nil }
        guard let height = Int64(text) else {
            throw QueryError(
                .invalidArgument,
                "invalid height header \"x-cosmos-block-height\": strconv.ParseInt: "
                    + "parsing \"\(text)\": invalid syntax")
        }
        guard height >= 0 else {
            throw QueryError(
                .invalidArgument, "cannot query with height < 0; please provide a valid height")
        }
        return height
    }
}
