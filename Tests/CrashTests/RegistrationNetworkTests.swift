import Foundation
import SecretBase
import SecretCrypto
import SecretEnclave
import Synchronization
import TestSupport
import Testing

@Suite("a second node of a running network", .serialized)
struct RegistrationNetworkTests {
    private func register(
        _ stage: SenderStage, _ home: String, through url: String? = nil, _ more: String...
    ) async throws -> Binary.Result {
        try await Binary.run(
            [
                "node", "register", "--simulate", "--node-home", home, "--from", "alice",
                "--passphrase-file", stage.home.path + "/passphrase", "--yes", "--json", "--home",
                stage.home.path, "--node", url ?? stage.node.rest,
            ] + more, home: stage.home, timeout: 120)
    }

    private func gate(_ directory: String) throws -> EnclaveGate {
        try #require(EnclaveGate.isSealed(in: directory))
        return try EnclaveGate(directory: directory) { RandomBytes.secret($0) }
    }

    @Test("joins, registers, and has the keys of the first; before that it does not run")
    func wholeWay() async throws {
        let stage = try await SenderStage.make()
        defer { stage.node.stop() }
        let second = stage.home.path + "/second"
        let made = try await Binary.run(
            ["node", "init", "--join", stage.node.rpc, "--out", second, "--json"],
            home: stage.home)
        #expect(made.status == 0, "\(made)")
        let key = try made.answer()["node_key_hex"]?.string
        let early = try await Binary.run(
            [
                "node", "run", "--engine", "cometbft", "--application-only", "--json", "--home",
                second, "--abci-address", "tcp://127.0.0.1:0", "--rest-address", "127.0.0.1:0",
                "--grpc-address", "127.0.0.1:0",
            ], home: stage.home)
        #expect(early.status == 9, "\(early)")
        #expect(try early.failure()["hint"]?.string?.contains("node register") == true)
        let plan = try await register(stage, second, "--dry-run")
        #expect(plan.status == 0, "\(plan)")
        #expect(try ChainView(stage.node).sequence() == 0)
        let done = try await register(stage, second)
        #expect(done.status == 0 && done.stderr.isEmpty, "\(done)")
        let answer = try done.answer()
        #expect(answer["seeds"]?.string == "sealed" && answer["registered"]?.bool == true)
        #expect(answer["node_key_hex"]?.string == key)
        #expect(answer["machine_id_hex"]?.string?.count == 40)
        let first = try gate(stage.node.home.path + "/node/config/enclave")
        let own = try gate(second + "/config/enclave")
        #expect(own.registrationPublicKey == first.registrationPublicKey)
        #expect(own.messagePublicKey == first.messagePublicKey)
        let again = try await register(stage, second)
        #expect(try again.status == 0 && again.answer()["done"]?.bool == false, "\(again)")
        #expect(try ChainView(stage.node).sequence() == 1)
        // What was sent lies in the home, and is what it says it is.
        let copies = try FileManager.default.contentsOfDirectory(atPath: second + "/registration")
        let copy = try #require(copies.first { $0.hasSuffix(".attestation.bin") })
        let verdict = try await Binary.run(
            ["enclave", "verify", second + "/registration/" + copy, "--json"], home: stage.home)
        #expect(verdict.status == 10 && verdict.stdout.contains("SIMULATED"))
    }

    @Test("an endpoint that loses the answer costs nothing: the chain has one registration")
    func lostAnswer() async throws {
        let stage = try await SenderStage.make()
        defer { stage.node.stop() }
        let second = stage.home.path + "/second"
        let hasFailed = Mutex(0)
        let proxy = try FaultProxy(before: stage.node.rest) { request in
            if request.path.contains("/encrypted-seed/"),
                hasFailed.withLock({
                    $0 += 1; return $0 == 2 || $0 == 3
                })
            {
                return .answerInstead(200, #"{"encrypted_seed":""}"#)
            }
            return request.isBroadcast ? .dropAfter : .pass
        }
        var run = try await register(stage, second, through: proxy.url, "--wait", "10")
        if run.status == 8 { run = try await register(stage, second) }
        #expect(run.status == 0, "\(run)")
        #expect(try ChainView(stage.node).sequence() == 1)
        #expect(EnclaveGate.isSealed(in: second + "/config/enclave"))
    }

    @Test("two nodes of one operator are two registrations with two machines")
    func twoNodes() async throws {
        let stage = try await SenderStage.make()
        defer { stage.node.stop() }
        let homes = ["second", "third"].map { stage.home.path + "/" + $0 }
        let ends = try await withThrowingTaskGroup(of: Binary.Result.self) { group in
            for home in homes { group.addTask { try await register(stage, home) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for end in ends { #expect(end.status == 0, "\(end)") }
        let machines = try Set(ends.map { try $0.answer()["machine_id_hex"]?.string ?? "" })
        #expect(machines.count == 2 && !machines.contains(""))
        #expect(try ChainView(stage.node).sequence() == 2)
        let keys = try homes.map { try gate($0 + "/config/enclave").messagePublicKey }
        #expect(keys[0] == keys[1])
    }
}
