import Foundation
import TestSupport
import Testing

/// `enclave attest`, as a node's operator runs it.
struct EnclaveAttestTests {
    private let nodeKey = String(repeating: "a1", count: 32)
    private let validatorKey = String(repeating: "b2", count: 32)

    private func attest(
        _ home: TemporaryHome, _ more: [String], keys: Bool = true
    ) async throws -> Binary.Result {
        let keyed = keys ? ["--node-key", nodeKey, "--validator-key", validatorKey] : []
        return try await Binary.run(
            ["enclave", "attest", "--out", "combined.bin", "--home", home.path] + keyed + more,
            home: home)
    }

    @Test("a simulation binds both keys, says SIMULATED, and is refused by every verifier")
    func simulated() async throws {
        let home = try TemporaryHome()
        let run = try await attest(home, ["--simulate", "--json"])
        #expect(run.status == 0, "\(run)")
        let answer = try run.answer()
        #expect(answer["schema"]?.string == "secretctl/enclave-attest/v1")
        #expect(answer["mode"]?.string == "SIMULATED")
        #expect(answer["simulated"]?.bool == true)
        #expect(answer["report_data_hex"]?.string == nodeKey + validatorKey)
        #expect(answer["machine_id_hex"]?.string?.count == 40)
        let verify = try await Binary.run(
            ["enclave", "verify", "combined.bin", "--json"], home: home)
        #expect(verify.status == 10)
        #expect(try verify.answer()["class"]?.string == "SIMULATED")
        #expect(try verify.answer()["genuine_simulation"]?.bool == true)
        let late = try await Binary.run(
            ["enclave", "verify", "combined.bin", "--at", "2000-01-01T00:00:00Z", "--json"],
            home: home)
        #expect(late.status == 10)
        #expect(try late.answer()["genuine_simulation"]?.bool == false)
        #expect(try verify.answer()["machine_id_hex"]?.string == answer["machine_id_hex"]?.string)
        let text = try await attest(home, ["--simulate", "--yes"])
        #expect(text.stdout.hasPrefix("SIMULATED"))
        for line in text.stdout.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    }

