import NIOCore

/// Watches one connection from its socket's side, and closes it when its client is none.
///
/// The transport asks a silent client to leave and then waits for its answer for as long as the
/// socket stays open; who never answers would keep its place for ever. This one looks once a second
/// at when something came, when the connection last had a call, and at the age of those it has.
/// Lives on the connection's event loop.
final class ConnectionGuard: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let limits: GRPCLimits
    private var streams: [ObjectIdentifier: StreamGuard] = [:]
    private var silentSince = NIODeadline.now()
    private var idleSince = NIODeadline.now()
    private var hadStream = false
    private var look: Scheduled<Void>?
    /// How many bytes of the greeting have come.
    private var greeted = 0

    /// What a client of HTTP/2 says first. Source: RFC 9113 §3.4.
    private static let greeting = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

    init(limits: GRPCLimits) {
        self.limits = limits
    }

    func channelActive(context: ChannelHandlerContext) {
        silentSince = .now()
        idleSince = silentSince
        lookLater(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        look?.cancel()
        look = nil
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard greets(unwrapInboundIn(data)) else { return context.close(promise: nil) }
        silentSince = .now()
        context.fireChannelRead(data)
    }

    /// The transport would wait for the greeting's last byte before it looks at the first.
    private func greets(_ buffer: ByteBuffer) -> Bool {
        guard greeted < Self.greeting.count else { return true }
        for byte in buffer.readableBytesView.prefix(Self.greeting.count - greeted) {
            guard byte == Self.greeting[greeted] else { return false }
            greeted += 1
        }
        return true
    }

    func began(_ stream: StreamGuard) {
        hadStream = true
        streams[ObjectIdentifier(stream)] = stream
    }

    func ended(_ stream: StreamGuard) {
        streams[ObjectIdentifier(stream)] = nil
        if streams.isEmpty { idleSince = .now() }
    }

    private func lookLater(_ context: ChannelHandlerContext) {
        look = context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(1)) { [self] in
            lookAround(context)
        }
    }

    private func lookAround(_ context: ChannelHandlerContext) {
        let now = NIODeadline.now()
        guard !isGone(at: now) else { return context.close(promise: nil) }
        for stream in streams.values { stream.check(at: now) }
        lookLater(context)
    }

    private func isGone(at now: NIODeadline) -> Bool {
        // Whoever lives has answered the keepalive ping by then.
        let silence = limits.keepaliveSeconds + 2 * limits.patienceSeconds
        if now - silentSince > .seconds(silence) { return true }
        let idle = hadStream ? limits.idleSeconds + limits.patienceSeconds : limits.greetingSeconds
        return streams.isEmpty && now - idleSince > .seconds(idle)
    }
}
