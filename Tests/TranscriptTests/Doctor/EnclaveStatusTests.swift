import Foundation
import TestSupport
import Testing

/// `enclave status`: nothing there, ready, waiting, of hardware, and against a chain.
struct EnclaveStatusTests {
    private func status(
        _ home: TemporaryHome, _ more: [String] = []
    ) async throws
        -> Binary.Result
    {
        try await Binary.run(
            ["enclave", "status", "--home", home.path + "/h", "--json"] + more, home: home,
            environment: ["SCRT_SGX_STORAGE": home.path + "/no-storage"])
    }

    @Test("where there is no enclave the exit is 3, and it is said where one was looked for")
    func nothing() async throws {
        let home = try TemporaryHome()
        let run = try await status(home)
        #expect(run.status == 3, "\(run)")
        #expect(try run.failure()["code"]?.string == "no_enclave")
        #expect(try run.failure()["message"]?.string?.contains("no-storage") == true)
        #expect(try await status(home, ["--sgx-storage", "nowhere"]).status == 3)
    }

    @Test(
        "a storage of hardware is told from a software enclave, and what is wrong with it is told")
    func storage() async throws {
        let home = try TemporaryHome()
        try home.write(String(repeating: "Z", count: 32), to: "s/pubkey.bin")
        try home.write("x", to: "s/node.sealed", mode: 0o644)
        let run = try await status(home, ["--sgx-storage", home.path + "/s"])
        #expect(run.status == 10, "\(run)")
        let answer = try run.answer()
        #expect(answer["kind"]?.string == "sgx")
        #expect(answer["node_key_hex"]?.string == String(repeating: "5a", count: 32))
        #expect(answer["has_seeds"]?.bool == false)
        #expect(answer["attestation"] == JSONNode.null)
        let findings = answer["findings"]?.array?.compactMap(\.string) ?? []
        #expect(findings.contains { $0.hasPrefix("storage.sealed: ") }, "\(run)")
    }

    @Test("evidence in a storage is judged, with the days that are left")
    func evidence() async throws {
        let home = try TemporaryHome()
        let world = AttestationWorld()
        try home.write("", to: "s/empty")
        try Data(world.combined(tlv: false)).write(
            to: URL(filePath: home.path + "/s/attestation_combined.bin"))
        let answer = try await status(home, ["--sgx-storage", home.path + "/s"]).answer()
        #expect(answer["state"]?.string == "waiting")
        #expect(answer["attestation"]?["verdict"]?.string == "reject")
        #expect(answer["attestation"]?["class"]?.string == "UNTRUSTED_ROOT")
        #expect(answer["attestation"]?["days_left"]?.integer ?? 0 > 1000)
        #expect(answer["mrenclave_hex"]?.string == String(repeating: "11", count: 32))
    }

    @Test("a node's software enclave is ready, SIMULATED, and has the keys of its own chain")
    func software() async throws {
        try await LocalNode.with { node in
            let alone = try await Binary.run(
                ["enclave", "status", "--home", node.home.path, "--json"], home: node.home)
            #expect(alone.status == 0, "\(alone)")
            let answer = try alone.answer()
            #expect(answer["schema"]?.string == "secretctl/enclave-status/v1")
            #expect(answer["kind"]?.string == "software")
            #expect(answer["mode"]?.string == "SIMULATED")
            #expect(answer["state"]?.string == "ready")
            #expect(answer["mrenclave_hex"]?.string?.count == 64)
            #expect(answer["chain"] == JSONNode.null)
            let asked = try await Binary.run(
                [
                    "enclave", "status", "--home", node.home.path, "--node", node.rest, "--json",
                ], home: node.home)
            #expect(asked.status == 0, "\(asked)")
            #expect(try asked.answer()["chain"]?["keys_equal"]?.bool == true)
            #expect(try asked.answer()["chain"]?["chain_id"]?.string == "secretdev-1")
            let text = try await Binary.run(
                ["enclave", "status", "--home", node.home.path], home: node.home)
            #expect(text.stdout.hasPrefix("READY  "))
            #expect(text.stdout.contains("SIMULATED"))
            let wrong = try await Binary.run(
                [
                    "enclave", "status", "--home", node.home.path, "--node", node.rest,
                    "--chain-id", "secret-4",
                ], home: node.home)
            #expect(wrong.status == 9, "\(wrong)")
        }
    }

    @Test("an enclave that waits says so, and whether the chain has something for it")
    func waiting() async throws {
        let home = try TemporaryHome()
        try home.write(
            String(repeating: "k", count: 32), to: "h/node/config/enclave/registration.key")
        let alone = try await status(home)
        #expect(alone.status == 10, "\(alone)")
        let answer = try alone.answer()
        #expect(answer["state"]?.string == "waiting")
        #expect(answer["waits_for_registration"]?.bool == true)
        #expect(answer["node_key_hex"]?.string?.count == 64)
        #expect(answer["io_pubkey"] == JSONNode.null)
        #expect(answer["findings"]?.array == [])
        let silent = try await status(home, ["--node", "http://127.0.0.1:9"])
        #expect(silent.status == 10)
        #expect(try silent.answer()["chain"]?["error"]?.string?.isEmpty == false)
        try await LocalNode.with { node in
            let asked = try await status(home, ["--node", node.rest])
            #expect(try asked.answer()["chain"]?["holds_seed"]?.bool == false, "\(asked)")
        }
    }

    @Test("an enclave of another network is not ready for this one")
    func foreign() async throws {
        try await LocalNode.with { first in
            try await LocalNode.with { second in
                let run = try await Binary.run(
                    [
                        "enclave", "status", "--home", first.home.path, "--node", second.rest,
                        "--json",
                    ], home: first.home)
                #expect(run.status == 10, "\(run)")
                #expect(try run.answer()["chain"]?["keys_equal"]?.bool == false)
            }
        }
    }

    @Test("seeds that others may read, or without the key that opens them, are no ready enclave")
    func damaged() async throws {
        let home = try TemporaryHome()
        try home.write("x", to: "h/node/config/enclave/seeds.sealed")
        let run = try await status(home)
        #expect(run.status == 10, "\(run)")
        #expect(try run.answer()["findings"]?.array?.isEmpty == false)
        try home.write("x", to: "h/node/config/enclave/sealing.key", mode: 0o644)
        #expect(try await status(home).status == 10)
    }
}
