import GRPCCore
import GRPCNIOTransportHTTP2Posix
import HummingbirdCore
import NIOCore
import NIOPosix

/// Listens in plain HTTP/2, and sets a guard before each connection and each call.
struct GRPCListener: HTTP2ServerTransport.ListenerFactory {
    typealias Transport = HTTP2ServerTransport.Custom<GRPCListener>

    let host: String
    let port: Int
    let limits: GRPCLimits
    let onReady: @Sendable (Int) async -> Void

    var eventLoopGroup: any EventLoopGroup { MultiThreadedEventLoopGroup.singleton }

    func makeListeningChannel(
        listenerConfigurator: HTTP2ServerTransport.ListenerConfigurator,
        connectionConfigurator: HTTP2ServerTransport.ConnectionConfigurator
    ) async throws -> NIOAsyncChannel<
        HTTP2ServerTransport.ConnectionConfigurator.ConnectionChannel, Never
    > {
        let limits = limits
        let channel = try await ServerBootstrap(group: eventLoopGroup)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                listenerConfigurator.configure(channel: channel).flatMapThrowing {
                    try channel.pipeline.syncOperations.addHandler(
                        AvailableConnectionsChannelHandler(maxConnections: limits.connections))
                }
            }
            .bind(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ConnectionGuard(limits: limits))
                }.flatMap {
                    connectionConfigurator.configure(channel: channel, tls: .none)
                }
            }
        await onReady(channel.channel.localAddress?.port ?? port)
        return channel
    }

    /// The transport that accepts calls from this listener.
    func transport() -> Transport {
        var config = Transport.Config.defaults
        config.connection.maxIdleTime = .seconds(limits.idleSeconds)
        config.connection.maxGraceTime = .seconds(limits.patienceSeconds)
        config.connection.keepalive.time = .seconds(limits.keepaliveSeconds)
        config.connection.keepalive.timeout = .seconds(limits.patienceSeconds)
        // It would wait for more to send with the answer, when mostly there is none.
        config.connection.flushCoalescing = nil
        config.http2.maxConcurrentStreams = limits.streamsPerConnection
        config.rpc.maxRequestPayloadSize = limits.requestBytes
        let memory = HeldBytes(limit: limits.heldBytes)
        let limits = limits
        // Meant for debugging, and the only place where a handler can be set before each call.
        config.channelDebuggingCallbacks.onAcceptHTTP2Stream = { stream in
            stream.eventLoop.makeCompletedFuture {
                guard let parent = stream.parent else {
                    throw ChannelError.inappropriateOperationForState
                }
                let connection = try parent.pipeline.syncOperations.handler(
                    type: ConnectionGuard.self)
                try stream.pipeline.syncOperations.addHandler(
                    StreamGuard(limits: limits, memory: memory, connection: connection),
                    position: .first)
            }
        }
        return Transport(listenerFactory: self, config: config)
    }
}
