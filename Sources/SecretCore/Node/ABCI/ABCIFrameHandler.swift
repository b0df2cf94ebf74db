internal import Logging
internal import NIOCore

/// Cuts what comes on a socket into messages, and hands on all that came at once together.
///
/// Closes the connection at garbage, and where a message that was begun is not finished in time.
final class ABCIFrameHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = [ByteBuffer]

    private let log: Logger
    private let transfer: TimeAmount
    private var rest: ByteBuffer?
    private var watchdog: Scheduled<Void>?

    /// `transfer` is how long the rest of a message may take.
    init(transfer: TimeAmount, log: Logger) {
        self.transfer = transfer
        self.log = log
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = unwrapInboundIn(data)
        if var before = rest {
            before.writeBuffer(&buffer)
            buffer = before
        }
        var messages: [ByteBuffer] = []
        do {
            while let message = try ABCIFrame.take(from: &buffer) { messages.append(message) }
        } catch {
            log.warning("ABCI: a connection is closed", metadata: ["why": "\(error)"])
            rest = nil
            return context.close(promise: nil)
        }
        rest = buffer.readableBytes > 0 ? buffer.slice() : nil
        watch(context, isWaiting: rest != nil, isNew: !messages.isEmpty)
        if !messages.isEmpty { context.fireChannelRead(wrapInboundOut(messages)) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        watchdog?.cancel()
        context.fireChannelInactive()
    }

    private func watch(_ context: ChannelHandlerContext, isWaiting: Bool, isNew: Bool) {
        guard isWaiting else {
            watchdog?.cancel()
            watchdog = nil
            return
        }
        guard isNew || watchdog == nil else { return }
        watchdog?.cancel()
        let channel = context.channel
        watchdog = context.eventLoop.scheduleTask(in: transfer) { channel.close(promise: nil) }
    }
}
