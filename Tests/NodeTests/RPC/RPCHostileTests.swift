import Foundation
import Glibc
import SecretBase
import SecretWire
import Testing

@testable import SecretNode

@Suite("Clients that mean no good to the RPC")
struct RPCHostileTests {
    /// Short times, so that tests need not wait for the real ones.
    private static var short: RPCLimits {
        var limits = RPCLimits()
        limits.requestSeconds = 1
        limits.answerSeconds = 1
        limits.idleSeconds = 1
        limits.silenceSeconds = 1
        limits.pingSeconds = 60
        return limits
    }

    private func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        try body()
        return (ContinuousClock.now - start) / .seconds(1)
    }

    @Test("bytes that are no HTTP end the connection", arguments: Garbage.all)
    func garbage(_ garbage: Garbage) async throws {
        try await RPCFixture.with(limits: Self.short) { chain in
            let client = try RawClient(port: chain.port)
            client.send(garbage.text)
            let answer = client.receive()
            #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"))
            client.end()
            #expect(try chain.result("health") == [:])
        }
    }

    @Test("a body over the limit is refused before it is read")
    func longBody() async throws {
        var limits = RPCLimits()
        limits.bodyBytes = 1000
        try await RPCFixture.with(limits: limits) { chain in
            let stated = try RawClient(port: chain.port)
            stated.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n")
            let reply = try stated.reply()
            #expect(reply.status == 400 && reply.header("connection") == "close")
            #expect(
                reply.body
                    == #"{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request","#
                    + #""data":"error reading request body: http: request body too large"}}"#)
            #expect(stated.count() == 0)
            stated.end()
            let chunked = try RawClient(port: chain.port)
            chunked.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in 0..<3 { chunked.send("190\r\n" + String(repeating: "a", count: 400) + "\r\n") }
            #expect(try chunked.reply().status == 400)
            chunked.end()
        }
    }

    @Test("a 3 MiB transaction in base64 is not too long, and more at once than the budget is")
    func budget() async throws {
        var limits = RPCLimits()
        limits.pendingBytes = 5 << 20
        try await RPCFixture.with(limits: limits) { chain in
            let tx = Bytes(repeating: 1, count: 3 << 20)
            #expect(try chain.result("check_tx", ["tx": .base64(tx)])["code"] == .number("2"))
            // Whichever comes second is refused.
            let both = [try RawClient(port: chain.port), try RawClient(port: chain.port)]
            for one in both {
                one.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4000000\r\n\r\n{")
            }
            var polled = both.map { pollfd(fd: $0.socket, events: Int16(POLLIN), revents: 0) }
            try #require(Glibc.poll(&polled, 2, 8000) == 1)
            let refused = polled[0].revents != 0 ? both[0] : both[1]
            #expect(try refused.reply().status == 503)
            #expect(try chain.result("health") == [:])
            for one in both { one.end() }
            try chain.until { try chain.call("check_tx", ["tx": .base64(tx)])["result"] != nil }
        }
    }

    @Test("who sends a header, a body or a frame a byte a second is let go")
    func slowLoris() async throws {
        try await RPCFixture.with(limits: Self.short) { chain in
            for start in [
                "", "GET /health HTTP/1.1\r\nHo",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{",
            ] {
                let client = try RawClient(port: chain.port)
                client.send(start)
                let waited = seconds {
                    // Each byte is within the limit, all together are not.
                    for _ in 0..<20 where client.send("a") { usleep(200_000) }
                    _ = client.receive()
                }
                #expect(waited > 0.5 && waited < 15)
                client.end()
            }
            let kept = try RawClient(port: chain.port)
            #expect(try kept.exchange("GET /health HTTP/1.1").status == 200)
            let waited = seconds { #expect(kept.count() == 0) }
            #expect(waited > 0.5)
            kept.end()
        }
    }

    @Test("a websocket on which nothing comes, not even a pong, is let go")
    func halfOpen() async throws {
        try await RPCFixture.with(limits: Self.short) { chain in
            let silent = try SocketClient(port: chain.port)
            try silent.subscribe("tm.event='NewBlock'")
            let waited = seconds { #expect(silent.next() == nil) }
            #expect(waited > 0.5)
            silent.end()
            let awake = try SocketClient(port: chain.port)
            for _ in 0..<8 {
                awake.send(SocketClient.frame([], operation: 10))
                usleep(250_000)
            }
            #expect(try awake.call("health")["result"] == [:])
            awake.end()
        }
    }

    @Test("pings come, and who answers them stays")
    func pings() async throws {
        var limits = Self.short
        limits.pingSeconds = 1
        limits.silenceSeconds = 2
        try await RPCFixture.with(limits: limits) { chain in
            let client = try SocketClient(port: chain.port)
            for _ in 0..<4 {
                let ping = try #require(client.next())
                #expect(ping.operation == 9)
                client.send(SocketClient.frame(ping.payload, operation: 10))
            }
            #expect(try client.call("health")["result"] == [:])
            client.end()
        }
    }

    @Test("a frame that says it has 100 MB is refused by its head, garbage at its first byte")
    func frames() async throws {
        try await RPCFixture.with { chain in
            let giant = try SocketClient(port: chain.port)
            giant.send([0x82, 0xff, 0, 0, 0, 0, 0x05, 0xf5, 0xe1, 0])
            #expect(giant.next()?.code == 1009)
            #expect(giant.next() == nil)
            giant.end()
            let garbage: [Bytes] = [
                Bytes("GET / HTTP/1.1\r\n\r\n".utf8), [0x81, 1, 0],
                Bytes(repeating: 0xff, count: 99),
            ]
            for bytes in garbage {
                let client = try SocketClient(port: chain.port)
                client.send(bytes)
                #expect(client.next()?.code == 1002)
                #expect(client.next() == nil)
                client.end()
            }
            #expect(try chain.result("health") == [:])
        }
    }

    @Test("a handshake that is none is answered as HTTP")
    func handshakes() async throws {
        try await RPCFixture.with { chain in
            let upgrade = ["Upgrade: websocket", "Connection: Upgrade"]
            let key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
            let attempts: [(String, [String], Int)] = [
                ("GET /websocket HTTP/1.1", [], 400),
                ("GET /websocket HTTP/1.1", upgrade, 400),
                ("GET /websocket HTTP/1.1", upgrade + [key, "Sec-WebSocket-Version: 12"], 400),
                ("GET /status HTTP/1.1", upgrade + [key, "Sec-WebSocket-Version: 13"], 200),
                ("GET /websocket HTTP/1.1", ["Upgrade: h2c", "Connection: Upgrade"], 400),
            ]
            for (line, headers, status) in attempts {
                let client = try RawClient(port: chain.port)
                #expect(
                    try client.exchange(line, headers: headers).status == status,
                    "\(line) \(headers)")
                client.end()
            }
        }
    }

    @Test("connections beyond the limit wait, and come in when one goes")
    func connections() async throws {
        var limits = RPCLimits()
        limits.connections = 2
        try await RPCFixture.with(limits: limits) { chain in
            let first = try RawClient(port: chain.port)
            #expect(try first.exchange("GET /health HTTP/1.1").status == 200)
            let second = try RawClient(port: chain.port)
            #expect(try second.exchange("GET /health HTTP/1.1").status == 200)
            let third = try RawClient(port: chain.port)
            third.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            var poll = pollfd(fd: third.socket, events: Int16(POLLIN), revents: 0)
            #expect(Glibc.poll(&poll, 1, 300) == 0)
            first.end()
            #expect(try third.reply().status == 200)
            second.end()
            third.end()
        }
    }

    @Test("a subscriber who does not read is dropped, and another sees every block")
    func slowSubscriber() async throws {
        var limits = Self.short
        limits.silenceSeconds = 60
        try await RPCFixture.with(.manual, limits: limits) { chain in
            let slow = try SocketClient(port: chain.port)
            try slow.subscribe("tm.event='NewBlock'")
            let quick = try SocketClient(port: chain.port)
            try quick.subscribe("tm.event='NewBlock'")
            // More than fits what lies between.
            for height in 2...600 {
                try chain.mine()
                let message = try quick.message()
                #expect(
                    message.at("result", "data", "value", "block", "header", "height")?.string
                        == "\(height)")
            }
            usleep(1_500_000)
            var told = 0
            while slow.next() != nil { told += 1 }
            #expect(told > 0 && told < 599)
            #expect(try quick.call("health")["result"] == [:])
            slow.end()
            quick.end()
        }
    }

    @Test("a subscriber who falls out of the window is told why, and let go")
    func lagging() async throws {
        var limits = RPCLimits()
        limits.windowBlocks = 2
        limits.answerSeconds = 60
        try await RPCFixture.with(.manual, limits: limits) { chain in
            let slow = try SocketClient(port: chain.port)
            try slow.subscribe("tm.event='NewBlock'", id: "slow")
            for _ in 0..<600 { try chain.mine() }
            var last: JSONValue?
            var told = 0
            while let frame = slow.next(), frame.operation != 8 {
                guard frame.operation == 1 else { continue }
                last = frame.json
                told += 1
            }
            #expect(told > 1 && told < 600)
            #expect(last?["id"] == "slow" && last?.at("error", "code") == .number("-32000"))
            #expect(
                last?.at("error", "data")?.string == "subscription was canceled "
                    + "(reason: client is not pulling messages fast enough)")
            #expect(slow.next() == nil)
            slow.end()
        }
    }
}
