import GRPCCore
import Logging
import SecretBase
import SecretLedger
import SecretNode
import Testing

/// A query that takes until it is let go.
private struct SlowQuery: QueryPort {
    let begun: AsyncStream<Void>.Continuation
    let release: AsyncStream<Void>

    func answer(
        _ path: String, request: Bytes, height: Int64?
    ) async throws(QueryError) -> QueryAnswer {
        begun.yield()
        for await _ in release { break }
        return QueryAnswer(response: [1], height: 1)
    }
}

@Suite("gRPC start and stop")
struct GRPCStopTests {
    static let balance = "/cosmos.bank.v1beta1.Query/Balance"
    static let reflection = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"

    @Test("a call that has begun is answered though the server stops")
    func answersWhatHasBegun() async throws {
        let (begun, hasBegun) = AsyncStream.makeStream(of: Void.self)
        let (release, letGo) = AsyncStream.makeStream(of: Void.self)
        let query = SlowQuery(begun: hasBegun, release: release)
        try await GRPCFixture.serving(query) { server in
            try await server.withClient { client in
                async let answer = client.call(Self.balance)
                for await _ in begun { break }
                await server.stop()
                letGo.yield()
                let message = try await answer.message
                #expect(message == [1])
            }
        }
    }

    @Test("an open reflection stream ends when the server stops")
    func endsStreams() async throws {
        try await GRPCFixture.serving { server in
            try await server.withClient { client in
                let before = ContinuousClock.now
                let answers = try? await client.stream(
                    Self.reflection, [[0x3a, 0]], keepingOpen: true,
                    onAnswer: { _ in await server.stop() })
                #expect(answers?.count == 1)
                #expect(before.duration(to: .now) < .seconds(30))
            }
        }
    }

    @Test("who stays connected and says nothing does not keep the server")
    func leavesSilentClients() async throws {
        try await GRPCFixture.serving { server in
            let client = try await server.onThread { () throws -> RawClient in
                let client = try RawClient(port: server.port)
                client.send(HTTP2Text.preface)
                return client
            }
            let before = ContinuousClock.now
            await server.stop()
            _ = try await server.onThread { client.count() }
            #expect(before.duration(to: .now) < .seconds(15))
            client.end()
        }
    }

    @Test("a taken port is an error that names it")
    func takenPort() async throws {
        try await GRPCFixture.serving { server in
            let second = GRPCNodeServer(query: FakeQuery(), host: "127.0.0.1", port: server.port)
            let error = await #expect(throws: GatewayError.self) { try await second.run() }
            #expect(error == .portTaken(server: "gRPC", host: "127.0.0.1", port: server.port))
            #expect(error?.hint?.contains("--grpc-address") == true)
        }
    }

    @Test("an address that cannot be had is an error that names it")
    func wrongAddress() async throws {
        for host in ["203.0.113.7", "no such host"] {
            let server = GRPCNodeServer(query: FakeQuery(), host: host, port: 0)
            let error = await #expect(throws: GatewayError.self) { try await server.run() }
            #expect(error?.description.contains(host) == true)
        }
    }
}
