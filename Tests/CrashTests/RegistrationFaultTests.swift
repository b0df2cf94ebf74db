import Foundation
import SecretBase
import SecretCrypto
import SecretEnclave
import Synchronization
import TestSupport
import Testing

@Suite("a registration that meets with trouble")
struct RegistrationFaultTests {
    @Test("an answer without seeds, twice, is asked again; the answer says what was done")
    func emptyTwice() async throws {
        let stage = try RegistrationStage(.init(emptyAnswers: 2))
        let run = try await stage.run()
        #expect(run.status == 0 && run.stderr.isEmpty, "\(run)")
        let answer = try run.answer()
        #expect(answer["schema"]?.string == "secretctl/node-register/v1")
        #expect(answer["done"]?.bool == true && answer["registered"]?.bool == true)
        #expect(answer["seeds"]?.string == "sealed")
        #expect(answer["node_key_hex"]?.string == Hex.encode(stage.nodeKey))
        #expect(answer["machine_id_hex"]?.string?.count == 40)
        #expect(answer["tx_hash"]?.string == stage.chain.included.first?.hash)
        #expect(answer["fee"]?["denom"]?.string == "uscrt")
        let steps = answer["steps"]?.array ?? []
        #expect(
            steps.map { $0["step"]?.string } == [
                "key", "attested", "verified", "sent", "registered", "seeds",
            ])
        #expect(try stage.hasSeeds())
    }

    @Test("seeds that do not come in time are exit 8 with a word; later they come without a fee")
    func never() async throws {
        let stage = try RegistrationStage(.init(emptyAnswers: 1000))
        let run = try await stage.run("--wait", "1")
        #expect(run.status == 8, "\(run)")
        let failure = try run.failure()
        #expect(failure["code"]?.string == "seeds_pending")
        #expect(failure["tx_hash"]?.string == stage.chain.included.first?.hash)
        #expect(failure["hint"]?.string?.contains("again") == true)
        stage.chain.change { $0.emptyAnswers = 0 }
        let again = try await stage.run()
        #expect(again.status == 0, "\(again)")
        #expect(try again.answer()["tx_hash"] == .null)
        #expect(try stage.hasSeeds() && stage.chain.included.count == 1)
    }

    @Test("a transaction in no block is exit 8; the next run settles it, and signs no other")
    func open() async throws {
        let stage = try RegistrationStage(.init(isHolding: true))
        for _ in 0..<2 {
            let run = try await stage.run("--wait", "1")
            #expect(run.status == 8, "\(run)")
        }
        #expect(!stage.isSealed && stage.files("/ended").isEmpty)
        stage.chain.change { $0.isHolding = false }
        let again = try await stage.run()
        #expect(again.status == 0, "\(again)")
        #expect(try stage.hasSeeds() && stage.chain.included.count == 1)
    }

    @Test("a registration that fails in its block is exit 7; run again it is tried anew")
    func failed() async throws {
        let stage = try RegistrationStage(
            .init(failures: [(3, "The provided certificate was invalid: failed to authenticate")]))
        let run = try await stage.run()
        #expect(run.status == 7, "\(run)")
        #expect(try run.failure()["message"]?.string?.contains("certificate was invalid") == true)
        #expect(try run.failure()["hint"]?.string?.contains("enclave verify") == true)
        #expect(!stage.isSealed)
        let again = try await stage.run()
        #expect(again.status == 0, "\(again)")
        #expect(stage.chain.included.map(\.code) == [3, 0])
        #expect(try stage.hasSeeds())
    }

    @Test("a node that is registered already pays nothing, and gets its seeds")
    func registered() async throws {
        let stage = try RegistrationStage()
        stage.chain.register()
        let plan = try await stage.run("--dry-run")
        #expect(plan.status == 0 && !stage.isSealed, "\(plan)")
        #expect(try plan.answer()["registered"]?.bool == true)
        let run = try await stage.run()
        #expect(run.status == 0, "\(run)")
        #expect(try run.answer()["tx_hash"] == .null)
        #expect(try stage.hasSeeds() && stage.chain.broadcasts == 0)
        let again = try await stage.run()
        #expect(try again.status == 0 && again.answer()["done"]?.bool == false)
    }

    @Test("what cannot be paid is exit 6, and said before anything is signed")
    func poor() async throws {
        let stage = try RegistrationStage(.init(balance: 10))
        let run = try await stage.run()
        #expect(run.status == 6, "\(run)")
        #expect(try run.failure()["code"]?.string == "insufficient_funds")
        #expect(stage.chain.broadcasts == 0 && !stage.isSealed)
    }

    @Test("another chain is exit 9, and nothing is asked of the enclave")
    func wrongChain() async throws {
        let stage = try RegistrationStage(.init(chainID: "other-1"))
        let run = try await stage.run()
        #expect(try run.status == 9 && run.failure()["code"]?.string == "wrong_chain", "\(run)")
        #expect(stage.chain.broadcasts == 0)
    }

    @Test("a real network takes no simulation: exit 10 with the reason, and nothing is sent")
    func mainnet() async throws {
        let stage = try RegistrationStage(.init(chainID: "secret-4"))
        let run = try await stage.run("--context", "mainnet")
        #expect(run.status == 10, "\(run)")
        #expect(try run.failure()["code"]?.string == "attestation_rejected")
        #expect(try run.failure()["message"]?.string?.contains("SIMULATED") == true)
        #expect(stage.chain.broadcasts == 0)
    }

    @Test("an attestation of another node is exit 9, a damaged one exit 10; nothing is sent")
    func foreignEvidence() async throws {
        let other = try RegistrationStage()
        #expect(try await other.run().status == 0)
        let file = try #require(other.files(".attestation.bin").first)
        let evidence = try Bytes(Data(contentsOf: URL(filePath: other.home.path + "/" + file)))
        let stage = try RegistrationStage()
        let path = stage.home.path + "/evidence.bin"
        func run(_ bytes: Bytes) async throws -> Binary.Result {
            try Data(bytes).write(to: URL(filePath: path))
            return try await stage.run(evidence: ["--attestation", path])
        }
        let foreign = try await run(evidence)
        #expect(foreign.status == 9, "\(foreign)")
        #expect(try foreign.failure()["code"]?.string == "wrong_node_key")
        var damaged = evidence
        damaged[12 + 400] ^= 1
        let garbage = Bytes(repeating: 0x41, count: 5000)
        for bytes in [damaged, [], garbage, Bytes(evidence.prefix(evidence.count / 2))] {
            let result = try await run(bytes)
            #expect(result.status == 10, "\(result)")
            #expect(try result.failure()["code"]?.string == "attestation_rejected")
        }
        let missing = try await stage.run(evidence: ["--attestation", path + ".none"])
        #expect(missing.status == 3)
        #expect(stage.chain.broadcasts == 0 && !stage.isSealed)
        // The node's own goes through, on a chain that does not know it yet.
        try other.forget()
        let fresh = try ScriptedChain(nodeKey: other.nodeKey)
        try Data(evidence).write(to: URL(filePath: path))
        let own = try await other.run(through: fresh.url, evidence: ["--attestation", path])
        #expect(own.status == 0 && fresh.included.count == 1, "\(own)")
    }

    @Test(
        "seeds of a wrong length, for another node or of another network are exit 9; the right ones come later"
    )
    func badSeeds() async throws {
        let stage = try RegistrationStage()
        let other = try RegistrationStage()
        let right = try stage.chain.seedsForNode
        let foreign: [(Bytes, String)] = [
            (Bytes(right.dropLast()), "bad_seeds"), (Bytes(right.prefix(48)), "bad_seeds"),
            (right + right, "bad_seeds"), (try other.chain.seedsForNode, "bad_seeds"),
            (try stage.chain.gate.encryptedSeeds(for: other.nodeKey), "bad_seeds"),
            (Bytes(repeating: 7, count: 96), "bad_seeds"),
        ]
        for (seeds, code) in foreign {
            stage.chain.change { $0.seeds = seeds }
            let run = try await stage.run()
            #expect(run.status == 9, "\(run)")
            #expect(try run.failure()["code"]?.string == code, "\(run)")
            #expect(!stage.isSealed)
        }
        stage.chain.change { $0.seeds = nil }
        #expect(try await stage.run().status == 0)
        #expect(try stage.hasSeeds() && stage.chain.included.count == 1)
    }

    @Test("a home with another network's seeds is exit 9, and they stay")
    func otherSeeds() async throws {
        let stage = try RegistrationStage()
        #expect(try await stage.run().status == 0)
        let other = try ScriptedChain(nodeKey: stage.nodeKey)
        let run = try await stage.run(through: other.url)
        #expect(try run.status == 9 && run.failure()["code"]?.string == "other_seeds", "\(run)")
        #expect(try stage.hasSeeds() && other.broadcasts == 0)
    }

    @Test("a home whose genesis is of another network is exit 9, though the chain's id is the same")
    func otherNetwork() async throws {
        let stage = try RegistrationStage()
        try stage.home.write("", to: "second/config/config.toml")
        func genesis(_ chain: String, _ key: Bytes) throws {
            let text =
                #"{"chain_id":"\#(chain)","genesis_time":"2026-01-02T03:04:05Z","#
                + #""app_state":{"register":{"node_exch_master_key":{"bytes":"\#(Base64.encode(key))"}}}}"#
            try stage.home.write(text, to: "second/config/genesis.json")
        }
        try genesis("secretdev-1", Bytes(repeating: 9, count: 32))
        let other = try await stage.run()
        #expect(try other.status == 9 && other.failure()["code"]?.string == "other_network")
        try genesis("other-1", stage.chain.gate.registrationPublicKey)
        let chain = try await stage.run()
        #expect(try chain.status == 9 && chain.failure()["code"]?.string == "wrong_chain")
        #expect(stage.chain.broadcasts == 0 && !stage.isSealed)
        try genesis("secretdev-1", stage.chain.gate.registrationPublicKey)
        #expect(try await stage.run().status == 0)
    }

    /// What befalls the way of the transaction to the node.
    static let faults: [FaultProxy.Fault] = [
        .dropBefore, .dropAfter, .duplicate, .truncate, .lie, .answerAfter(502, "bad gateway"),
        .answerInstead(503, "try later"),
    ]

    @Test("an endpoint that drops, doubles, cuts and lies costs one fee", arguments: faults.indices)
    func endpoint(_ index: Int) async throws {
        let stage = try RegistrationStage()
        let hasFailed = Mutex(false)
        let proxy = try FaultProxy(before: stage.chain.url) { request in
            guard request.isBroadcast else { return .pass }
            let isFirst = hasFailed.withLock { was in
                defer { was = true }; return !was
            }
            return isFirst ? Self.faults[index] : .pass
        }
        var run = try await stage.run(through: proxy.url, "--wait", "5")
        #expect([0, 8].contains(run.status), "\(index): \(run)")
        if run.status == 8 { run = try await stage.run() }
        #expect(run.status == 0, "\(index): \(run)")
        #expect(try stage.hasSeeds() && stage.chain.included.count == 1, "\(index)")
    }

    @Test("every question may break once")
    func questions() async throws {
        let stage = try RegistrationStage()
        let seen = Mutex<Set<String>>([])
        let proxy = try FaultProxy(before: stage.chain.url) { request in
            let isNew = seen.withLock { $0.insert(request.method + request.path).inserted }
            return isNew && !request.isBroadcast ? .truncate : .pass
        }
        let run = try await stage.run(through: proxy.url)
        #expect(run.status == 0, "\(run)")
        #expect(try stage.hasSeeds() && stage.chain.included.count == 1)
    }
}

extension RegistrationStage {
    /// As a home with a key and nothing else.
    fileprivate func forget() throws {
        let seeds = files(".sealed") + files("sealing.key")
        for path in seeds + ["state", "second/registration"] {
            try FileManager.default.removeItem(atPath: home.path + "/" + path)
        }
    }
}
