internal import NIOCore
internal import NIOHTTP1
internal import NIOWebSocket

/// What becomes of a connection once its first request's head is there.
enum RPCConnection: Sendable {
    case http(HTTPSession)
    case socket(SocketSession)

    func run() async throws {
        switch self {
        case .http(let session): try await session.run()
        case .socket(let session): try await session.run()
        }
    }
}

/// Lays a new connection's handlers: HTTP, and the way from there to a websocket.
enum RPCPipeline {
    /// On the channel's event loop. The future fails when the client goes before it has asked.
    static func configure(
        _ channel: any Channel, _ context: RPCContext
    ) throws -> EventLoopFuture<RPCConnection> {
        guard context.connections.waits(channel) else { throw ChannelError.ioOnClosedChannel }
        channel.closeFuture.whenComplete { _ in context.connections.leaves(channel) }
        let deadline = Deadline(on: channel, seconds: context.limits.requestSeconds)
        let upgrades = NIOTypedHTTPServerUpgradeConfiguration<RPCConnection>(
            upgraders: [SocketUpgrader(context: context, deadline: deadline)],
            notUpgradingCompletionHandler: { channel in
                channel.eventLoop.makeCompletedFuture {
                    .http(
                        HTTPSession(
                            channel: try HTTPSession.Channel(wrappingChannelSynchronously: channel),
                            deadline: deadline, context: context))
                }
            })
        var configuration = NIOUpgradableHTTPServerPipelineConfiguration(
            upgradeConfiguration: upgrades)
        configuration.decoderConfiguration.maxHeaderFieldSize = context.limits.headerBytes
        configuration.decoderConfiguration.maxHeaderListSize = context.limits.headerBytes
        let pipeline = channel.pipeline.syncOperations
        let connection = try pipeline.configureUpgradableHTTPServerPipeline(
            configuration: configuration)
        let upgrader = try pipeline.handler(
            type: NIOTypedHTTPServerUpgradeHandler<RPCConnection>.self)
        try pipeline.addHandler(HandshakeFilter(), position: .before(upgrader))
        return connection
    }
}

/// Takes the wish for another protocol out of a request that is no handshake for a websocket, so
/// that it is answered as any other. Where the upgrader itself declines, the connection ends.
private final class HandshakeFilter: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    /// Only a connection's first head is asked for; what follows it may be frames.
    private var isPast = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isPast else { return context.fireChannelRead(data) }
        isPast = true
        guard case .head(var head) = unwrapInboundIn(data), !Self.isHandshake(head) else {
            return context.fireChannelRead(data)
        }
        head.headers.remove(name: "upgrade")
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    /// Source: RFC 6455 §4.2.1.
    static func isHandshake(_ head: HTTPRequestHead) -> Bool {
        head.method == .GET && head.uri.prefix { $0 != "?" } == "/websocket"
            && head.headers["upgrade"].map { $0.lowercased() } == ["websocket"]
            && head.headers["sec-websocket-key"].count == 1
            && head.headers["sec-websocket-version"] == ["13"]
    }
}

/// Shakes hands for a websocket; frames are read and written by the session itself.
private struct SocketUpgrader: NIOTypedHTTPServerProtocolUpgrader {
    let context: RPCContext
    let deadline: Deadline
    let supportedProtocol = "websocket"
    let requiredUpgradeHeaders: [String] = []
    // Only the handshake's headers are asked of it.
    private let handshake: NIOTypedWebSocketServerUpgrader<Void>

    init(context: RPCContext, deadline: Deadline) {
        self.context = context
        self.deadline = deadline
        handshake = NIOTypedWebSocketServerUpgrader(
            shouldUpgrade: { channel, _ in
                channel.eventLoop.makeSucceededFuture(HTTPHeaders())
            },
            upgradePipelineHandler: { channel, _ in channel.eventLoop.makeSucceededVoidFuture() })
    }

    func buildUpgradeResponse(
        channel: any Channel, upgradeRequest: HTTPRequestHead, initialResponseHeaders: HTTPHeaders
    ) -> EventLoopFuture<HTTPHeaders> {
        handshake.buildUpgradeResponse(
            channel: channel, upgradeRequest: upgradeRequest,
            initialResponseHeaders: initialResponseHeaders)
    }

    func upgrade(
        channel: any Channel, upgradeRequest: HTTPRequestHead
    ) -> EventLoopFuture<RPCConnection> {
        channel.eventLoop.makeCompletedFuture {
            .socket(
                SocketSession(
                    channel: try SocketSession.Channel(wrappingChannelSynchronously: channel),
                    deadline: deadline, context: context))
        }
    }
}
