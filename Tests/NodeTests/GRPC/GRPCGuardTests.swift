import GRPCCore
import Glibc
import SecretBase
import SecretNode
import Testing

/// Bytes that no client sends, under a short name.
struct HostileBytes: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: Bytes

    static let all = [
        HostileBytes(testDescription: "HTTP/1.1", bytes: Bytes("GET / HTTP/1.1\r\n\r\n".utf8)),
        HostileBytes(testDescription: "TLS", bytes: [0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3]),
        HostileBytes(
            testDescription: "a frame of 16 MB",
            bytes: HTTP2Text.preface + HTTP2Text.frame(0, stream: 1, length: 0xff_ffff)),
        HostileBytes(
            testDescription: "data on no stream",
            bytes: HTTP2Text.preface + HTTP2Text.frame(0, stream: 0, [1, 2, 3])),
        HostileBytes(
            testDescription: "headers that cannot be unpacked",
            bytes: HTTP2Text.preface
                + HTTP2Text.frame(1, flags: 4, stream: 1, Bytes(repeating: 0xff, count: 100))),
        HostileBytes(
            testDescription: "headers without end",
            bytes: HTTP2Text.preface
                + HTTP2Text.frame(1, stream: 1, Bytes(repeating: 0x82, count: 1000))
                + (0..<100).flatMap { _ in
                    HTTP2Text.frame(9, stream: 1, Bytes(repeating: 0x82, count: 16000))
                }),
        HostileBytes(
            testDescription: "a flood of pings",
            bytes: HTTP2Text.preface
                + (0..<5000).flatMap { _ in HTTP2Text.frame(6, Bytes(repeating: 0, count: 8)) }),
        HostileBytes(
            testDescription: "a flood of streams, each reset",
            bytes: HTTP2Text.preface
                + (0..<5000).flatMap { number in
                    let stream = UInt32(number * 2 + 1)
                    return HTTP2Text.call("/a.B/C", stream: stream)
                        + HTTP2Text.frame(3, stream: stream, [0, 0, 0, 8])
                }),
    ]
}

@Suite("gRPC against who is no client")
struct GRPCGuardTests {
    static let balance = "/cosmos.bank.v1beta1.Query/Balance"

    /// Whether the server closes within some seconds of `bytes`, and serves others afterwards.
    private func closes(
        _ bytes: Bytes, limits: GRPCLimits = GRPCLimits(), within seconds: Int64 = 15
    ) async throws {
        try await GRPCFixture.serving(limits: limits) { server in
            try await server.onThread {
                let client = try RawClient(port: server.port)
                let before = ContinuousClock.now
                client.send(bytes)
                _ = client.count()
                #expect(before.duration(to: .now) < .seconds(seconds), "\(bytes.count)")
                client.end()
            }
            try await server.withClient { _ = try await $0.call(Self.balance) }
        }
    }

    @Test(
        "what is no HTTP/2 is closed at once, and the server lives on", arguments: HostileBytes.all)
    func garbage(_ hostile: HostileBytes) async throws {
        try await closes(hostile.bytes)
    }

    @Test("a hundred megabytes of garbage are not read")
    func flood() async throws {
        try await GRPCFixture.serving { server in
            let sent = try await server.onThread { () throws -> Int in
                let client = try RawClient(port: server.port)
                let block = Bytes(repeating: 0x41, count: 1 << 20)
                var sent = 0
                while sent < 100, client.send(block) { sent += 1 }
                client.end()
                return sent
            }
            // What the system's buffers had taken already.
            #expect(sent < 20)
            try await server.withClient { _ = try await $0.call(Self.balance) }
        }
    }

    @Test("who connects and asks nothing is shown out", arguments: [Bytes(), HTTP2Text.preface])
    func silence(_ bytes: Bytes) async throws {
        var limits = GRPCLimits()
        limits.greetingSeconds = 1
        try await closes(bytes, limits: limits)
    }

