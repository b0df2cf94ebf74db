import Foundation
import SecretBase

/// Sends prepared requests over kept connections from one thread: the next on a connection as soon as
/// the one before is answered.
struct LoadGenerator {
    struct Outcome {
        let accepted: Int
        let seconds: Double
        /// Sorted, in seconds.
        let latencies: [Double]
        /// The first answer that was no acceptance.
        let firstRefusal: String?
    }

    private struct Connection {
        let socket: Int32
        let requests: [Bytes]
        var next = 0
        var sentAt = 0.0
        var buffer = Bytes(repeating: 0, count: 16384)
        var filled = 0
    }

    private var connections: [Connection]
    private var latencies: [Double] = []
    private var accepted = 0
    private var firstRefusal: String?

    /// One connection for each list of requests.
    init(_ requests: [[Bytes]], to address: WebAddress) throws {
        connections = try requests.map {
            Connection(socket: try address.connect(), requests: $0)
        }
        latencies.reserveCapacity(requests.reduce(0) { $0 + $1.count })
    }

    /// Sends everything, and returns when the last answer has come.
    mutating func run() throws -> Outcome {
        defer { for connection in connections { close(connection.socket) } }
        let began = Stopwatch.now
        for index in connections.indices { try sendNext(index) }
        var polls = connections.map { pollfd(fd: $0.socket, events: Int16(POLLIN), revents: 0) }
        var open = connections.count
        while open > 0 {
            guard poll(&polls, nfds_t(polls.count), 10_000) > 0 else {
                throw BenchmarkFault("no answer for ten seconds")
            }
            for index in polls.indices where polls[index].revents != 0 {
                guard try receive(index) else { continue }
                open -= 1
                // A negative descriptor is passed over.
                polls[index].fd = -1
            }
        }
        let seconds = Stopwatch.now - began
        latencies.sort()
        return Outcome(
            accepted: accepted, seconds: seconds, latencies: latencies, firstRefusal: firstRefusal)
    }

    private mutating func sendNext(_ index: Int) throws {
        let connection = connections[index]
        let request = connection.requests[connection.next]
        let count = send(connection.socket, request, request.count, Int32(MSG_NOSIGNAL))
        guard count == request.count else { throw BenchmarkFault("a request was cut short") }
        connections[index].next += 1
        connections[index].sentAt = Stopwatch.now
    }

    /// Takes what has come; returns whether the connection has nothing more to do.
    private mutating func receive(_ index: Int) throws -> Bool {
        let filled = connections[index].filled
        let socket = connections[index].socket
        let count = connections[index].buffer.withUnsafeMutableBytes {
            recv(socket, $0.baseAddress.map { $0 + filled }, $0.count - filled, 0)
        }
        guard count > 0 else { throw BenchmarkFault("the node closed a connection") }
        connections[index].filled += count
        let end = connections[index].filled
        guard let answer = WebAnswer(connections[index].buffer[0..<end]) else { return false }
        latencies.append(Stopwatch.now - connections[index].sentAt)
        judge(connections[index].buffer[answer.body])
        connections[index].filled = 0
        guard connections[index].next < connections[index].requests.count else { return true }
        try sendNext(index)
        return false
    }

    /// Code 0 is an acceptance; the code stands near the front of the answer.
    private mutating func judge(_ body: ArraySlice<UInt8>) {
        let mark: StaticString = "\"code\":0,"
        let count = mark.utf8CodeUnitCount
        let isAccepted = body.withUnsafeBytes { body in
            guard let base = body.baseAddress, body.count >= count else { return false }
            return (0...min(body.count - count, 400)).contains {
                memcmp(base + $0, mark.utf8Start, count) == 0
            }
        }
        if isAccepted {
            accepted += 1
        } else if firstRefusal == nil {
            firstRefusal = String(decoding: body, as: UTF8.self)
        }
    }
}
