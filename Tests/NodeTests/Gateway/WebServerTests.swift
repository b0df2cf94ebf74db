import Dispatch
import Foundation
import Glibc
import Logging
import SecretBase
import SecretLedger
import SecretNode
import ServiceLifecycle
import Testing

/// A plain socket, so that tests can send what no HTTP client would.
struct RawClient {
    let socket: CInt

    init(port: Int) throws {
        socket = Glibc.socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        // Small, so that what is not read stays with the server.
        var room: CInt = 65536
        setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &room, socklen_t(MemoryLayout<CInt>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(status == 0)
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    /// False once the other side has closed.
    @discardableResult
    func send(_ text: String) -> Bool { send(Bytes(text.utf8)) }

    /// False once the other side has closed.
    @discardableResult
    func send(_ bytes: Bytes) -> Bool {
        bytes.withUnsafeBytes {
            Glibc.send(socket, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) >= 0
        }
    }

    /// Reads until `ending` has come, or the connection ends.
    func receive(until ending: String? = nil) -> String {
        var bytes = Bytes()
        var buffer = Bytes(repeating: 0, count: 65536)
        while true {
            let count = read(socket, &buffer, buffer.count)
            guard count > 0 else { break }
            bytes += buffer[0..<count]
            let text = String(decoding: bytes, as: UTF8.self)
            if let ending, text.hasSuffix(ending) { return text }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// How many bytes come before the connection ends.
    func count() -> Int {
        var buffer = Bytes(repeating: 0, count: 1 << 20)
        var sum = 0
        while true {
            let count = read(socket, &buffer, buffer.count)
            guard count > 0 else { return sum }
            sum += count
        }
    }

    func end() { close(socket) }
}

/// Bytes that are no HTTP request, under a short name.
struct Garbage: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String

    static let all = [
        Garbage(testDescription: "TLS", text: "\u{16}\u{3}\u{1}garbage\r\n\r\n"),
        Garbage(testDescription: "no target", text: "GET\r\n\r\n"),
        Garbage(testDescription: "HTTP/9.9", text: "GET / HTTP/9.9\r\n\r\n"),
        Garbage(
            testDescription: "a header of 200 kB",
            text: "GET / HTTP/1.1\r\nA: " + String(repeating: "b", count: 200_000) + "\r\n\r\n"),
        Garbage(
            testDescription: "a length below zero",
            text: "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n"),
        Garbage(
            testDescription: "a length and chunks",
            text: "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"),
    ]
}

@Suite struct WebServerTests {
    /// Runs `body` beside a server on a free port. `body` may block: it has its own thread.
    static func serving(
        limits: WebLimits = WebLimits(),
        answer: @escaping @Sendable (WebRequest) async -> WebAnswer = { request in
            WebAnswer(
                status: 200, body: Bytes("\(request.method) \(request.path)".utf8) + request.body)
        },
        _ body: @escaping @Sendable (Int) throws -> Void
    ) async throws {
        let (ports, portFound) = AsyncStream.makeStream(of: Int.self)
        var log = Logger(label: "test")
        log.logLevel = .critical
        let server = WebServer(
            name: "REST", host: "127.0.0.1", port: 0, limits: limits, log: log,
            onReady: { portFound.yield($0) }, answer: answer)
        let group = ServiceGroup(
            configuration: .init(services: [server], gracefulShutdownSignals: [], logger: log))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = ports.makeAsyncIterator()
            let port = try #require(await iterator.next())
            #expect(port > 0)
            try await withCheckedThrowingContinuation {
                (done: CheckedContinuation<Void, any Error>) in
                DispatchQueue.global().async { done.resume(with: Result { try body(port) }) }
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    @Test("keeps the connection for the next request, and allows any origin")
    func keepAlive() async throws {
        try await Self.serving { port in
            let client = try RawClient(port: port)
            for count in 1...3 {
                client.send("GET /a\(count)?b HTTP/1.1\r\nHost: x\r\n\r\n")
                let answer = client.receive(until: "GET /a\(count)")
                #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
                #expect(answer.lowercased().contains("access-control-allow-origin: *"))
                #expect(answer.lowercased().contains("content-type: application/json"))
            }
            client.send("POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nxyz")
            #expect(client.receive(until: "POST /pxyz").hasSuffix("\r\n\r\nPOST /pxyz"))
            client.end()
        }
    }

    @Test("answers requests that come in one piece, in their order")
    func pipelining() async throws {
        try await Self.serving { port in
            let client = try RawClient(port: port)
            client.send(
                "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n"
                    + "Connection: close\r\n\r\n")
            let text = client.receive()
            let first = try #require(text.firstRange(of: "GET /1"))
            let second = try #require(text.firstRange(of: "GET /2"))
            #expect(first.lowerBound < second.lowerBound)
            client.end()
        }
    }

    @Test("answers a cross-origin preflight itself")
    func preflight() async throws {
        try await Self.serving { port in
            let client = try RawClient(port: port)
            client.send(
                "OPTIONS /x HTTP/1.1\r\nHost: x\r\nOrigin: http://a\r\n"
                    + "Access-Control-Request-Method: POST\r\nConnection: close\r\n\r\n")
            let answer = client.receive().lowercased()
            #expect(answer.hasPrefix("http/1.1 200"))
            #expect(answer.contains("access-control-allow-methods: get, head, post, options"))
            #expect(answer.contains("access-control-allow-headers: content-type"))
            client.end()
        }
    }

    @Test("HEAD has the length and not the body")
    func head() async throws {
        try await Self.serving { port in
            let client = try RawClient(port: port)
            client.send("HEAD /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            let answer = client.receive()
            #expect(answer.hasSuffix("\r\n\r\n"))
            #expect(answer.lowercased().contains("content-length: 7"))
            client.end()
        }
    }

    @Test("a body over the limit is refused before it is read, and the connection ends")
    func bodyLimit() async throws {
        var limits = WebLimits()
        limits.bodyBytes = 1000
        try await Self.serving(limits: limits) { port in
            let stated = try RawClient(port: port)
            stated.send("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n")
            #expect(stated.receive().hasPrefix("HTTP/1.1 413"))
            stated.end()
            let chunked = try RawClient(port: port)
            chunked.send("POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in 0..<3 { chunked.send("190\r\n" + String(repeating: "a", count: 400) + "\r\n") }
            #expect(chunked.receive().hasPrefix("HTTP/1.1 413"))
            chunked.end()
            let fits = try RawClient(port: port)
            fits.send(
                "POST /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 1000\r\n\r\n"
                    + String(repeating: "a", count: 1000))
            #expect(fits.receive().hasPrefix("HTTP/1.1 200"))
            fits.end()
        }
    }

    @Test("a silent client is shown out")
    func silence() async throws {
        var limits = WebLimits()
        limits.idleSeconds = 1
        try await Self.serving(limits: limits) { port in
            for start in [
                "", "GET /x HT", "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab",
            ] {
                let client = try RawClient(port: port)
                client.send(start)
                let before = ContinuousClock.now
                #expect(!client.receive().contains("200 OK"))
                #expect(before.duration(to: .now) < .seconds(10))
                client.end()
            }
        }
    }

    @Test("a client that sends its body drop by drop is shown out")
    func drops() async throws {
        var limits = WebLimits()
        limits.transferSeconds = 1
        try await Self.serving(limits: limits) { port in
            let client = try RawClient(port: port)
            client.send("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n")
            let before = ContinuousClock.now
            while client.send("a"), before.duration(to: .now) < .seconds(30) { usleep(50_000) }
            #expect(before.duration(to: .now) < .seconds(20))
            client.end()
        }
    }

    /// The server's end of a connection is no longer established, as the kernel lists it: column 2
    /// is the local address and port in hex, column 4 the state, 01 for established.
    static func waitUntilClosed(byServerOn port: Int) throws {
        let ending = ":" + String(format: "%04X", port)
        for _ in 0..<600 {
            // Read to its end: the kernel gives no size, and one piece may not hold every line.
            let file = try FileHandle(forReadingFrom: URL(filePath: "/proc/net/tcp"))
            let table = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
            try file.close()
            let isOpen = table.split(separator: "\n").contains { line in
                let columns = line.split(separator: " ")
                return columns.count > 3 && columns[1].hasSuffix(ending) && columns[3] == "01"
            }
            if !isOpen { return }
            usleep(100_000)
        }
        Issue.record("the connection is still open after a minute")
    }

    @Test("a client that does not read what it asked for is shown out", arguments: [1, 3])
    func unread(_ questions: Int) async throws {
        var limits = WebLimits()
        limits.idleSeconds = 1
        limits.transferSeconds = 1
        let big = Bytes(repeating: 0x61, count: 32 << 20)
        try await Self.serving(limits: limits, answer: { _ in WebAnswer(status: 200, body: big) }) {
            port in
            let client = try RawClient(port: port)
            for _ in 0..<questions { client.send("GET /x HTTP/1.1\r\nHost: x\r\n\r\n") }
            sleep(1)
            try Self.waitUntilClosed(byServerOn: port)
            // Only what the system had taken already still comes.
            #expect(client.count() < big.count)
            client.end()
            let next = try RawClient(port: port)
            next.send("GET /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            #expect(next.count() > big.count)
            next.end()
        }
    }

    @Test(
        "bytes that are no HTTP are refused, and the server lives on",
        arguments: Garbage.all)
    func garbage(_ garbage: Garbage) async throws {
        try await Self.serving { port in
            let client = try RawClient(port: port)
            client.send(garbage.text)
            #expect(!client.receive().contains("200 OK"))
            client.end()
            let next = try RawClient(port: port)
            next.send("GET /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            #expect(next.receive().contains("200 OK"))
            next.end()
        }
    }

    @Test("a taken port is an error that names it")
    func takenPort() async throws {
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        var log = Logger(label: "test")
        log.logLevel = .critical
        let first = WebServer(
            name: "REST", host: "127.0.0.1", port: 0, log: log, onReady: { found.yield($0) },
            answer: { _ in WebAnswer(status: 200, body: []) })
        let group = ServiceGroup(
            configuration: .init(services: [first], gracefulShutdownSignals: [], logger: log))
        let quiet = log
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = ports.makeAsyncIterator()
            let port = try #require(await iterator.next())
            let second = RESTServer(
                query: FakeQuery(), host: "127.0.0.1", port: port, log: quiet)
            let error = await #expect(throws: GatewayError.self) { try await second.run() }
            #expect(error == .portTaken(server: "REST", host: "127.0.0.1", port: port))
            #expect(error?.description.contains("\(port)") == true)
            #expect(error?.exit == .failed)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    @Test("an address that cannot be had is an error that names it")
    func wrongAddress() async throws {
        var log = Logger(label: "test")
        log.logLevel = .critical
        for host in ["203.0.113.7", "no such host"] {
            let server = RESTServer(query: FakeQuery(), host: host, port: 0, log: log)
            await #expect(throws: GatewayError.self) { try await server.run() }
        }
    }
}