    @Test("who has asked and then says nothing is shown out")
    func idle() async throws {
        var limits = GRPCLimits()
        limits.idleSeconds = 1
        limits.patienceSeconds = 1
        let call = HTTP2Text.call(Self.balance, stream: 1)
        try await closes(
            HTTP2Text.preface + call + HTTP2Text.message(0, of: 0, stream: 1, ends: true),
            limits: limits)
    }

    @Test("who no longer answers pings is given up in the middle of a call")
    func halfOpen() async throws {
        var limits = GRPCLimits()
        limits.keepaliveSeconds = 1
        limits.patienceSeconds = 1
        let call = HTTP2Text.call(Self.balance, stream: 1)
        try await closes(
            HTTP2Text.preface + call + HTTP2Text.message(1, of: 60000, stream: 1), limits: limits)
    }

    @Test("a request that comes drop by drop is refused in time")
    func drops() async throws {
        var limits = GRPCLimits()
        limits.requestSeconds = 1
        limits.idleSeconds = 1
        limits.patienceSeconds = 1
        try await GRPCFixture.serving(limits: limits) { server in
            try await server.onThread {
                let client = try RawClient(port: server.port)
                client.send(HTTP2Text.preface + HTTP2Text.call(Self.balance, stream: 1))
                client.send(HTTP2Text.message(1, of: 60000, stream: 1))
                let before = ContinuousClock.now
                while client.send(HTTP2Text.frame(0, stream: 1, [0])),
                    before.duration(to: .now) < .seconds(30)
                { usleep(50000) }
                #expect(before.duration(to: .now) < .seconds(20))
                client.end()
            }
        }
    }

    @Test("answers that are not taken are given up, and the connection with them")
    func unread() async throws {
        var limits = GRPCLimits()
        limits.streamSeconds = 1
        limits.idleSeconds = 1
        limits.patienceSeconds = 1
        let big = Bytes(repeating: 0x61, count: 4 << 20)
        try await GRPCFixture.serving(FakeQuery { _ in big }, limits: limits) { server in
            try await server.onThread {
                let client = try RawClient(port: server.port)
                var bytes = HTTP2Text.preface
                for stream in [1, 3, 5] as [UInt32] {
                    bytes += HTTP2Text.call(Self.balance, stream: stream)
                    bytes += HTTP2Text.message(0, of: 0, stream: stream, ends: true)
                }
                client.send(bytes)
                try WebServerTests.waitUntilClosed(byServerOn: server.port)
                #expect(client.count() < big.count)
                client.end()
            }
        }
    }

    @Test("what all calls hold together is bounded, and given back")
    func memory() async throws {
        var limits = GRPCLimits()
        limits.heldBytes = 1 << 20
        try await GRPCFixture.serving(limits: limits) { server in
            let holder = try await server.onThread { () throws -> RawClient in
                let client = try RawClient(port: server.port)
                client.send(HTTP2Text.preface)
                // Each within its window, and all of them unfinished.
                for number in 0..<40 {
                    let stream = UInt32(number * 2 + 1)
                    client.send(HTTP2Text.call(Self.balance, stream: stream))
                    client.send(HTTP2Text.message(1000, of: 60000, stream: stream))
                }
                usleep(500_000)
                return client
            }
            try await server.withClient { client in
                let failure = try await client.failure(Self.balance, [1])
                #expect(failure.code == .resourceExhausted)
                holder.end()
                var answer: Bytes?
                for _ in 0..<100 where answer == nil {
                    try await Task.sleep(for: .milliseconds(50))
                    answer = try? await client.call(Self.balance, [1]).message
                }
                #expect(answer != nil)
            }
        }
    }

    @Test("connections over the limit wait for one to end")
    func connections() async throws {
        var limits = GRPCLimits()
        limits.connections = 1
        limits.greetingSeconds = 1
        try await GRPCFixture.serving(limits: limits) { server in
            let silent = try await server.onThread { try RawClient(port: server.port) }
            try await server.withClient { _ = try await $0.call(Self.balance) }
            silent.end()
        }
    }
}
