import Dispatch
import Foundation
import Glibc
import Logging
import SecretBase
import SecretChain
import SecretLedger
import SecretWire
import ServiceLifecycle
import Testing

@testable import SecretNode

/// An embedded node behind its RPC server, for one test.
struct RPCFixture: Sendable {
    let node: EmbeddedNode
    let port: Int
    let clock: TestClock

    /// Runs `body` beside a server on a free port. `body` may block: it has its own thread.
    static func with(
        _ blockTime: BlockTime = .instant, limits: RPCLimits = RPCLimits(),
        _ body: @escaping @Sendable (RPCFixture) throws -> Void
    ) async throws {
        let lodging = try Lodging()
        let node = try lodging.node(blockTime)
        let (ports, portFound) = AsyncStream.makeStream(of: Int.self)
        let server = RPCServer(
            try backend(node, in: lodging), host: "127.0.0.1", port: 0, limits: limits, log: quiet,
            onReady: { portFound.yield($0) })
        let group = ServiceGroup(
            configuration: .init(services: [server], gracefulShutdownSignals: [], logger: quiet))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = ports.makeAsyncIterator()
            let fixture = RPCFixture(
                node: node, port: try #require(await iterator.next()), clock: lodging.clock)
            let result = await onThread { try body(fixture) }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            try result.get()
        }
        await node.stop()
    }

    /// The backend alone, for tests that need no sockets.
    static func backend(_ node: EmbeddedNode, in lodging: Lodging) throws -> RPCBackend {
        let identity = identity(of: node)
        let search = try TransactionSearch(in: lodging.home, of: node.database)
        let services = NodeServices(node: node, identity: identity, search: search)
        return RPCBackend(
            node: node, identity: identity, queries: services.abci, search: search)
    }

    /// Every method of the node.
    static func services(_ node: EmbeddedNode, in lodging: Lodging) throws -> NodeServices {
        let search = try TransactionSearch(in: lodging.home, of: node.database)
        return NodeServices(node: node, identity: identity(of: node), search: search)
    }

    private static func identity(of node: EmbeddedNode) -> NodeIdentity {
        NodeIdentity(
            chainID: "secretdev-1", moniker: "test", version: "9.9.9",
            nodeID: node.validatorAddress)
    }

    static var quiet: Logger {
        var log = Logger(label: "test")
        log.logLevel = .critical
        return log
    }

    private static func onThread(
        _ body: @escaping @Sendable () throws -> Void
    ) async -> Result<Void, any Error> {
        await withCheckedContinuation { done in
            Thread { done.resume(returning: Result { try body() }) }.start()
        }
    }

    /// A call by POST on a connection of its own.
    func call(_ method: String, _ parameters: JSONValue = [:]) throws -> JSONValue {
        let client = try RawClient(port: port)
        defer { client.end() }
        let body: JSONValue = [
            "jsonrpc": "2.0", "id": .number("7"), "method": .string(method), "params": parameters,
        ]
        let reply = try client.exchange("POST / HTTP/1.1", body: body.text())
        return try JSONValue(parsing: Bytes(reply.body.utf8))
    }

    /// What a call gives.
    func result(_ method: String, _ parameters: JSONValue = [:]) throws -> JSONValue {
        let answer = try call(method, parameters)
        return try #require(answer["result"], "\(answer.text())")
    }

    /// The cause of a call's error.
    func refusal(_ method: String, _ parameters: JSONValue = [:]) throws -> String? {
        try call(method, parameters)["error"]?["data"]?.string
    }

    /// A payment of account `b` to `d`, as base64.
    func payment(sequence: UInt64, uscrt: UInt64 = 1) throws -> SignedTransaction {
        try Sender().send(sequence: sequence, uscrt: uscrt)
    }

    /// Sends a payment, which in instant mode makes a block.
    @discardableResult
    func pay(sequence: UInt64) throws -> SignedTransaction {
        let transaction = try payment(sequence: sequence)
        let answer = try result("broadcast_tx_sync", ["tx": .base64(transaction.bytes)])
        #expect(answer["code"] == .number("0"))
        return transaction
    }
}

extension JSONValue {
    static func base64(_ bytes: Bytes) -> JSONValue { .string(Base64.encode(bytes)) }

    /// What stands behind names and indices; nil where one is missing.
    func at(_ path: String...) -> JSONValue? {
        path.reduce(self) { value, step in
            Int(step).flatMap { index in
                value?.array.flatMap { $0.indices.contains(index) ? $0[index] : nil }
            } ?? value?[step]
        }
    }

    /// The names of an object's members, in order.
    var names: [String] { members?.map(\.name) ?? [] }
}

/// One HTTP answer, read whole.
struct RawReply {
    let head: String
    let body: String

    var status: Int { Int(head.split(separator: " ").dropFirst().first ?? "") ?? 0 }

    func header(_ name: String) -> String? {
        let line = head.split(separator: "\r\n").first {
            $0.lowercased().hasPrefix(name.lowercased() + ": ")
        }
        return line.map { String($0.dropFirst(name.count + 2)) }
    }
}

extension RawClient {
    /// Sends a request and reads its answer.
    func exchange(
        _ line: String, headers: [String] = [], body: String? = nil
    ) throws -> RawReply {
        var request = line + "\r\nHost: x\r\n" + headers.map { $0 + "\r\n" }.joined()
        if let body { request += "Content-Length: \(body.utf8.count)\r\n" }
        send(request + "\r\n" + (body ?? ""))
        return try reply()
    }

    func reply() throws -> RawReply {
        var bytes = Bytes()
        var buffer = Bytes(repeating: 0, count: 65536)
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if let end = text.firstRange(of: "\r\n\r\n") {
                let head = RawReply(head: String(text[..<end.lowerBound]), body: "")
                let length = head.header("content-length").flatMap { Int($0) } ?? 0
                let start = text[..<end.upperBound].utf8.count
                if bytes.count >= start + length {
                    let body = String(decoding: bytes[start..<start + length], as: UTF8.self)
                    return RawReply(head: head.head, body: body)
                }
            }
            let count = read(socket, &buffer, buffer.count)
            guard count > 0 else { throw ConnectionEnded(after: text) }
            bytes += buffer[0..<count]
        }
    }
}

/// The other side hung up; some tests wait for just that.
struct ConnectionEnded: Error {
    let after: String
}
