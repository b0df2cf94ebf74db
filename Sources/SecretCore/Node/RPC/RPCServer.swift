package import Logging
internal import NIOCore
internal import NIOPosix
internal import SecretBase
internal import ServiceLifecycle

/// CometBFT's JSON-RPC over HTTP and websocket for the embedded engine. Source: chain.md §5.
///
/// Written on the sockets' library itself: websockets need what the REST server's frame does not
/// have, and a slow client must not cost more than its own connection.
package struct RPCServer: Service {
    private let host: String
    private let port: Int
    private let context: RPCContext
    private let onReady: @Sendable (Int) async -> Void

    /// Port 0 takes a free one; `onReady` is told the port once the server listens.
    package init(
        _ backend: RPCBackend, host: String, port: Int, limits: RPCLimits = RPCLimits(),
        log: Logger, onReady: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.host = host
        self.port = port
        self.onReady = onReady
        let feed = EventFeed(
            hub: backend.node.events, database: backend.node.database, limits: limits, log: log)
        context = RPCContext(
            methods: RPCMethods(backend, limits: limits), feed: feed, limits: limits, log: log)
    }

    /// Serves until the service group shuts down. Throws `GatewayError` when it cannot listen.
    package func run() async throws {
        let server = try await listen()
        await onReady(server.channel.localAddress?.port ?? port)
        try await withGracefulShutdownHandler {
            try await withThrowingDiscardingTaskGroup { group in
                let feed = Task { await context.feed.run() }
                defer { feed.cancel() }
                try await server.executeThenClose { inbound in
                    for try await connection in inbound {
                        group.addTask { await serve(connection) }
                    }
                }
            }
        } onGracefulShutdown: {
            server.channel.close(promise: nil)
            context.connections.closeAll()
        }
    }

    private func serve(_ connection: EventLoopFuture<RPCConnection>) async {
        do { try await connection.get().run() } catch {
            // Whoever goes, breaks the protocol or is too slow hears no more of it.
            context.log.debug("a connection ends", metadata: ["why": "\(error)"])
        }
    }

    private typealias Listener = NIOAsyncChannel<EventLoopFuture<RPCConnection>, Never>

    private func listen() async throws(GatewayError) -> Listener {
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { [context] channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        AcceptGate(openMax: context.limits.connections))
                }
            }
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            // What a client does not read stays with us: in the system's buffers, too, a bound.
            .childChannelOption(.socketOption(.so_sndbuf), value: 256 << 10)
        do {
            return try await bootstrap.bind(host: host, port: port) { [context] channel in
                channel.eventLoop.makeCompletedFuture {
                    try RPCPipeline.configure(channel, context)
                }
            }
        } catch let error as IOError where error.errnoCode == GatewayError.addressInUse {
            throw .portTaken(server: "RPC", host: host, port: port)
        } catch {
            throw .cannotListen(server: "RPC", host: host, port: port, reason: "\(error)")
        }
    }
}
