import TestSupport
import Testing

/// What every changing command of operators promises, whatever it does.
struct ConductTests {
    static let changes: [[String]] = [
        ["stake", "delegate", "5scrt", "--to", "validator"],
        ["stake", "undelegate", "5scrt", "--to", "validator"],
        ["stake", "redelegate", "5scrt", "--src", "validator", "--dst", "other"],
        ["stake", "cancel-unbonding", "--validator", "validator"],
        ["stake", "claim"], ["stake", "compound"],
        ["stake", "auto", "on", "--validator", "validator"],
        ["stake", "auto", "off", "--validator", "validator"],
        [
            "validator", "create", "--moniker", "x", "--self-delegation", "5scrt", "--commission",
            "5%", "--commission-max", "20%", "--commission-daily-max", "1%", "--pubkey",
            "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        ],
        ["validator", "edit", "--website", "x"], ["validator", "unjail"],
        ["gov", "vote", "1", "yes"], ["gov", "deposit", "1", "5scrt"],
        ["gov", "submit", "--title", "a", "--summary", "b"],
        ["grant", "cron", Wallet.other, "--for", "claim", "--expires", "1d"],
        ["grant", "authz", "give", Wallet.other, "--message", "vote", "--expires", "1d"],
        ["grant", "authz", "revoke", Wallet.other, "--all"],
        ["grant", "feegrant", "give", Wallet.other, "--limit", "5scrt", "--expires", "1d"],
        ["grant", "feegrant", "revoke", Wallet.other],
    ]

    @Test("without --yes and a terminal it is exit 4 at once, with stdin empty or closed")
    func neverWaits() async throws {
        let wallet = try await Wallet()
        let confirmed = ["--from", "alice", "--yes", "--json"] + SendTests.nowhere
        let unlocked =
            ["--from", "alice", "--passphrase-file", wallet.passphrase, "--json"]
            + SendTests.nowhere
        for (index, words) in Self.changes.enumerated() {
            // Every third also with an empty stdin, and every third without a passphrase.
            var runs = [try await wallet.run(words + unlocked, stdin: .closed)]
            if index % 3 == 0 { runs.append(try await wallet.run(words + unlocked)) }
            if index % 3 == 1 {
                runs.append(try await wallet.run(words + confirmed, stdin: .closed))
            }
            for run in runs {
                #expect(run.status == 4, "\(words): \(run)")
                #expect(try run.failure()["exit"]?.integer == 4)
            }
        }
    }

    @Test("a node that cannot be reached is exit 5, and nothing is signed")
    func unreachable() async throws {
        let wallet = try await Wallet()
        for words in Self.changes {
            let run = try await wallet.run(
                words + wallet.signing + ["--json"] + SendTests.nowhere)
            #expect(run.status == 5, "\(words): \(run)")
        }
        #expect(throws: (any Error).self) { try wallet.home.read("state/transactions") }
    }

    @Test("a rehearsal changes nothing: no block, no sequence, no file")
    func rehearsal() async throws {
        try await Workbench.with { bench in
            _ = try await bench.change("stake", "100000000scrt", "--to", "validator")
            _ = try await bench.change("stake", "undelegate", "5scrt", "--to", "validator")
            _ = try await bench.change(
                "gov", "submit", "--title", "a", "--summary", "b", "--deposit", "1000scrt")
            let (height, sequence) = (try await bench.height(), try await bench.sequence())
            let tree = bench.tree()
            for (index, words) in Self.changes.enumerated() {
                let run = try await bench.run(words + ["--from", "alice", "--dry-run", "--json"])
                guard run.status == 0 else {
                    // Some have nothing to do here; none may do anything.
                    #expect([3, 6, 10].contains(run.status), "\(words): \(run)")
                    continue
                }
                #expect(try run.answer()["done"]?.bool == false, "\(words): \(run)")
                guard index % 3 == 0 else { continue }
                let text = try await bench.run(words + ["--from", "alice", "--dry-run"])
                for line in text.stdout.split(separator: "\n") {
                    #expect(line.count <= 80, "\(line)")
                }
            }
            #expect(try await bench.height() == height)
            #expect(try await bench.sequence() == sequence)
            #expect(bench.tree() == tree)
        }
    }

    @Test("every question has an answer on the development node, in text and JSON")
    func questions() async throws {
        try await Workbench.with { bench in
            _ = try await bench.ask("query", "rewards", "alice")
            _ = try await bench.ask("query", "validator", "validator")
            _ = try await bench.ask("query", "proposals")
            let all = try await bench.ask("query", "params")
            #expect(all["params"]?["staking"]?["bond_denom"]?.string == "uscrt")
            #expect(all["params"]?["gov"] != nil)
            _ = try await bench.ask("query", "params", "slashing")
            #expect(try await bench.run(["query", "code", "1"]).status == 3)
            #expect(try await bench.run(["query", "contract", Wallet.other]).status == 3)
            #expect(try await bench.run(["query", "proposal", "1"]).status == 3)
            #expect(try await bench.run(["query", "validator", "nobody"]).status == 3)
        }
    }
}
