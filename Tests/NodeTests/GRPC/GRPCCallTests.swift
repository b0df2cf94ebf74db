import GRPCCore
import SecretBase
import SecretLedger
import SecretNode
import SecretWire
import Synchronization
import Testing

@Suite("gRPC calls")
struct GRPCCallTests {
    static let balance = "/cosmos.bank.v1beta1.Query/Balance"

    @Test("hands every query's bytes on, and its answer back with the height")
    func passesBytes() async throws {
        let fake = FakeQuery { question in Bytes(question.path.utf8) + question.request }
        try await GRPCFixture.serving(fake) { server in
            try await server.withClient { client in
                for path in [
                    Self.balance, "/cosmos.tx.v1beta1.Service/Simulate",
                    "/secret.compute.v1beta1.Query/QuerySecretContract",
                    "/cosmos.base.tendermint.v1beta1.Service/ABCIQuery",
                ] {
                    let answer = try await client.call(path, [1, 2, 255])
                    #expect(answer.message == Bytes(path.utf8) + [1, 2, 255])
                    #expect(answer.height == "12")
                    #expect(fake.questions.last?.height == nil)
                }
                #expect(try await client.call(Self.balance).message == Bytes(Self.balance.utf8))
            }
        }
    }

    @Test("a height in the metadata reads the state of that height")
    func height() async throws {
        let fake = FakeQuery()
        try await GRPCFixture.serving(fake) { server in
            try await server.withClient { client in
                let answer = try await client.call(
                    Self.balance, metadata: ["x-cosmos-block-height": "7"])
                #expect(answer.height == "7")
                #expect(fake.questions.last?.height == 7)
                _ = try await client.call(Self.balance, metadata: ["x-cosmos-block-height": "0"])
                #expect(fake.questions.last?.height == 0)
                // Two are as good as none.
                _ = try await client.call(
                    Self.balance,
                    metadata: ["x-cosmos-block-height": "7", "x-cosmos-block-height": "8"])
                #expect(fake.questions.last?.height == nil)
            }
        }
    }

    @Test("a height that is none is refused in the network's words")
    func badHeight() async throws {
        let fake = FakeQuery()
        try await GRPCFixture.serving(fake) { server in
            try await server.withClient { client in
                let word = try await client.failure(
                    Self.balance, metadata: ["x-cosmos-block-height": "seven"])
                #expect(word.code == .unknown)
                #expect(
                    word.message == "Baseapp.RegisterGRPCServer: invalid height header "
                        + #""x-cosmos-block-height": strconv.ParseInt: parsing "seven": "#
                        + "invalid syntax: invalid request")
                let past = try await client.failure(
                    Self.balance, metadata: ["x-cosmos-block-height": "-1"])
                #expect(past.code == .unknown)
                #expect(past.message.hasPrefix("cannot query with height < 0"))
                #expect(fake.questions.isEmpty)
            }
        }
    }

    @Test(
        "shows the handler's own status, not REST's",
        arguments: [
            (QueryError(.notFound, "account x not found"), GRPCCore.RPCError.Code.notFound),
            (QueryError(.invalidArgument, "empty address"), .invalidArgument),
            (QueryError(.cancelled, "c"), .cancelled), (QueryError(.unknown, "u"), .unknown),
            (QueryError(.deadlineExceeded, "d"), .deadlineExceeded),
            (QueryError(.alreadyExists, "a"), .alreadyExists),
            (QueryError(.permissionDenied, "p"), .permissionDenied),
            (QueryError(.resourceExhausted, "r"), .resourceExhausted),
            (QueryError(.failedPrecondition, "f"), .failedPrecondition),
            (QueryError(.aborted, "a"), .aborted), (QueryError(.outOfRange, "o"), .outOfRange),
            (QueryError(.internal, "i"), .internalError),
            (QueryError(.unavailable, "u"), .unavailable),
            (QueryError(.dataLoss, "d"), .dataLoss),
            (QueryError(.unauthenticated, "u"), .unauthenticated),
            (QueryError(plain: "decoding bech32 failed: 100 % \u{e9}\n"), .unknown),
            (QueryError(registered: "not found: contract"), .unknown),
        ])
    func statuses(_ error: QueryError, _ code: GRPCCore.RPCError.Code) async throws {
        let fake = FakeQuery { _ throws(QueryError) in throw error }
        try await GRPCFixture.serving(fake) { server in
            try await server.withClient { client in
                let failure = try await client.failure(Self.balance)
                #expect(failure.code == code)
                #expect(failure.message == error.message)
            }
        }
    }

    @Test(
        "what no node answers is unimplemented, and asks nobody",
        arguments: [
            "/cosmos.bank.v1beta1.Query/Nothing", "/no.such.Service/Method",
            "/cosmos.bank.v1beta1.Msg/Send", "/tendermint.abci.ABCI/Query",
        ])
    func unknownMethod(_ path: String) async throws {
        let fake = FakeQuery()
        try await GRPCFixture.serving(fake) { server in
            try await server.withClient { client in
                let failure = try await client.failure(path)
                #expect(failure.code == .unimplemented)
            }
        }
        #expect(fake.questions.isEmpty)
    }

    @Test("contract code of 3 MiB fits, and the limit is told to who exceeds it")
    func bigMessages() async throws {
        let fake = FakeQuery { question in Bytes(repeating: 7, count: question.request.count) }
        var limits = GRPCLimits()
        limits.requestBytes = 4 << 20
        try await GRPCFixture.serving(fake, limits: limits) { server in
            try await server.withClient { client in
                let path = "/cosmos.tx.v1beta1.Service/BroadcastTx"
                let answer = try await client.call(path, Bytes(repeating: 1, count: 3 << 20))
                #expect(answer.message == Bytes(repeating: 7, count: 3 << 20))
                let whole = try await client.call(path, Bytes(repeating: 1, count: 4 << 20))
                #expect(whole.message.count == 4 << 20)
                let failure = try await client.failure(
                    path, Bytes(repeating: 1, count: (4 << 20) + 1))
                #expect(failure.code == .resourceExhausted)
                #expect(
                    failure.message
                        == "grpc: received message larger than max (4194305 vs. 4194304)")
                // The connection serves on.
                #expect(try await client.call(path, [1]).message == [7])
            }
        }
    }

    @Test("many calls at once are answered each with its own")
    func concurrency() async throws {
        let fake = FakeQuery { $0.request }
        try await GRPCFixture.serving(fake) { server in
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for connection in 0..<4 {
                    tasks.addTask {
                        try await server.withClient { client in
                            try await Self.ask(client, connection)
                        }
                    }
                }
                try await tasks.waitForAll()
            }
        }
        #expect(fake.questions.count == 1000)
    }

    private static func ask(_ client: GRPCCaller, _ connection: Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for call in 0..<250 {
                tasks.addTask {
                    let request = Bytes("\(connection) \(call)".utf8)
                    let answer = try await client.call(balance, request)
                    #expect(answer.message == request)
                }
            }
            try await tasks.waitForAll()
        }
    }

    @Test("one message asks a query, neither none nor two")
    func messageCount() async throws {
        let fake = FakeQuery()
        try await GRPCFixture.serving(fake) { server in
            try await server.withClient { client in
                for requests in [[], [[1], [2]]] as [[Bytes]] {
                    let error = await #expect(throws: GRPCCore.RPCError.self) {
                        _ = try await client.stream(Self.balance, requests)
                    }
                    #expect(error?.code == .internalError)
                }
            }
        }
        #expect(fake.questions.isEmpty)
    }
}
