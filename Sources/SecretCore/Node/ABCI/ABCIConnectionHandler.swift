internal import Logging
internal import NIOCore
internal import SecretBase
internal import SecretWire
internal import SwiftProtobuf

/// Answers the messages of one connection in their order, all that came at once together.
///
/// While the ledger works on some, no more are read: the engine waits in its own buffers.
final class ABCIConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = [ByteBuffer]

    private let answer: ABCIServer.Answering
    private let log: Logger
    private var waiting: [ByteBuffer] = []
    private var isAnswering = false

    init(log: Logger, answer: @escaping ABCIServer.Answering) {
        self.log = log
        self.answer = answer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        waiting += unwrapInboundIn(data)
        answerNext(on: context.channel)
    }

    private func answerNext(on channel: any Channel) {
        guard !isAnswering, !waiting.isEmpty else { return }
        isAnswering = true
        let messages = waiting
        waiting = []
        _ = channel.setOption(.autoRead, value: false)
        let answer = self.answer
        let log = self.log
        channel.eventLoop.makeFutureWithTask { await Self.reply(to: messages, answer, log) }
            .assumeIsolated().whenSuccess { self.send($0, on: channel) }
    }

    /// What goes out, and whether the connection goes on afterwards.
    private struct Reply: Sendable {
        var buffer = ByteBuffer()
        var goesOn = true
    }

    private static func reply(
        to messages: [ByteBuffer], _ answer: ABCIServer.Answering, _ log: Logger
    ) async -> Reply {
        var reply = Reply()
        do {
            let requests = try messages.map {
                try CometAbciRequest(serializedBytes: Array($0.readableBytesView))
            }
            let answers = await answer(requests)
            for answer in answers { reply.buffer.writeBytes(ABCIFrame.encode(answer.bytes)) }
            // Fewer answers than requests: the last is an exception, and the end.
            reply.goesOn = answers.count == requests.count
        } catch {
            log.warning("ABCI: a connection is closed", metadata: ["why": "\(error)"])
            reply.goesOn = false
        }
        return reply
    }

    private func send(_ reply: Reply, on channel: any Channel) {
        let written = channel.writeAndFlush(reply.buffer)
        guard reply.goesOn else {
            written.whenComplete { _ in channel.close(promise: nil) }
            return
        }
        isAnswering = false
        if waiting.isEmpty {
            _ = channel.setOption(.autoRead, value: true)
        } else {
            answerNext(on: channel)
        }
    }
}
