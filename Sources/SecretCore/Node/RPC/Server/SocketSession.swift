internal import Logging
internal import NIOCore
internal import SecretBase
internal import SecretStorage
internal import SecretWire
internal import Synchronization

/// One websocket: requests in their order, and beside them what the client has subscribed to.
///
/// Three tasks write, each whole messages, and each waits until its own is taken: a client that
/// reads slowly holds one message of each in memory, and no one else.
struct SocketSession: Sendable {
    typealias Channel = NIOAsyncChannel<ByteBuffer, Never>

    let channel: Channel
    let deadline: Deadline
    let context: RPCContext
    private let subscriptions = Subscriptions()

    init(channel: Channel, deadline: Deadline, context: RPCContext) {
        self.channel = channel
        self.deadline = deadline
        self.context = context
    }

    private var writer: SocketWriter {
        SocketWriter(channel: channel.channel, seconds: context.limits.answerSeconds)
    }

    /// Serves until the client goes, breaks the rules, or the server stops.
    func run() async throws {
        try await channel.executeThenClose { inbound in
            let farewell = SocketFrame.close(1001, "the node stops")
            guard context.connections.waits(channel.channel, farewell: farewell) else { return }
            await withDiscardingTaskGroup { group in
                group.addTask { await ping() }
                do {
                    try await serve(inbound, &group)
                } catch let fault as SocketReader.Fault {
                    try? await writer.send(SocketFrame.close(fault.code, fault.reason))
                } catch {
                    context.log.debug("a websocket ends", metadata: ["why": "\(error)"])
                }
                group.cancelAll()
            }
        }
    }

    private func serve(
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>, _ group: inout DiscardingTaskGroup
    ) async throws {
        var reader = SocketReader(bytesMax: context.limits.bodyBytes)
        var share = context.budget.share()
        deadline.set(seconds: context.limits.silenceSeconds)
        for try await bytes in inbound {
            deadline.set(seconds: context.limits.silenceSeconds)
            reader.append(bytes)
            while let event = try reader.next() {
                switch event {
                case .message(let message): try await answer(message, &group)
                case .ping(let payload):
                    try await writer.send(SocketFrame.parts(.pong, payload))
                case .pong: break
                case .close:
                    return try await writer.send(SocketFrame.close(1000, ""))
                }
            }
            guard share.hold(reader.pendingBytes) else { throw SocketReader.Fault.busy }
        }
    }

    private func ping() async {
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: .seconds(context.limits.pingSeconds))
                try await writer.send(SocketFrame.parts(.ping, []))
            } catch { return }
        }
    }

    private func answer(_ message: Bytes, _ group: inout DiscardingTaskGroup) async throws {
        let request: RPCRequest?
        do {
            request = try RPCRequest(try parsed(message))
        } catch {
            return try await send(RPCReply(id: nil, result: .failure(error)))
        }
        // A notification is not answered.
        guard let request else { return }
        do {
            let result = try await call(request, &group)
            try await send(RPCReply(id: request.id, result: .success(result)))
        } catch let error as ChannelError {
            throw error
        } catch let error as RPCError {
            try await send(RPCReply(id: request.id, result: .failure(error)))
        } catch {
            try await send(RPCReply(id: request.id, result: .failure(.failed("\(error)"))))
        }
    }

    private func parsed(_ message: Bytes) throws(RPCError) -> JSONValue {
        do { return try JSONValue(parsing: message, limits: context.limits.json) } catch {
            throw .notJSON("error unmarshaling request: \(error)")
        }
    }

    private func call(
        _ request: RPCRequest, _ group: inout DiscardingTaskGroup
    ) async throws -> JSONValue {
        guard let method = RPCMethod(rawValue: request.method) else {
            throw RPCError.unknownMethod
        }
        let arguments: RPCArguments
        do { arguments = try RPCArguments(request.parameters, for: method) } catch {
            // Over a websocket the engine calls this an internal error.
            throw RPCRefusal("error converting json params to arguments: \(error)")
        }
        switch method {
        case .subscribe:
            try subscribe(to: arguments.text("query"), as: request.id, &group)
        case .unsubscribe:
            try subscriptions.remove(try Subscriptions.query(arguments.text("query")))
        case .unsubscribeAll: try subscriptions.removeAll()
        default: return try await context.methods.call(method, arguments)
        }
        return [:]
    }

    private func subscribe(
        to text: String, as id: RPCIdentifier, _ group: inout DiscardingTaskGroup
    ) throws {
        let limits = context.limits
        let isFirst = try subscriptions.add(
            text, id: id, after: context.feed.height, max: limits.subscriptionsPerClient)
        guard isFirst else { return }
        guard let start = context.feed.join() else {
            try subscriptions.removeAll(forgetting: true)
            throw RPCRefusal("max_subscription_clients \(limits.subscribers) reached")
        }
        group.addTask {
            await tell(from: start)
            context.feed.leave()
        }
    }

    private func send(_ reply: RPCReply) async throws {
        try await writer.send(SocketFrame.parts(.text, reply.bytes))
    }
}

extension SocketSession {
    /// Tells the client of each block after `start` what it has subscribed to.
    private func tell(from start: Int64) async {
        var height = start
        while !Task.isCancelled {
            switch await context.feed.next(after: height) {
            case .block(let block):
                height = block.height
                do { try await tell(block) } catch { return }
            case .lost:
                return await drop("client is not pulling messages fast enough")
            case .over:
                guard !Task.isCancelled else { return }
                return await drop("CometBFT exited")
            }
        }
    }

    private func tell(_ block: BlockEvents) async throws {
        let wanted = subscriptions.all.filter { $0.since < block.height }
        guard !wanted.isEmpty else { return }
        // In the order in which things happened, whichever subscription asks for them.
        let told = wanted.enumerated().flatMap { index, subscription in
            block.matching(subscription.query, named: subscription.text)
                .map { (place: $0, index: index) }
        }.sorted { $0 < $1 }
        var parts: [ByteBuffer] = []
        var size = 0
        for (place, index) in told {
            let message = wanted[index].message(block.events[place])
            parts += message
            size += message.reduce(0) { $0 + $1.readableBytes }
            guard size > Self.batchBytes else { continue }
            try await writer.send(parts)
            (parts, size) = ([], 0)
        }
        if !parts.isEmpty { try await writer.send(parts) }
    }

    /// Messages go out together up to this size.
    private static let batchBytes = 64 << 10

    /// Says why nothing more will come, if the client still listens, and ends the connection.
    private func drop(_ why: String) async {
        for subscription in subscriptions.all {
            let error = RPCError.server("subscription was canceled (reason: \(why))")
            try? await send(RPCReply(id: subscription.id, result: .failure(error)))
        }
        try? await writer.send(SocketFrame.close(1008, why))
        channel.channel.close(promise: nil)
    }
}
