import GRPCCore
import NIOCore
import NIOHPACK
import NIOHTTP2
import SecretLedger

/// Watches one call from the network's side: how much it holds, and for how long.
///
/// What is too much or too late is refused with a gRPC status, where the transport would only reset
/// the stream. Lives on the connection's event loop.
final class StreamGuard: ChannelDuplexHandler {
    typealias InboundIn = HTTP2Frame.FramePayload
    typealias InboundOut = HTTP2Frame.FramePayload
    typealias OutboundIn = HTTP2Frame.FramePayload
    typealias OutboundOut = HTTP2Frame.FramePayload

    private let limits: GRPCLimits
    private let memory: HeldBytes
    private let connection: ConnectionGuard
    private let opened = NIODeadline.now()
    private var context: ChannelHandlerContext?
    private var received = 0
    private var held = 0
    private var isRequestWhole = false
    private var hasHeaders = false
    private var isOver = false

    /// Compression byte and length before each message.
    private static let prefixBytes = 5

    init(limits: GRPCLimits, memory: HeldBytes, connection: ConnectionGuard) {
        self.limits = limits
        self.memory = memory
        self.connection = connection
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        connection.began(self)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        connection.ended(self)
        memory.give(held)
        held = 0
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOver else { return }
        switch unwrapInboundIn(data) {
        case .headers(let headers):
            isRequestWhole = headers.endStream
            guard hold(limits.streamBytes) else { return }
        case .data(let data):
            isRequestWhole = data.endStream
            guard hold(data.data.readableBytes), accepts(data.data) else { return }
        default: break
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isOver else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .headers: hasHeaders = true
        case .data(let data):
            guard hold(data.data.readableBytes) else {
                promise?.fail(ChannelError.ioOnClosedChannel)
                return
            }
        default: break
        }
        context.write(data, promise: promise)
    }

    /// Ends the call if its time is over.
    func check(at now: NIODeadline) {
        let age = now - opened
        if !isRequestWhole, age > .seconds(limits.requestSeconds) {
            refuse(.deadlineExceeded, "request did not arrive in time")
        } else if age > .seconds(limits.streamSeconds) {
            refuse(.deadlineExceeded, "call took too long")
        }
    }

    private func hold(_ count: Int) -> Bool {
        guard memory.take(count) else {
            refuse(.resourceExhausted, "too many calls at once, try again later")
            return false
        }
        held += count
        return true
    }

    /// The size is refused where it is announced, in the words of the network's own nodes.
    private func accepts(_ data: IOData) -> Bool {
        if received == 0, case .byteBuffer(let buffer) = data,
            let length: UInt32 = buffer.getInteger(at: buffer.readerIndex + 1),
            length > limits.requestBytes
        {
            refuse(
                .resourceExhausted,
                "grpc: received message larger than max (\(length) vs. \(limits.requestBytes))")
            return false
        }
        received += data.readableBytes
        guard received <= limits.requestBytes + Self.prefixBytes else {
            refuse(.resourceExhausted, "more than \(limits.requestBytes) bytes in one call")
            return false
        }
        return true
    }

    private func refuse(_ code: QueryError.Code, _ message: String) {
        guard !isOver, let context else { return }
        isOver = true
        var headers = HPACKHeaders()
        if !hasHeaders {
            headers.add(name: ":status", value: "200")
            headers.add(name: "content-type", value: "application/grpc")
        }
        headers.add(name: "grpc-status", value: "\(code.rawValue)")
        headers.add(name: "grpc-message", value: message)
        let payload = HTTP2Frame.FramePayload.headers(.init(headers: headers, endStream: true))
        context.write(wrapOutboundOut(payload), promise: nil)
        // Closing would say "cancelled", and some clients take that for the status.
        context.writeAndFlush(wrapOutboundOut(.rstStream(.noError)), promise: nil)
    }
}
