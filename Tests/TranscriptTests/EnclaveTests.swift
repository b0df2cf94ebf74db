import Foundation
import TestSupport
import Testing

/// The enclave commands, run as scripts run them, on a world of attestation of their own.
struct EnclaveTests {
    /// A home with a quote, its collateral and its root in it.
    private func home(_ world: AttestationWorld = AttestationWorld()) throws -> TemporaryHome {
        let home = try TemporaryHome()
        try home.write(world.collateral(), to: "collateral.json")
        try home.write(world.rootPEM, to: "root.pem")
        try write(world.quote, to: "quote.bin", in: home)
        try write(world.combined(tlv: false), to: "combined.bin", in: home)
        return home
    }

    private func write(_ bytes: [UInt8], to name: String, in home: TemporaryHome) throws {
        try Data(bytes).write(to: URL(filePath: home.path).appending(path: name))
    }

    private func verify(
        _ home: TemporaryHome, _ more: [String] = [], file: String = "quote.bin"
    ) async throws -> Binary.Result {
        try await Binary.run(
            [
                "enclave", "verify", file, "--at", "\(AttestationWorld.now)", "--root", "root.pem",
            ] + more, home: home)
    }

    @Test("a good quote is accepted, with the fields that scripts read")
    func accepted() async throws {
        let home = try home()
        let run = try await verify(home, ["--collateral", "collateral.json", "--json"])
        #expect(run.status == 0, "\(run)")
        let answer = try run.answer()
        #expect(answer["schema"]?.string == "secretctl/enclave-verify/v1")
        #expect(answer["verdict"]?.string == "accept")
        #expect(answer["class"]?.string == "UpToDate")
        #expect(answer["tcb_status"]?.string == "UpToDate")
        #expect(answer["advisory_ids"]?.array == [])
        #expect(answer["mrenclave_hex"]?.string == String(repeating: "11", count: 32))
        #expect(answer["mrsigner_hex"]?.string == String(repeating: "22", count: 32))
        #expect(answer["isv_prod_id"]?.integer == 1)
        #expect(answer["isv_svn"]?.integer == 2)
        #expect(answer["debug"]?.bool == false)
        #expect(answer["report_data_hex"]?.string == String(repeating: "5a", count: 64))
        #expect(answer["machine_id_hex"]?.string?.count == 40)
        #expect(answer["fmspc_hex"]?.string == "00606a000000")
        #expect(answer["reasons"]?.array == [])
        #expect(run.stderr == "")
    }

    @Test("what Intel advises is accepted with advisories, and said in words")
    func advised() async throws {
        var world = AttestationWorld()
        world.tcbInfo.levels = [.init("SWHardeningNeeded", advisories: ["INTEL-SA-00334"])]
        let home = try home(world)
        let json = try await verify(home, ["--collateral", "collateral.json", "--json"])
        #expect(json.status == 0)
        #expect(try json.answer()["verdict"]?.string == "accept_with_advisories")
        let text = try await verify(home, ["--collateral", "collateral.json"])
        #expect(text.stdout.hasPrefix("ACCEPT WITH ADVISORIES"))
        #expect(text.stdout.contains("WHAT TO DO"))
        #expect(text.stdout.contains("INTEL-SA-00334"))
    }

    @Test("a reject is exit 10: the verdict first, then why, then what to do")
    func rejected() async throws {
        var world = AttestationWorld()
        world.isDebug = true
        world.tcbInfo.nextUpdate = "2026-01-10T00:00:00Z"
        let home = try home(world)
        let run = try await verify(home, ["--collateral", "collateral.json"])
        #expect(run.status == 10)
        let lines = run.stdout.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "REJECT  EXPIRED, DEBUG")
        #expect(lines[2] == "WHY")
        #expect(lines[3].hasPrefix("- EXPIRED in tcb_info: valid until 2026-01-10T00:00:00Z"))
        #expect(run.stdout.contains("WHAT TO DO"))
        for line in lines { #expect(line.count <= 80, "\(line)") }
        let json = try await verify(home, ["--collateral", "collateral.json", "--json"])
        #expect(json.status == 10)
        let answer = try json.answer()
        #expect(answer["class"]?.string == "EXPIRED")
        #expect(answer["reasons"]?.array == [.string("EXPIRED"), .string("DEBUG")])
        #expect(answer["findings"]?[0]?["remedy"]?.string?.isEmpty == false)
        #expect(answer["tcb_status"]?.string == "UpToDate")
        #expect(json.stderr == "")
    }

