import GRPCCore
import SecretBase
import SecretLedger

/// `ServerReflection` in both versions, whose messages are the same on the wire.
struct ReflectionCalls: Sendable {
    private static let names = [
        "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection",
    ]

    /// Full names of all services, these two included, sorted.
    let services: [String]

    /// `services` are the others that the server has.
    init(services: [String]) {
        self.services = (services + Self.names).sorted()
    }

    func register<Transport: ServerTransport>(in router: inout RPCRouter<Transport>) {
        for name in Self.names {
            router.registerHandler(
                forMethod: MethodDescriptor(
                    fullyQualifiedService: name, method: "ServerReflectionInfo",
                    type: .bidirectionalStreaming),
                deserializer: RawBytes(), serializer: RawBytes()
            ) { request, context in
                StreamingServerResponse { writer in
                    try await answer(request.messages, to: writer, until: context.cancellation)
                    return [:]
                }
            }
        }
    }

    /// Until the client has no more questions, or the server stops.
    private func answer(
        _ questions: RPCAsyncSequence<Bytes, any Error>, to writer: RPCWriter<Bytes>,
        until cancellation: ServerContext.RPCCancellationHandle
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await cancellation.cancelled }
            tasks.addTask {
                var answers = ReflectionAnswers(services: services)
                do {
                    for try await question in questions {
                        try await writer.write(try answers.answer(question))
                    }
                } catch let error as QueryError {
                    throw GRPCCore.RPCError(error)
                }
            }
            defer { tasks.cancelAll() }
            try await tasks.next()
        }
    }
}
