import HTTPTypes
import HummingbirdCore
package import Logging
import NIOCore
import NIOPosix
import SecretBase
import ServiceLifecycle

/// An HTTP/1.1 server with one function behind it: the frame of REST and faucet.
///
/// Keeps connections open, answers cross-origin preflights itself, and bounds what a slow or
/// hostile client can hold: connections, header and body sizes, and time.
package struct WebServer: Service {
    private let name: String
    private let host: String
    private let port: Int
    private let limits: WebLimits
    private let log: Logger
    private let onReady: @Sendable (Int) async -> Void
    private let answer: @Sendable (WebRequest) async -> WebAnswer

    /// `name` is for messages, e.g. `REST`. Port 0 takes a free one; `onReady` is told the port
    /// once the server listens.
    package init(
        name: String, host: String, port: Int, limits: WebLimits = WebLimits(), log: Logger,
        onReady: @escaping @Sendable (Int) async -> Void = { _ in },
        answer: @escaping @Sendable (WebRequest) async -> WebAnswer
    ) {
        self.name = name
        self.host = host
        self.port = port
        self.limits = limits
        self.log = log
        self.onReady = onReady
        self.answer = answer
    }

    /// Serves until the service group shuts down. Throws `GatewayError` when it cannot listen.
    package func run() async throws {
        let connection = HTTP1Channel.Configuration(idleTimeout: .seconds(limits.idleSeconds))
        let server = try HTTPServerBuilder.http1(configuration: connection).buildServer(
            configuration: ServerConfiguration(
                address: .hostname(host, port: port), backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connections)),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: log,
            responder: { request, writer, channel in
                try await respond(to: request, with: writer, on: channel)
            },
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? port) })
        do { try await server.run() } catch let error as IOError {
            throw error.errnoCode == addressInUse
                ? GatewayError.portTaken(server: name, host: host, port: port)
                : .cannotListen(server: name, host: host, port: port, reason: "\(error)")
        } catch let error as CancellationError {
            throw error
        } catch {
            throw GatewayError.cannotListen(
                server: name, host: host, port: port, reason: "\(error)")
        }
    }

    private func respond(
        to request: Request, with writer: consuming ResponseWriter, on channel: any Channel
    ) async throws {
        switch await body(of: request) {
        case .whole(let body):
            let reply = await self.reply(
                to: WebRequest(
                    head: request.head, body: body,
                    isLocal: channel.remoteAddress?.isLoopback ?? false))
            // A first answer goes out at once, and if it is not read the connection counts as idle.
            // Who asks again and reads nothing would hold this task for ever.
            guard !channel.isWritable else {
                return try await writer.write(
                    response: reply.head, body: ResponseBody(byteBuffer: reply.body))
            }
            let watchdog = channel.eventLoop.scheduleTask(in: .seconds(limits.transferSeconds)) {
                channel.close(promise: nil)
            }
            defer { watchdog.cancel() }
            try await writer.write(
                response: reply.head, body: ResponseBody(byteBuffer: reply.body))
        case .refused(let status):
            // The rest of the body is not read: the connection ends with the answer.
            let reply = Reply(
                WebAnswer(status: status, body: RESTErrors.unread(status)),
                isHead: false)
            try await writer.write(
                response: reply.head, body: ResponseBody(byteBuffer: reply.body))
            channel.close(promise: nil)
        }
    }

    private enum Body {
        case whole(Bytes)
        case refused(status: Int)
    }

    private func body(of request: Request) async -> Body {
        guard request.method == .post || request.headers[.contentLength] != nil else {
            return .whole([])
        }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }),
            length > limits.bodyBytes
        {
            return .refused(status: 413)
        }
        var body = Bytes()
        let start = ContinuousClock.now
        do {
            for try await chunk in request.body {
                guard body.count + chunk.readableBytes <= limits.bodyBytes else {
                    return .refused(status: 413)
                }
                body.append(contentsOf: chunk.readableBytesView)
                guard start.duration(to: .now) < .seconds(limits.transferSeconds) else {
                    return .refused(status: 408)
                }
            }
        } catch { return .refused(status: 400) }
        return .whole(body)
    }

    private func reply(to request: WebRequest) async -> Reply {
        if request.method == "OPTIONS" { return .preflight }
        return Reply(await answer(request), isHead: request.method == "HEAD")
    }
}

extension SocketAddress {
    /// Whether it is this machine's own, IPv4 or IPv6.
    fileprivate var isLoopback: Bool {
        guard let text = ipAddress else { return false }
        return text.hasPrefix("127.") || text == "::1" || text.hasPrefix("::ffff:127.")
    }
}

/// Linux's EADDRINUSE; Base and Wire are free of system headers and this room follows them.
let addressInUse: CInt = 98

/// An answer as it goes out.
private struct Reply {
    let head: HTTPResponse
    let body: ByteBuffer

    init(_ answer: WebAnswer, isHead: Bool) {
        var fields = HTTPFields()
        fields.append(HTTPField(name: .contentType, value: answer.contentType))
        fields.append(HTTPField(name: .contentLength, value: "\(answer.body.count)"))
        fields.append(HTTPField(name: .accessControlAllowOrigin, value: "*"))
        for header in answer.headers {
            if let name = HTTPField.Name(header.name) {
                fields.append(HTTPField(name: name, value: header.value))
            }
        }
        head = HTTPResponse(
            status: HTTPResponse.Status(code: answer.status), headerFields: fields)
        body = isHead ? ByteBuffer() : ByteBuffer(bytes: answer.body)
    }

    private init(head: HTTPResponse) {
        self.head = head
        body = ByteBuffer()
    }

    /// Any origin may ask: the network's own REST server allows it, and nothing here is secret.
    static let preflight: Reply = {
        var fields = HTTPFields()
        fields[.accessControlAllowOrigin] = "*"
        fields[.accessControlAllowMethods] = "GET, HEAD, POST, OPTIONS"
        fields[.accessControlAllowHeaders] = "Content-Type, Accept, X-Cosmos-Block-Height"
        fields[.accessControlMaxAge] = "600"
        fields[.contentLength] = "0"
        return Reply(head: HTTPResponse(status: .ok, headerFields: fields))
    }()
}