    @Test("the roots are Intel's unless another is named")
    func intel() async throws {
        let home = try home()
        let run = try await Binary.run(
            [
                "enclave", "verify", "quote.bin", "--collateral", "collateral.json", "--at",
                "2026-01-15T00:00:00Z", "--json",
            ], home: home)
        #expect(run.status == 10)
        #expect(try run.answer()["class"]?.string == "UNTRUSTED_ROOT")
        #expect(try run.answer()["root"]?.string == "Intel")
    }

    @Test("what cannot be read is a reject of class MALFORMED; what is not there is exit 3")
    func unreadable() async throws {
        let home = try home()
        try home.write("no evidence at all", to: "text.txt")
        let run = try await verify(home, ["--json"], file: "text.txt")
        #expect(run.status == 10)
        #expect(try run.answer()["class"]?.string == "MALFORMED")
        #expect(try run.answer()["verdict"]?.string == "reject")
        let bad = try await verify(home, ["--collateral", "text.txt", "--json"])
        #expect(bad.status == 10)
        #expect(try bad.answer()["class"]?.string == "MALFORMED")
        for arguments in [
            ["verify", "nothing.bin"], ["verify", "quote.bin", "--collateral", "nothing.json"],
            ["verify", "quote.bin", "--root", "nothing.pem"],
            ["verify", "quote.bin", "--policy", "nothing"], ["inspect", "nothing.bin"],
            ["machine-id", "nothing.bin"],
        ] {
            let missing = try await Binary.run(["enclave"] + arguments + ["--json"], home: home)
            #expect(missing.status == 3, "\(arguments): \(missing)")
            #expect(missing.stdout == "")
            #expect(try missing.failure()["exit"]?.integer == 3)
        }
        let root = try await Binary.run(
            ["enclave", "verify", "quote.bin", "--root", "text.txt"], home: home)
        #expect(root.status == 2)
        let time = try await Binary.run(
            ["enclave", "verify", "quote.bin", "--at", "yesterday"], home: home)
        #expect(time.status == 2)
    }

    @Test("a quote without collateral is refused for that, and told so")
    func alone() async throws {
        let run = try await verify(try home(), ["--json"])
        #expect(run.status == 10)
        #expect(try run.answer()["reasons"]?.array == [.string("UNSUPPORTED")])
    }

