import Foundation
import SecretBase

/// How a question goes out and how its answer ends, on one connection.
protocol QueryDialect {
    /// What a client says first.
    var greeting: Bytes { get }
    /// The question for the `number`th time, from 0.
    func request(_ number: Int) -> Bytes
    /// How many bytes at the front are done with, and how many answers end in them.
    func take(_ bytes: ArraySlice<UInt8>) -> (bytes: Int, answers: Int)
}

/// `GET` of a path, kept alive.
struct RESTDialect: QueryDialect {
    let greeting: Bytes = []
    private let bytes: Bytes

    init(_ address: WebAddress, path: String) {
        bytes = address.get(path)
    }

    func request(_ number: Int) -> Bytes { bytes }

    func take(_ bytes: ArraySlice<UInt8>) -> (bytes: Int, answers: Int) {
        guard let answer = WebAnswer(bytes) else { return (0, 0) }
        return (answer.body.upperBound - bytes.startIndex, 1)
    }
}

/// A unary call, each in a stream of its own, its headers spelled out.
struct GRPCDialect: QueryDialect {
    private let headers: Bytes
    private let message: Bytes

    init(path: String, message: Bytes) {
        let fields = [
            (":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "x"),
            ("content-type", "application/grpc"), ("te", "trailers"),
        ]
        // RFC 7541 §6.2.2: literal without indexing, new name.
        headers = fields.flatMap { name, value in
            [0, UInt8(name.utf8.count)] + name.utf8 + [UInt8(value.utf8.count)] + value.utf8
        }
        self.message = [0] + Self.number(message.count, bytes: 4) + message
    }

    /// The magic, empty settings, and as large a window as there is.
    var greeting: Bytes {
        Bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + Self.frame(4, 0, stream: 0, [])
            + Self.frame(8, 0, stream: 0, Self.number(Int(Int32.max) - 65535, bytes: 4))
    }

    func request(_ number: Int) -> Bytes {
        let stream = number * 2 + 1
        return Self.frame(1, 4, stream: stream, headers)
            + Self.frame(0, 1, stream: stream, message)
    }

    func take(_ bytes: ArraySlice<UInt8>) -> (bytes: Int, answers: Int) {
        var at = bytes.startIndex
        var answers = 0
        while bytes.endIndex - at >= 9 {
            let length = Int(bytes[at]) << 16 | Int(bytes[at + 1]) << 8 | Int(bytes[at + 2])
            guard bytes.endIndex - at >= 9 + length else { break }
            // Headers that end the stream are the trailers, with the status.
            if bytes[at + 3] == 1, bytes[at + 4] & 1 == 1 { answers += 1 }
            at += 9 + length
        }
        return (at - bytes.startIndex, answers)
    }

    private static func number(_ value: Int, bytes: Int) -> Bytes {
        (0..<bytes).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    private static func frame(
        _ type: UInt8, _ flags: UInt8, stream: Int, _ payload: Bytes
    ) -> Bytes {
        number(payload.count, bytes: 3) + [type, flags] + number(stream, bytes: 4) + payload
    }
}

/// Asks one question again and again over some connections, the next when the one before is
/// answered, all from one thread.
struct QueryLoad {
    let dialect: any QueryDialect
    let address: WebAddress
    let connections: Int

    private struct Connection {
        let socket: Int32
        var asked = 0
        var buffer = Bytes()
    }

    /// Answers in a second, of `total` questions.
    func rate(_ total: Int) throws -> Double {
        var open = try (0..<connections).map { _ in Connection(socket: try address.connect()) }
        defer { for connection in open { close(connection.socket) } }
        let each = max(1, total / connections)
        let began = Stopwatch.now
        for index in open.indices { try ask(&open[index], after: dialect.greeting) }
        var polls = open.map { pollfd(fd: $0.socket, events: Int16(POLLIN), revents: 0) }
        var answered = 0
        var block = Bytes(repeating: 0, count: 65536)
        while answered < each * connections {
            guard poll(&polls, nfds_t(polls.count), 10_000) > 0 else {
                throw BenchmarkFault("no answer for ten seconds")
            }
            for index in polls.indices where polls[index].revents != 0 {
                let count = recv(open[index].socket, &block, block.count, 0)
                guard count > 0 else { throw BenchmarkFault("the node closed a connection") }
                open[index].buffer += block[0..<count]
                let (bytes, answers) = dialect.take(open[index].buffer[...])
                open[index].buffer.removeFirst(bytes)
                answered += answers
                if answers > 0, open[index].asked < each { try ask(&open[index]) }
            }
        }
        return Double(answered) / (Stopwatch.now - began)
    }

    private func ask(_ connection: inout Connection, after greeting: Bytes = []) throws {
        let bytes = greeting + dialect.request(connection.asked)
        connection.asked += 1
        guard send(connection.socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw BenchmarkFault("a question was cut short")
        }
    }
}

extension NodeFigures {
    /// Balances asked for through both doors.
    func queries(_ total: Int, connections: Int) throws -> [Figure] {
        let node = try BenchmarkNode(binary: binary, home: folder.appending(path: "queries").path)
        defer { node.stop() }
        let account = "secret1ap26qrlp8mcq2pg6r47w43l0y8zkqm8a450s03"
        let denom = "uscrt"
        let rest = QueryLoad(
            dialect: RESTDialect(
                node.address,
                path: "/cosmos/bank/v1beta1/balances/\(account)/by_denom?denom=\(denom)"),
            address: node.address, connections: connections)
        let request =
            [0x0a, UInt8(account.utf8.count)] + Bytes(account.utf8)
            + [0x12, UInt8(denom.utf8.count)] + Bytes(denom.utf8)
        let grpc = QueryLoad(
            dialect: GRPCDialect(path: "/cosmos.bank.v1beta1.Query/Balance", message: request),
            address: node.grpcAddress, connections: connections)
        return try [("REST", rest), ("gRPC", grpc)].flatMap { name, load in
            _ = try load.rate(total / 10)
            let before = node.processorSeconds()
            let rate = try load.rate(total)
            let used = (node.processorSeconds() - before) * 1e6 / Double(total)
            return [
                Figure(name: "balances through \(name)", measured: rate, unit: "/s"),
                Figure(name: "  node, core time each", measured: used, unit: "us"),
            ]
        }
    }
}
