import Foundation
import SecretBase
import SecretEnclave
import TestSupport
import Testing

@Suite("seeds that are handed to the network's own program")
struct RegistrationHandingTests {
    /// A program that does what `secretd configure-secret` does, or not.
    private func program(_ stage: RegistrationStage, _ script: String) throws -> String {
        try stage.home.write("#!/bin/sh\n" + script, to: "secretd", mode: 0o755)
    }

    private static let good = #"""
        echo "$@" >> "$HOME/calls"
        mkdir -p "$5/.node"
        printf '{"pk2":"%s","encKey":"%s","version":2}' "$(cat "$2")" "$3" > "$5/.node/new_seed.json"
        chmod 600 "$5/.node/new_seed.json"
        """#

    /// A stage whose evidence and key lie as `secretd init-enclave` leaves them.
    private func stage() async throws -> (RegistrationStage, [String]) {
        let stage = try RegistrationStage()
        let maker = try await stage.run("--wait", "5")
        #expect(maker.status == 0, "\(maker)")
        let file = try #require(stage.files(".attestation.bin").first)
        let folder = stage.home.path + "/sgx"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: stage.home.path + "/" + file, toPath: folder + "/attestation_combined.bin")
        try Data(stage.nodeKey).write(to: URL(filePath: folder + "/pubkey.bin"))
        return (
            stage,
            [
                "--attestation", folder + "/attestation_combined.bin", "--secretd",
                stage.home.path + "/secretd", "--secretd-home", stage.home.path + "/net",
            ]
        )
    }

    @Test("the program gets key and seeds as arguments, once, and its file is as it should be")
    func handed() async throws {
        let (stage, words) = try await stage()
        _ = try program(stage, Self.good)
        let run = try await stage.run(evidence: words)
        #expect(run.status == 0, "\(run)")
        #expect(try run.answer()["seeds"]?.string == "handed")
        let seeds = Hex.encode(try stage.chain.seedsForNode)
        let calls = try stage.home.read("calls").split(separator: "\n")
        #expect(calls.count == 1)
        #expect(
            calls.first.map(String.init)
                == "configure-secret \(stage.home.path)/net/.node/node-master-key.txt \(seeds) "
                + "--home \(stage.home.path)/net")
        let again = try await stage.run(evidence: words)
        #expect(try again.status == 0 && again.answer()["done"]?.bool == false, "\(again)")
        #expect(try stage.home.read("calls").split(separator: "\n").count == 1)
    }

    @Test("a file that the program left open, half written or unwritten is put right")
    func putRight() async throws {
        let (stage, words) = try await stage()
        let seeds = Hex.encode(try stage.chain.seedsForNode)
        let half = Self.good.replacing(#""version":2}"#, with: "")
        for script in ["exit 0", half, Self.good.replacing("chmod 600", with: "chmod 644")] {
            _ = try program(stage, script)
            let run = try await stage.run(evidence: words)
            #expect(run.status == 0, "\(run)")
            let path = "net/.node/new_seed.json"
            let file = try JSONNode(parsing: try stage.home.read(path))
            #expect(file["encKey"]?.string == seeds && file["version"]?.integer == 2)
            #expect(
                file["pk2"]?.string == Base64.encode(stage.chain.gate.registrationPublicKey))
            let facts = try FileManager.default.attributesOfItem(
                atPath: stage.home.path + "/" + path)
            #expect(facts[.posixPermissions] as? Int == 0o600)
            try FileManager.default.removeItem(atPath: stage.home.path + "/net")
        }
    }

    @Test("a program that refuses is exit 1 with its own last word; the next run goes on")
    func refused() async throws {
        let (stage, words) = try await stage()
        _ = try program(stage, "echo one >&2; echo 'no room' >&2; exit 3")
        let run = try await stage.run(evidence: words)
        #expect(try run.status == 1 && run.failure()["code"]?.string == "not_handed", "\(run)")
        #expect(try run.failure()["message"]?.string?.contains("no room") == true)
        try FileManager.default.removeItem(atPath: stage.home.path + "/secretd")
        let missing = try await stage.run(evidence: words)
        #expect(try missing.status == 1 && missing.failure()["code"]?.string == "not_handed")
        _ = try program(stage, Self.good)
        #expect(try await stage.run(evidence: words).status == 0)
        #expect(stage.chain.included.count == 1)
    }

    @Test("the key of the program's enclave must be known, and the attestation's")
    func key() async throws {
        let (stage, words) = try await stage()
        _ = try program(stage, Self.good)
        try FileManager.default.removeItem(atPath: stage.home.path + "/sgx/pubkey.bin")
        let unknown = try await stage.run(evidence: words)
        #expect(try unknown.status == 2 && unknown.failure()["code"]?.string == "node_key_unknown")
        let own = try await stage.run(
            evidence: words + ["--node-key", Hex.encode(stage.nodeKey), "--dry-run"])
        #expect(own.status == 0, "\(own)")
    }
}
