import TestSupport
import Testing

/// `grant …`, and what a key for cron may do with it, on a node of its own.
struct GrantFlowTests {
    @Test("a key for cron does its jobs for the owner, pays nothing, and can do nothing else")
    func cron() async throws {
        try await Workbench.with { bench in
            let cron = try await addKey(bench)
            _ = try await bench.change("stake", "100000000scrt", "--to", "validator")
            let given = try await bench.change(
                "grant", "cron", "cron", "--for", "compound,vote", "--validator", "validator",
                "--expires", "1y")
            #expect(given["rights"]?.array?.count == 4)
            #expect(given["grantee"]?.string == cron)
            #expect(given["commands"]?[0]?.string?.contains("stake compound --from cron") == true)
            let list = try await bench.ask("grant", "authz", "list", "alice")
            #expect(list["given"]?.array?.count == 4)
            let fees = try await bench.ask("grant", "feegrant", "list", "cron")
            #expect(fees["received"]?[0]?["granter"]?.string == Wallet.address)

            let before = try await bench.sequence()
            let compounded = try await act(bench, ["stake", "compound", "--min", "1uscrt"])
            #expect(compounded["done"]?.bool == true)
            #expect(compounded["grantor"]?.string == Wallet.address)
            #expect(compounded["fee_granter"]?.string == Wallet.address)
            let again = try await act(bench, ["stake", "compound", "--min", "1uscrt"])
            #expect(again["done"]?.bool == false)
            #expect(try await bench.sequence() == before)
            let poor = try await bench.run(["query", "balance", cron, "--json"])
            #expect(try poor.answer()["amount"]?.string == "0")
            try await votes(bench)
            try await bounds(bench)
        }
    }

    private func votes(_ bench: Workbench) async throws {
        _ = try await bench.change(
            "gov", "submit", "--title", "a", "--summary", "b", "--deposit", "1000scrt")
        let voted = try await act(bench, ["gov", "vote", "1", "yes"])
        #expect(voted["voter"]?.string == Wallet.address)
        let shown = try await bench.ask("gov", "show", "1", "--voter", "alice")
        #expect(shown["own_vote"]?[0]?["option"]?.string == "yes")
    }

    private func bounds(_ bench: Workbench) async throws {
        let refused = try await bench.run(
            ["stake", "undelegate", "1scrt", "--to", "validator", "--grantor", "alice"]
                + Self.signing(bench) + ["--json"])
        #expect(refused.status == 6, "\(refused)")
        let taken = try await bench.change("grant", "cron", "cron", "--revoke")
        #expect(taken["msg_type_urls"]?.array?.count == 4)
        #expect(taken["fees"]?.bool == true)
        let late = try await bench.run(
            ["gov", "vote", "1", "no", "--grantor", "alice"] + Self.signing(bench) + ["--json"])
        #expect(late.status == 6, "\(late)")
        let twice = try await bench.change("grant", "cron", "cron", "--revoke")
        #expect(twice["done"]?.bool == false)
    }

    @Test("single rights and fees are given, listed in plain words, and taken back")
    func single() async throws {
        try await Workbench.with { bench in
            _ = try await addKey(bench)
            _ = try await bench.change(
                "grant", "authz", "give", "cron", "--message", "delegate", "--validator",
                "validator", "--max", "5scrt", "--expires", "1d")
            let unnamed = try await bench.refusal(
                ["grant", "authz", "give", "cron", "--message", "send", "--expires", "never"], 4)
            #expect(unnamed["message"]?.string?.contains("--confirm secret1") == true)
            let some = try await bench.change(
                "grant", "authz", "give", "cron", "--message", "send", "--max", "5scrt", "--to",
                Wallet.other, "--expires", "never")
            #expect(some["expiration"] == .null)
            _ = try await bench.change(
                "grant", "feegrant", "give", "cron", "--limit", "1scrt", "--expires", "1d")
            let more = try await bench.change(
                "grant", "feegrant", "give", "cron", "--limit", "2scrt", "--expires", "never")
            #expect(more["spend_limit"]?[0]?["amount"]?.string == "2000000")
            let text = try await bench.run(["grant", "authz", "list", "alice"])
            #expect(text.stdout.contains("pay 5 SCRT in all to 1 named accounts alone"))
            let words = try await bench.ask("grant", "feegrant", "list", "alice")
            #expect(words["given"]?[0]?["terms"]?.string == "up to 2 SCRT")

            _ = try await act(bench, ["stake", "delegate", "3scrt", "--to", "validator"])
            let over = try await bench.run(
                ["stake", "3scrt", "--to", "validator", "--grantor", "alice"]
                    + Self.signing(bench) + ["--json"])
            #expect(over.status == 6, "\(over)")
            _ = try await bench.change("grant", "authz", "revoke", "cron", "--message", "send")
            let gone = try await bench.change(
                "grant", "authz", "revoke", "cron", "--message", "send")
            #expect(gone["done"]?.bool == false)
            _ = try await bench.change("grant", "authz", "revoke", "cron", "--all")
            _ = try await bench.change("grant", "feegrant", "revoke", "cron")
            let none = try await bench.ask("grant", "authz", "list", "alice")
            #expect(none["given"]?.array == [])
            let oneself = try await bench.refusal(
                ["grant", "authz", "give", "alice", "--message", "vote", "--expires", "1d"], 2)
            #expect(oneself["code"]?.string == "grant_to_oneself")
        }
    }

    private func addKey(_ bench: Workbench) async throws -> String {
        let made = try await bench.wallet.run([
            "keys", "add", "cron", "--passphrase-file", bench.wallet.passphrase, "--json",
        ])
        return try #require(made.answer()["address"]?.string, "\(made)")
    }

    private static func signing(_ bench: Workbench) -> [String] {
        ["--from", "cron", "--passphrase-file", bench.wallet.passphrase, "--yes"]
    }

    private func act(_ bench: Workbench, _ words: [String]) async throws -> JSONNode {
        let run = try await bench.run(
            words + ["--grantor", "alice", "--json"] + Self.signing(bench))
        try #require(run.status == 0, "\(words): \(run)")
        return try run.answer()
    }
}
