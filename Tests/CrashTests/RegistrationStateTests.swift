import Foundation
import SecretBase
import TestSupport
import Testing

@Suite("what a registration keeps on disk, and what it asks for first")
struct RegistrationStateTests {
    @Test("damaged notes stop a payment that nobody can rule out, and no registration that is done")
    func damagedJournal() async throws {
        let stage = try RegistrationStage(.init(isHolding: true))
        #expect(try await stage.run("--wait", "1").status == 8)
        let file = try #require(
            stage.files(".json").first { $0.hasPrefix("second/registration/") })
        for text in ["", "{", #"{"chain_id":"secretdev-1"}"#, #"{"transactions":[1]}"#] {
            try stage.home.write(text, to: file)
            let run = try await stage.run()
            #expect(run.status == 9, "\(run)")
            #expect(try run.failure()["code"]?.string == "journal_damaged")
            #expect(try run.failure()["message"]?.string?.contains(file) == true)
        }
        #expect(stage.chain.broadcasts == 1)
        stage.chain.change { $0.isHolding = false }
        let run = try await stage.run()
        #expect(run.status == 0, "\(run)")
        #expect(try stage.hasSeeds() && stage.chain.included.count == 1)
    }

    @Test("where the notes cannot be written, nothing is sent")
    func unwritable() async throws {
        let stage = try RegistrationStage()
        try stage.home.write("a file where a folder is wanted", to: "second/registration")
        let run = try await stage.run()
        #expect(
            try run.status == 1 && run.failure()["code"]?.string == "state_unwritable", "\(run)")
        try FileManager.default.removeItem(atPath: stage.node + "/registration")
        // A limit on the size of files is a disk that is full.
        let words = [Binary.path] + stage.words()
        let full = try await Binary.run(
            program: "/bin/sh",
            ["-c", "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\""] + words, stdin: .none,
            stdout: .captured, environment: ["PATH": "/usr/bin:/bin", "HOME": stage.home.path],
            directory: stage.home.path, timeout: 60)
        #expect(full.status == 1, "\(full)")
        #expect(stage.chain.broadcasts == 0 && !stage.isSealed)
        #expect(try await stage.run().status == 0)
        #expect(try stage.hasSeeds() && stage.chain.included.count == 1)
    }

    @Test("seeds that find no room on disk are taken by the next run, and nothing is paid again")
    func fullDisk() async throws {
        let stage = try RegistrationStage()
        stage.chain.register()
        let full = try await Binary.run(
            program: "/bin/sh",
            ["-c", "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\"", Binary.path] + stage.words(),
            stdin: .none, stdout: .captured,
            environment: ["PATH": "/usr/bin:/bin", "HOME": stage.home.path],
            directory: stage.home.path, timeout: 60)
        #expect(full.status == 1 && !stage.isSealed, "\(full)")
        #expect(try await stage.run().status == 0)
        #expect(try stage.hasSeeds() && stage.chain.broadcasts == 0)
    }

    @Test("a rehearsal tells fee and steps, and leaves no trace")
    func rehearsal() async throws {
        let stage = try RegistrationStage()
        let before = stage.files("")
        let run = try await stage.run("--dry-run")
        #expect(run.status == 0, "\(run)")
        let answer = try run.answer()
        #expect(answer["done"]?.bool == false && answer["seeds"]?.string == "none")
        #expect(answer["fee"]?["amount"]?.string != nil)
        #expect(answer["node_key_hex"]?.string == Hex.encode(stage.nodeKey))
        let steps = (answer["steps"]?.array ?? []).map { $0["step"]?.string }
        #expect(steps == ["key", "attested", "verified"])
        #expect(stage.files("") == before && stage.chain.broadcasts == 0)
        // A home that is not there yet is not made either.
        let words = stage.words(evidence: ["--simulate", "--dry-run"]).map {
            $0 == stage.node ? stage.home.path + "/third" : $0
        }
        let third = try await Binary.run(words, home: stage.home)
        #expect(third.status == 0, "\(third)")
        #expect(try third.answer()["node_key_hex"] == .null)
        #expect(stage.files("") == before)
    }

    @Test("unasked, nothing is paid: exit 4, and the option is named")
    func consent() async throws {
        let stage = try RegistrationStage()
        let words = stage.words().filter { $0 != "--yes" }
        let run = try await Binary.run(words, home: stage.home)
        #expect(run.status == 4 && run.stderr.contains("--yes"), "\(run)")
        #expect(stage.chain.broadcasts == 0)
    }

    @Test(
        "bad words are exit 2, an unknown key is exit 3, before anything is asked",
        arguments: [
            ([], 2), (["--simulate", "--attestation", "x"], 2), (["--simulate", "--wait", "0"], 2),
            (["--simulate", "--secretd", "x"], 2), (["--simulate", "--node-key", "00"], 2),
            (["--simulate", "--replace-machine-id", "12"], 2),
            (["--simulate", "--replace-machine-id", String(repeating: "g", count: 40)], 2),
            (["--simulate", "--policy", "nobody's"], 3), (["--simulate", "--from", "bob"], 3),
        ] as [([String], Int32)])
    func words(_ evidence: [String], _ exit: Int32) async throws {
        let stage = try RegistrationStage()
        let run = try await stage.run(through: "http://127.0.0.1:9", evidence: evidence)
        #expect(run.status == exit && run.stdout.isEmpty, "\(run)")
    }

    @Test("the machine that is replaced is named to the network")
    func replaced() async throws {
        let stage = try RegistrationStage()
        let id = String(repeating: "ab", count: 20)
        let run = try await stage.run("--dry-run", "--replace-machine-id", id.uppercased())
        #expect(run.status == 0, "\(run)")
        #expect(run.stdout.contains(#""replace_machine_id":"\#(id)""#), "\(run)")
    }
}