    @Test("a combined file carries its own collateral; a policy is held against it")
    func combined() async throws {
        let home = try home()
        let run = try await verify(home, ["--json"], file: "combined.bin")
        #expect(run.status == 0, "\(run)")
        let mainnet = try await verify(
            home, ["--json", "--policy", "secret-mainnet"], file: "combined.bin")
        #expect(mainnet.status == 0, "\(mainnet)")
        #expect(try mainnet.answer()["policy"]?.string == "secret-mainnet")
        #expect(try mainnet.answer()["remarks"]?.array?.count == 3)
        try home.write(#"{"name": "mine", "isv_svn_min": 9}"#, to: "mine.json")
        let own = try await verify(
            home, ["--json", "--policy", "mine.json"], file: "combined.bin")
        #expect(own.status == 10)
        #expect(try own.answer()["class"]?.string == "POLICY")
        for name in ["intel", "secret-epid-prod", "secret-epid-test"] {
            let other = try await verify(home, ["--json", "--policy", name], file: "combined.bin")
            #expect(try other.answer()["policy"]?.string == name)
        }
    }

    @Test("a debug enclave passes where that is allowed")
    func debug() async throws {
        var world = AttestationWorld()
        world.isDebug = true
        let home = try home(world)
        let run = try await verify(
            home, ["--collateral", "collateral.json", "--allow-debug", "--json"])
        #expect(run.status == 0)
        #expect(try run.answer()["debug"]?.bool == true)
    }

    @Test("inspect tells what a file says and judges nothing")
    func inspect() async throws {
        let home = try home()
        let quote = try await Binary.run(
            ["enclave", "inspect", "quote.bin", "--json"], home: home)
        #expect(quote.status == 0)
        #expect(try quote.answer()["kind"]?.string == "dcap")
        #expect(try quote.answer()["quote_version"]?.integer == 3)
        let combined = try await Binary.run(
            ["enclave", "inspect", "combined.bin", "--json"], home: home)
        #expect(try combined.answer()["format"]?.string == "legacy")
        // Signatures in its certificates differ in length from one making to the next.
        #expect((try combined.answer()["quote_len"]?.integer ?? 0) > 1020)
        let text = try await Binary.run(["enclave", "inspect", "quote.bin"], home: home)
        #expect(text.stdout.hasPrefix("UNVERIFIED"))
        try write(IASWorld().certificate(), to: "node.der", in: home)
        let node = try await Binary.run(["enclave", "inspect", "node.der", "--json"], home: home)
        #expect(try node.answer()["kind"]?.string == "certificate")
        #expect(try node.answer()["ias_status"]?.string == "OK")
        try home.write("nonsense", to: "text.txt")
        let bad = try await Binary.run(["enclave", "inspect", "text.txt", "--json"], home: home)
        #expect(bad.status == 10)
        #expect(try bad.failure()["code"]?.string == "attestation_malformed")
    }

    @Test("a node certificate is judged for the time of its report")
    func certificate() async throws {
        let home = try TemporaryHome()
        let world = IASWorld()
        try write(world.certificate(), to: "node.der", in: home)
        try write(world.rootDER, to: "root.der", in: home)
        let words = ["enclave", "verify", "node.der", "--root", "root.der", "--json"]
        let run = try await Binary.run(words + ["--at", "report"], home: home)
        #expect(run.status == 0, "\(run)")
        #expect(try run.answer()["tcb_status"]?.string == "OK")
        #expect(try run.answer()["judged_for"]?.string == "2023-09-27T15:51:58.044803Z")
        let late = try await Binary.run(words + ["--at", "2026-11-20T09:36:58Z"], home: home)
        #expect(try late.answer()["class"]?.string == "EXPIRED")
    }

    @Test("the machine's id is one word")
    func machineID() async throws {
        let home = try home()
        let run = try await Binary.run(["enclave", "machine-id", "combined.bin"], home: home)
        #expect(run.status == 0)
        #expect(run.stdout.count == 41)
        let json = try await Binary.run(
            ["enclave", "machine-id", "quote.bin", "--json"], home: home)
        #expect(try json.answer()["machine_id_hex"]?.string == String(run.stdout.dropLast()))
        var world = AttestationWorld()
        world.certificationType = 3
        try write(world.quote, to: "bare.bin", in: home)
        #expect(
            try await Binary.run(["enclave", "machine-id", "bare.bin"], home: home).status == 10)
    }
}

/// Real evidence through the command, where it lies beside the repository.
@Suite(.enabled(if: SharedAttestation.isPresent, "the shared evidence is not on this machine"))
struct RealEvidenceTests {
    @Test("real samples have their verdicts on the command line too")
    func samples() async throws {
        for sample in try SharedAttestation.samples() {
            for wanted in sample.node["evaluations"]?.array ?? [] {
                guard let words = words(for: sample) else { continue }
                let time = wanted["at_time"]?.integer.map { ["--at", "\($0)"] } ?? []
                let run = try await Binary.run(["enclave", "verify"] + words + time + ["--json"])
                let answer = try run.answer()
                let isReject = answer["verdict"]?.string == "reject"
                let word = (isReject ? "REJECT:" : "ACCEPT:") + (answer["class"]?.string ?? "")
                #expect(word == wanted["verdict"]?.string, "\(sample.name): \(run)")
                #expect(run.status == (isReject ? 10 : 0))
            }
        }
    }

    private func words(for sample: SharedAttestation.Sample) -> [String]? {
        switch sample.kind {
        case "dcap", "dcap-parse":
            guard let quote = sample.path("quote") else { return nil }
            return [quote] + (sample.path("collateral").map { ["--collateral", $0] } ?? [])
        case "secret-ias-cert": return sample.path("cert").map { [$0] }
        default: return sample.path("report").map { [$0] }
        }
    }
}
