import TestSupport
import Testing

/// `gov …` on a node of its own.
struct GovFlowTests {
    @Test("a text is submitted, paid for, voted on once, changed, and counted")
    func text() async throws {
        try await Workbench.with { bench in
            #expect(try await bench.ask("gov", "list")["proposals"]?.array == [])
            let plan = try await bench.run([
                "gov", "submit", "--title", "Meet", "--summary", "We meet in May.", "--deposit",
                "10scrt", "--from", "alice", "--dry-run",
            ])
            #expect(plan.status == 0, "\(plan)")
            #expect(plan.stdout.contains("nothing by itself: it is a text"))
            let made = try await bench.change(
                "gov", "submit", "--title", "Meet", "--summary", "We meet in May.", "--deposit",
                "10scrt")
            #expect(made["proposal_id"]?.integer == 1)
            #expect(made["voting_begins"]?.bool == false)
            let early = try await bench.refusal(["gov", "vote", "1", "yes"], 10)
            #expect(early["code"]?.string == "proposal_closed")
            let paid = try await bench.change("gov", "deposit", "1", "1000scrt")
            #expect(paid["done"]?.bool == true)
            let open = try await bench.ask("gov", "show", "1")
            #expect(open["status"]?.string == "voting")
            #expect((open["seconds_left"]?.integer ?? 0) > 0)
            #expect(open["own_vote"] == .null)

            let voted = try await bench.change("gov", "vote", "1", "yes")
            #expect(voted["votes"]?[0]?["vote"]?.string == "yes")
            let again = try await bench.change("gov", "vote", "1", "yes")
            #expect(again["done"]?.bool == false)
            #expect(again["reason_code"]?.string == "voted_already")
            let weighted = try await bench.change("gov", "vote", "1", "no=0.25,yes=0.75")
            #expect(weighted["votes"]?[0]?["vote"]?.string == "yes=0.75,no=0.25")
            let list = try await bench.ask("gov", "list", "--status", "voting")
            #expect(list["proposals"]?[0]?["own_vote"]?.array?.count == 2)
            let tally = try await bench.ask("gov", "tally", "1")
            #expect(tally["final"]?.bool == false)
            #expect(tally["forecast"]?["verdict"]?.string == "no_quorum")
            let late = try await bench.refusal(
                ["gov", "vote", "1", "no", "--min-time-left", "1h"], 10)
            #expect(late["code"]?.string == "too_late")
            try await byPolicy(bench)
            #expect(try await bench.refusal(["gov", "vote", "7", "no"], 3)["exit"]?.integer == 3)
            #expect(try await bench.run(["gov", "show", "7"]).status == 3)
            _ = try await bench.ask("query", "proposal", "1")
            _ = try await bench.ask("query", "proposals")
        }
    }

    private func byPolicy(_ bench: Workbench) async throws {
        let policy = try bench.wallet.home.write(#"{"votes": {"1": "abstain"}}"#, to: "policy.json")
        let voted = try await bench.change("gov", "vote", "--policy", policy)
        #expect(voted["votes"]?[0]?["vote"]?.string == "abstain")
        let again = try await bench.change("gov", "vote", "--policy", policy)
        #expect(again["done"]?.bool == false)
        #expect(again["skipped"]?[0]?["reason"]?.string == "voted so before")
        let hasty = try bench.wallet.home.write(
            #"{"votes": {"1": "yes"}, "min_time_left": "1d"}"#, to: "hasty.json")
        let late = try await bench.change("gov", "vote", "--policy", hasty)
        #expect(late["reason_code"]?.string == "nothing_to_vote")
    }

    @Test("messages of a file are shown in plain words before they are submitted")
    func messages() async throws {
        try await Workbench.with { bench in
            let file = try bench.wallet.home.write(
                """
                {"title": "Pay", "summary": "Pay for it.", "deposit": "2000000000uscrt",
                 "messages": [{"@type": "/cosmos.distribution.v1beta1.MsgCommunityPoolSpend",
                   "authority": "secret10d07y265gmmuvt4z0w9aw880jnsr700jc88vt0",
                   "recipient": "\(Wallet.other)",
                   "amount": [{"denom": "uscrt", "amount": "5000000"}]}]}
                """, to: "proposal.json")
            let plan = try await bench.run(
                ["gov", "submit", file, "--from", "alice", "--dry-run"])
            #expect(plan.status == 0, "\(plan)")
            #expect(plan.stdout.contains("pay 5 SCRT of the community pool to"), "\(plan)")
            let made = try await bench.change("gov", "submit", file)
            #expect(made["proposal_id"]?.integer == 1)
            #expect(made["voting_begins"]?.bool == true)
            let shown = try await bench.ask("gov", "show", "1")
            #expect(shown["effects"]?[0]?.string?.hasPrefix("pay 5 SCRT of") == true)
            for (name, text) in [
                ("no.json", "{}"), ("type.json", #"{"title":"a","summary":"b","messages":[{}]}"#),
                ("odd.json", #"{"title":"a","summary":"b","sumary":"c"}"#),
            ] {
                let bad = try bench.wallet.home.write(text, to: name)
                _ = try await bench.refusal(["gov", "submit", bad], 2)
            }
            let absent = bench.wallet.home.path + "/absent.json"
            _ = try await bench.refusal(["gov", "submit", absent], 3)
        }
    }
}
