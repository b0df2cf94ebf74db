internal import NIOCore

/// Takes no more connections than a number, give or take those that come in one go; the others wait
/// in the system's queue. A handler of the listening channel.
final class AcceptGate: ChannelDuplexHandler {
    typealias InboundIn = any Channel
    typealias InboundOut = any Channel
    typealias OutboundIn = Never

    private let openMax: Int
    private var open = 0
    private var isHeld = false

    init(openMax: Int) { self.openMax = openMax }

    func read(context: ChannelHandlerContext) {
        if open < openMax { context.read() } else { isHeld = true }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        open += 1
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        unwrapInboundIn(data).closeFuture.hop(to: context.eventLoop).whenComplete { _ in
            let (gate, context) = bound.value
            gate.closed(context)
        }
        context.fireChannelRead(data)
    }

    private func closed(_ context: ChannelHandlerContext) {
        open -= 1
        guard isHeld, open < openMax else { return }
        isHeld = false
        context.read()
    }
}
