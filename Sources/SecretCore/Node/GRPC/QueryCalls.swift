import GRPCCore
import SecretBase
import SecretLedger
import SecretWire

/// From a gRPC call to a query and back, for every method that the node answers.
///
/// Source: chain specification §4.14, §4.16; cosmos-sdk `baseapp/grpcserver.go`.
struct QueryCalls: Sendable {
    private static let heightKey = "x-cosmos-block-height"

    let query: any QueryPort

    /// The schema's methods that are answered. Messages of transactions are services in the schema,
    /// too; no node answers them.
    var methods: [Schema.Method] {
        Schema.network.methods.filter { method in
            let service = method.service
            return (service.hasSuffix(".Query") || service.hasSuffix(".Service"))
                && query.knows(method.path)
        }
    }

    /// Full names of the services with an answered method, in the schema's order.
    var services: [String] {
        var names: [String] = []
        for method in methods where names.last != method.service { names.append(method.service) }
        return names
    }

    func register<Transport: ServerTransport>(in router: inout RPCRouter<Transport>) {
        for method in methods {
            let path = method.path
            router.registerHandler(
                forMethod: MethodDescriptor(
                    fullyQualifiedService: method.service, method: method.name, type: .unary),
                deserializer: RawBytes(), serializer: RawBytes()
            ) { request, _ in
                try await answer(path, request)
            }
        }
    }

    private func answer(
        _ path: String, _ request: StreamingServerRequest<Bytes>
    ) async throws -> StreamingServerResponse<Bytes> {
        let request = try await ServerRequest(stream: request)
        let answer: QueryAnswer
        do {
            answer = try await query.answer(
                path, request: request.message, height: try Self.height(request.metadata))
        } catch {
            throw GRPCCore.RPCError(error)
        }
        return StreamingServerResponse(
            single: ServerResponse(
                message: answer.response, metadata: [Self.heightKey: "\(answer.height)"]))
    }

    /// The height asked for; nil for the last. More than one is none, as on the network's nodes.
    private static func height(_ metadata: Metadata) throws(QueryError) -> Int64? {
        var values = metadata[stringValues: heightKey].makeIterator()
        guard let text = values.next(), values.next() == nil else { return nil }
        guard let height = Int64(text) else {
            throw QueryError(
                registered:
                    "Baseapp.RegisterGRPCServer: invalid height header \"\(heightKey)\": "
                    + "strconv.ParseInt: parsing \"\(text)\": invalid syntax: invalid request")
        }
        guard height >= 0 else {
            throw QueryError(
                registered: "cannot query with height < 0; please provide a valid height: "
                    + "invalid request")
        }
        return height
    }
}

extension GRPCCore.RPCError {
    /// The handler's own status, as it is.
    init(_ error: QueryError) {
        let code = Status.Code(rawValue: error.code.rawValue).flatMap { Code($0) }
        self.init(code: code ?? .unknown, message: error.message)
    }
}
