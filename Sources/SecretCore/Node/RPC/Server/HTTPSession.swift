internal import NIOCore
internal import NIOHTTP1
internal import SecretBase

/// One HTTP connection: requests in their order, each answered before the next is read.
struct HTTPSession: Sendable {
    typealias Channel = NIOAsyncChannel<HTTPServerRequestPart, Never>

    let channel: Channel
    let deadline: Deadline
    let context: RPCContext

    /// Serves until the client goes, does not keep the times, or the server stops.
    func run() async throws {
        try await channel.executeThenClose { inbound in
            var parts = inbound.makeAsyncIterator()
            while context.connections.waits(channel.channel) {
                guard case .head(let head)? = try await parts.next() else { return }
                context.connections.leaves(channel.channel)
                deadline.set(seconds: context.limits.requestSeconds)
                var share = context.budget.share()
                let body = try await body(of: head, from: &parts, &share)
                deadline.clear()
                guard case .whole(let bytes) = body else {
                    return try await refuse(body, to: head)
                }
                let answer = await answer(head, bytes)
                deadline.set(seconds: context.limits.answerSeconds)
                try await send(answer, to: head, isLast: !head.isKeepAlive)
                guard head.isKeepAlive else { return }
                deadline.set(seconds: context.limits.idleSeconds)
            }
        }
    }

    private enum Body: Sendable {
        case whole(Bytes)
        case tooLong
        case busy
    }

    private func body(
        of head: HTTPRequestHead,
        from parts: inout NIOAsyncChannelInboundStream<HTTPServerRequestPart>.AsyncIterator,
        _ share: inout ByteShare
    ) async throws -> Body {
        // What was announced stays held though only some of it is there yet.
        var announced = 0
        if let length = head.headers.first(name: "content-length").flatMap({ Int($0) }) {
            announced = length
            guard length <= context.limits.bodyBytes else { return .tooLong }
            guard share.hold(length) else { return .busy }
        }
        if head.headers.first(name: "expect")?.lowercased() == "100-continue" {
            let go = HTTPResponseHead(version: head.version, status: .continue)
            try await channel.channel.writeAndFlush(HTTPServerResponsePart.head(go)).get()
        }
        var bytes = Bytes()
        while true {
            switch try await parts.next() {
            case .body(let piece):
                let count = bytes.count + piece.readableBytes
                guard count <= context.limits.bodyBytes else { return .tooLong }
                guard share.hold(max(count, announced)) else { return .busy }
                bytes.append(contentsOf: piece.readableBytesView)
            case .end: return .whole(bytes)
            case .head, nil: throw ChannelError.inputClosed
            }
        }
    }

    private func answer(_ head: HTTPRequestHead, _ body: Bytes) async -> WebAnswer {
        if head.method == .OPTIONS { return Self.preflight }
        var fields: [String: String] = [:]
        for name in ["content-type"] { fields[name] = head.headers.first(name: name) }
        return await context.gateway.answer(
            WebRequest(
                method: head.method.rawValue, target: head.uri, headers: fields, body: body))
    }

    /// The rest of the body is not read: the connection ends with the answer.
    private func refuse(_ body: Body, to head: HTTPRequestHead) async throws {
        deadline.set(seconds: context.limits.answerSeconds)
        if case .busy = body {
            let text = Bytes("too much is being received, try again later\n".utf8)
            let answer = WebAnswer(status: 503, contentType: "text/plain", body: text)
            return try await send(answer, to: head, isLast: true)
        }
        try await send(
            RPCGateway.unread("http: request body too large"), to: head, isLast: true)
    }

    /// Returns when the operating system has taken the whole answer.
    private func send(
        _ answer: WebAnswer, to request: HTTPRequestHead, isLast: Bool
    ) async throws {
        var head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status))
        head.headers.add(name: "content-type", value: answer.contentType)
        head.headers.add(name: "content-length", value: "\(answer.body.count)")
        head.headers.add(name: "access-control-allow-origin", value: "*")
        for header in answer.headers { head.headers.add(name: header.name, value: header.value) }
        if isLast {
            head.headers.add(name: "connection", value: "close")
        } else if request.version.minor == 0 {
            head.headers.add(name: "connection", value: "keep-alive")
        }
        let channel = channel.channel
        channel.write(HTTPServerResponsePart.head(head), promise: nil)
        if request.method != .HEAD, !answer.body.isEmpty {
            let body = ByteBuffer(bytes: answer.body)
            channel.write(HTTPServerResponsePart.body(.byteBuffer(body)), promise: nil)
        }
        try await channel.writeAndFlush(HTTPServerResponsePart.end(nil)).get()
    }

    /// Any origin may ask: nothing here is secret.
    private static let preflight = WebAnswer(
        status: 200, contentType: "text/plain", body: [],
        headers: [
            ("access-control-allow-methods", "HEAD, GET, POST, OPTIONS"),
            (
                "access-control-allow-headers",
                "Origin, Accept, Content-Type, X-Requested-With, X-Server-Time"
            ),
            ("access-control-max-age", "600"),
        ])
}
