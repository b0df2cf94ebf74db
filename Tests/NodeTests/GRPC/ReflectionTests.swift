import GRPCCore
import SecretBase
import SecretLedger
import SecretNode
import SecretWire
import SwiftProtobuf
import Testing

@Suite("gRPC reflection")
struct ReflectionTests {
    static let versions = ["v1", "v1alpha"]

    private func ask(
        _ version: String, _ questions: [GrpcReflectionServerReflectionRequest],
        query: any QueryPort = FakeQuery()
    ) async throws -> [GrpcReflectionServerReflectionResponse] {
        let (answers, found) = AsyncStream.makeStream(of: [Bytes].self)
        try await GRPCFixture.serving(query) { server in
            try await server.withClient { client in
                found.yield(
                    try await client.stream(
                        "/grpc.reflection.\(version).ServerReflection/ServerReflectionInfo",
                        try questions.map { try $0.serializedBytes() }))
            }
            found.finish()
        }
        var all: [Bytes] = []
        for await bytes in answers { all += bytes }
        return try all.map { try GrpcReflectionServerReflectionResponse(serializedBytes: $0) }
    }

    private func question(
        _ change: (inout GrpcReflectionServerReflectionRequest) -> Void
    ) -> GrpcReflectionServerReflectionRequest {
        var request = GrpcReflectionServerReflectionRequest()
        request.host = "here"
        change(&request)
        return request
    }

    private func files(
        _ response: GrpcReflectionServerReflectionResponse
    ) throws -> [Google_Protobuf_FileDescriptorProto] {
        try response.fileDescriptorResponse.fileDescriptorProto.map {
            try Google_Protobuf_FileDescriptorProto(serializedBytes: $0)
        }
    }

    @Test("lists the services that are served, itself included", arguments: versions)
    func lists(_ version: String) async throws {
        let request = question { $0.listServices = "*" }
        let answer = try #require(try await ask(version, [request]).first)
        #expect(answer.validHost == "here")
        #expect(answer.originalRequest == request)
        let names = answer.listServicesResponse.service.map(\.name)
        #expect(names == names.sorted())
        for name in [
            "cosmos.auth.v1beta1.Query", "cosmos.bank.v1beta1.Query", "cosmos.tx.v1beta1.Service",
            "cosmos.base.tendermint.v1beta1.Service", "secret.compute.v1beta1.Query",
            "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection",
        ] { #expect(names.contains(name)) }
        #expect(!names.contains { $0.hasSuffix(".Msg") || $0.hasSuffix(".ABCI") })
    }

    /// Knows one query alone.
    private struct OneQuery: QueryPort {
        func knows(_ path: String) -> Bool { path == "/cosmos.bank.v1beta1.Query/Balance" }

        func answer(
            _ path: String, request: Bytes, height: Int64?
        ) async throws(QueryError) -> QueryAnswer { QueryAnswer(response: [], height: 1) }
    }

    @Test("a service of which nothing is answered is not listed")
    func listsWhatIsAnswered() async throws {
        let request = question { $0.listServices = "" }
        let answer = try #require(try await ask("v1", [request], query: OneQuery()).first)
        #expect(
            answer.listServicesResponse.service.map(\.name).filter { $0.hasPrefix("cosmos.") }
                == ["cosmos.bank.v1beta1.Query"])
    }

    @Test(
        "finds what declares a service, a method, a message and an enumeration",
        arguments: [
            ("cosmos.bank.v1beta1.Query", "cosmos/bank/v1beta1.proto"),
            ("cosmos.bank.v1beta1.Query.Balance", "cosmos/bank/v1beta1.proto"),
            ("cosmos.base.v1beta1.Coin", "cosmos/base/v1beta1.proto"),
            ("cosmos.staking.v1beta1.BondStatus", "cosmos/staking/v1beta1.proto"),
            ("cosmos.tx.v1beta1.ModeInfo.Single", "cosmos/tx/v1beta1.proto"),
            ("google.protobuf.Any", "google/protobuf/any.proto"),
            ("grpc.reflection.v1.ServerReflection", "grpc/reflection/v1.proto"),
        ])
    func symbols(_ symbol: String, _ file: String) async throws {
        let answers = try await ask(
            "v1",
            [
                question { $0.fileContainingSymbol = symbol },
                question { $0.fileByFilename = file },
            ])
        for answer in answers { #expect(try files(answer).first?.name == file) }
        #expect(answers.count == 2)
    }

    @Test("sends whatever a file needs along, and nothing twice on one stream")
    func dependencies() async throws {
        let answers = try await ask(
            "v1",
            [
                question { $0.fileContainingSymbol = "cosmos.tx.v1beta1.Service" },
                question { $0.fileContainingSymbol = "cosmos.bank.v1beta1.Query" },
                question { $0.fileContainingSymbol = "cosmos.bank.v1beta1.Query" },
            ])
        let first = try files(answers[0])
        let names = Set(first.map(\.name))
        #expect(names.count == first.count)
        for file in first { #expect(Set(file.dependency).isSubset(of: names)) }
        #expect(names.contains("google/protobuf/any.proto"))
        #expect(!names.contains { $0.hasPrefix("secretctl/") })
        let second = try files(answers[1])
        #expect(names.isDisjoint(with: second.map(\.name)))
        #expect(second.first?.name == "cosmos/bank/v1beta1.proto")
        #expect(try files(answers[2]).map(\.name) == ["cosmos/bank/v1beta1.proto"])
    }

    @Test("what is not there is answered as not found, and the stream goes on")
    func missing() async throws {
        var wanted = GrpcReflectionExtensionRequest()
        wanted.containingType = "cosmos.base.v1beta1.Coin"
        wanted.extensionNumber = 50001
        let extensions = wanted
        let answers = try await ask(
            "v1",
            [
                question { $0.fileByFilename = "cosmos/bank/v1beta1/query.proto" },
                question { $0.fileContainingSymbol = "cosmos.bank.v1beta1.Nothing" },
                question { $0.fileContainingSymbol = "" },
                question { $0.fileContainingExtension = extensions },
                question { $0.allExtensionNumbersOfType = "no.Such" },
                question { $0.allExtensionNumbersOfType = "cosmos.base.v1beta1.Coin" },
            ])
        #expect(answers.count == 6)
        for answer in answers.prefix(5) {
            #expect(answer.errorResponse.errorCode == 5)
            #expect(answer.errorResponse.errorMessage.contains(" not found: "))
        }
        #expect(
            answers.last?.allExtensionNumbersResponse.baseTypeName == "cosmos.base.v1beta1.Coin")
        #expect(answers.last?.allExtensionNumbersResponse.extensionNumber.isEmpty == true)
    }

    @Test("what is no question is refused", arguments: [Bytes(), [0xff, 0xff], [0x0a, 2, 0x61]])
    func garbage(_ request: Bytes) async throws {
        try await GRPCFixture.serving { server in
            try await server.withClient { client in
                let error = await #expect(throws: GRPCCore.RPCError.self) {
                    _ = try await client.stream(
                        "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", [request])
                }
                #expect(error?.code == .invalidArgument)
            }
        }
    }
}