    @Test("a file that is there is replaced after a yes and never else; a rehearsal writes nothing")
    func overwriting() async throws {
        let home = try TemporaryHome()
        let rehearsal = try await attest(home, ["--simulate", "--dry-run", "--json"])
        #expect(try rehearsal.answer()["done"]?.bool == false)
        try home.write("precious", to: "combined.bin")
        let asked = try await attest(home, ["--simulate"])
        #expect(asked.status == 4, "\(asked)")
        #expect(try home.read("combined.bin") == "precious")
        let made = try await attest(home, ["--simulate", "--force", "--no-input"])
        #expect(made.status == 0)
        #expect(try home.read("combined.bin") != "precious")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: home.path)
                .filter { $0.hasPrefix("combined") } == ["combined.bin"])
    }

    @Test("one node key is one machine, and another machine is asked for by a name")
    func machines() async throws {
        let home = try TemporaryHome()
        func machine(_ more: [String]) async throws -> String? {
            try await attest(home, ["--simulate", "--dry-run", "--json"] + more)
                .answer()["machine_id_hex"]?.string
        }
        let first = try await machine([])
        #expect(try await machine(["--at", "2027-01-01T00:00:00Z"]) == first)
        #expect(try await machine(["--machine", "after the update"]) != first)
    }

    @Test("the keys of a home that waits for its seeds are taken; without any it says so")
    func homeKeys() async throws {
        let home = try TemporaryHome()
        let none = try await attest(home, ["--simulate", "--json"], keys: false)
        #expect(none.status == 3)
        #expect(try none.failure()["code"]?.string == "no_node_key")
        let key = URL(filePath: home.path).appending(path: "node/config/enclave/registration.key")
        try home.write("", to: "node/config/enclave/registration.key")
        try Data((1...32).map { UInt8($0) }).write(to: key)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key.path)
        let unowned = try await attest(home, ["--simulate", "--json"], keys: false)
        #expect(try unowned.failure()["code"]?.string == "no_validator_key")
        let unbound = try await attest(
            home, ["--simulate", "--unbound", "--json"], keys: false)
        #expect(unbound.status == 0, "\(unbound)")
        #expect(try unbound.answer()["bound"]?.bool == false)
        // X25519 of the bytes 1 to 32, as the Noise project's vectors have it.
        #expect(
            try unbound.answer()["node_key_hex"]?.string
                == "07a37cbc142093c8b755dc1b10e86cb426374ad16aa853ed0bdfc0b2b86d1c7c")
        try home.write(
            """
            {"address": "", "pub_key": {"type": "tendermint/PubKeyEd25519", "value": \
            "\(Data(repeating: 0xb2, count: 32).base64EncodedString())"}, "priv_key": {}}
            """, to: "node/config/priv_validator_key.json")
        let bound = try await attest(home, ["--simulate", "--yes", "--json"], keys: false)
        #expect(try bound.answer()["validator_key_hex"]?.string == validatorKey)
    }

    @Test("where nothing can attest it is one line with what was looked for, and exit 10")
    func cannot() async throws {
        let home = try TemporaryHome()
        let run = try await attest(home, ["--root", home.path])
        #expect(run.status == 10)
        #expect(run.stdout == "")
        let lines = run.stderr.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[0].hasPrefix("error: cannot attest: "))
        #expect(lines[0].contains("\(home.path)/dev/attestation/quote is not there"))
        #expect(lines[1].contains("secretd init-enclave"))
        let bare = try await Binary.run(
            ["enclave", "attest", "--root", home.path], home: home)
        #expect(bare.status == 10, "no key is asked for in vain: \(bare)")
        let json = try await attest(home, ["--root", home.path, "--json"])
        #expect(try json.failure()["code"]?.string == "cannot_attest")
    }

    @Test("inside Gramine the enclave's own quote is taken, if it holds what was asked for")
    func gramine() async throws {
        let home = try TemporaryHome()
        var world = AttestationWorld()
        world.reportData =
            [UInt8](repeating: 0xa1, count: 32) + [UInt8](repeating: 0xb2, count: 32)
        let device = "dev/attestation"
        let folder = URL(filePath: home.path).appending(path: device)
        try home.write("dcap\n", to: "\(device)/attestation_type")
        try home.write("", to: "\(device)/user_report_data")
        try Data(world.quote).write(to: folder.appending(path: "quote"))
        try home.write(world.collateral(), to: "collateral.json")
        let run = try await attest(home, ["--root", home.path, "--json"])
        #expect(run.status == 0, "\(run)")
        #expect(try run.answer()["mode"]?.string == "HARDWARE")
        #expect(try run.answer()["kind"]?.string == "dcap")
        #expect(
            try Data(contentsOf: folder.appending(path: "user_report_data"))
                == Data(world.reportData))
        let combined = try await attest(
            home, ["--root", home.path, "--collateral", "collateral.json", "--yes", "--json"])
        #expect(try combined.answer()["kind"]?.string == "combined")
        try home.write(world.rootPEM, to: "root.pem")
        let verified = try await Binary.run(
            [
                "enclave", "verify", "combined.bin", "--root", "root.pem", "--at",
                "\(AttestationWorld.now)",
            ], home: home)
        #expect(verified.status == 0, "\(verified)")
        let other = try await Binary.run(
            [
                "enclave", "attest", "--out", "other.bin", "--root", home.path, "--node-key",
                validatorKey, "--unbound",
            ], home: home)
        #expect(other.status == 10)
        #expect(other.stderr.contains("another report"))
        try home.write("none", to: "\(device)/attestation_type")
        #expect(try await attest(home, ["--root", home.path, "--yes"]).status == 10)
    }

    @Test(
        "flags that make no sense together are exit 2",
        arguments: [
            ["--simulate", "--unbound"], ["--mrenclave", String(repeating: "00", count: 32)],
            ["--simulate", "--mrenclave", "00"], ["--simulate", "--root", "/"],
            ["--simulate", "--at", "report"],
        ])
    func usage(_ words: [String]) async throws {
        #expect(try await attest(try TemporaryHome(), words).status == 2)
    }
}
