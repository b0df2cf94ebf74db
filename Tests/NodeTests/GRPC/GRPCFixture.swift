import Dispatch
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import Logging
import SecretBase
import SecretLedger
import SecretNode
import ServiceLifecycle
import Testing

/// Messages as they lie on the wire, for the client's side.
struct WireBytes: MessageSerializer, MessageDeserializer {
    func serialize<Buffer: GRPCContiguousBytes>(_ message: Bytes) throws -> Buffer {
        Buffer(message)
    }

    func deserialize<Buffer: GRPCContiguousBytes>(_ buffer: Buffer) throws -> Bytes {
        buffer.withUnsafeBytes { Bytes($0) }
    }
}

/// A server on a free port of the loopback interface, for as long as a test needs it.
struct GRPCFixture: Sendable {
    let port: Int
    private let group: ServiceGroup

    /// Asks the server to end, as a node's service group does.
    func stop() async { await group.triggerGracefulShutdown() }

    /// Runs `body` beside a server and then ends it; what the server throws, this throws.
    static func serving(
        _ query: any QueryPort = FakeQuery(), limits: GRPCLimits = GRPCLimits(),
        _ body: @escaping @Sendable (GRPCFixture) async throws -> Void
    ) async throws {
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        var log = Logger(label: "test")
        log.logLevel = .critical
        let server = GRPCNodeServer(
            query: query, host: "127.0.0.1", port: 0, limits: limits,
            onReady: { found.yield($0) })
        let group = ServiceGroup(
            configuration: .init(services: [server], gracefulShutdownSignals: [], logger: log))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = ports.makeAsyncIterator()
            let port = try #require(await iterator.next())
            #expect(port > 0)
            try await body(GRPCFixture(port: port, group: group))
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    /// Runs what blocks on a thread of its own.
    func onThread<Result: Sendable>(
        _ body: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { done in
            DispatchQueue.global().async { done.resume(with: Swift.Result { try body() }) }
        }
    }

    /// Lends a connected client to `body`.
    @discardableResult
    func withClient<Result: Sendable>(
        _ body: (GRPCCaller) async throws -> Result
    ) async throws -> Result {
        try await withGRPCClient(
            transport: .http2NIOPosix(
                target: .ipv4(address: "127.0.0.1", port: port), transportSecurity: .plaintext)
        ) { try await body(GRPCCaller(client: $0)) }
    }
}

/// The library's own client, without generated code.
struct GRPCCaller: Sendable {
    struct Answer: Sendable {
        let message: Bytes
        let height: String?
    }

    let client: GRPCClient<HTTP2ClientTransport.Posix>

    private static func descriptor(_ path: String) -> MethodDescriptor {
        let parts = path.split(separator: "/")
        return MethodDescriptor(
            fullyQualifiedService: String(parts[0]), method: String(parts[1]))
    }

    /// Throws `GRPCCore.RPCError` for every status but OK.
    func call(
        _ path: String, _ request: Bytes = [], metadata: Metadata = [:]
    ) async throws -> Answer {
        var options = CallOptions.defaults
        options.timeout = .seconds(60)
        return try await client.unary(
            request: ClientRequest(message: request, metadata: metadata),
            descriptor: Self.descriptor(path), serializer: WireBytes(), deserializer: WireBytes(),
            options: options
        ) { response in
            var heights = response.metadata[stringValues: "x-cosmos-block-height"].makeIterator()
            return Answer(message: try response.message, height: heights.next())
        }
    }

    /// The status of a call that must fail.
    func failure(
        _ path: String, _ request: Bytes = [], metadata: Metadata = [:]
    ) async throws -> GRPCCore.RPCError {
        try #require(
            await #expect(throws: GRPCCore.RPCError.self) {
                _ = try await call(path, request, metadata: metadata)
            })
    }

    /// Sends each of `requests` and gives every answer that comes.
    func stream(
        _ path: String, _ requests: [Bytes], keepingOpen isOpen: Bool = false,
        onAnswer: @escaping @Sendable (Bytes) async -> Void = { _ in }
    ) async throws -> [Bytes] {
        try await client.bidirectionalStreaming(
            request: StreamingClientRequest { writer in
                for request in requests { try await writer.write(request) }
                if isOpen { try await Task.sleep(for: .seconds(600)) }
            },
            descriptor: Self.descriptor(path), serializer: WireBytes(), deserializer: WireBytes(),
            options: .defaults
        ) { response in
            var answers: [Bytes] = []
            for try await answer in response.messages {
                answers.append(answer)
                await onAnswer(answer)
            }
            return answers
        }
    }
}
