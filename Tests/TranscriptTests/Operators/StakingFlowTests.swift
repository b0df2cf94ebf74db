import TestSupport
import Testing

/// `stake …` on a node of its own.
struct StakingFlowTests {
    @Test("stake goes out, comes back, is given back, and the status shows each step")
    func wayOfStake() async throws {
        try await Workbench.with { bench in
            let done = try await bench.change(
                "stake", "delegate", "1000scrt", "--to", "validator")
            #expect(done["done"]?.bool == true)
            #expect(done["amount"]?["amount"]?.string == "1000000000")
            #expect(done["moniker"]?.string == "validator")
            #expect(done["rank_after"]?.integer == 1)
            let validator = try #require(done["validator"]?.string)
            _ = try await bench.change("stake", "undelegate", "300scrt", "--validator", validator)
            let half = try await bench.ask("stake", "status", "alice")
            #expect(half["staked"]?.string == "700000000")
            #expect(half["unbonding"]?.string == "300000000")
            let entry = try #require(half["unbondings"]?[0])
            #expect(entry["completion_time"]?.string?.hasSuffix("Z") == true)
            let part = try await bench.change(
                "stake", "cancel-unbonding", "100scrt", "--validator", "validator")
            #expect(part["creation_height"]?.integer == entry["creation_height"]?.integer)
            _ = try await bench.change("stake", "cancel-unbonding", "--validator", "VALIDATOR")
            let whole = try await bench.ask("stake", "status", "alice")
            #expect(whole["staked"]?.string == "1000000000")
            #expect(whole["unbondings"]?.array == [])
            let standing = try #require(whole["validators"]?[0])
            #expect(standing["rank"]?.integer == 1)
            #expect(standing["voting_power"]?.integer == 100_000_001_000)
            #expect(standing["signing"]?["slashing_budget"]?["blocks_left"]?.integer ?? 0 > 0)
            #expect(whole["redelegations"]?.array == [])
            let none = try await bench.refusal(
                ["stake", "cancel-unbonding", "--validator", "validator"], 3)
            #expect(none["code"]?.string == "no_unbonding")
        }
    }

    @Test("what cannot be done is refused before anything is signed, and says why")
    func refusals() async throws {
        try await Workbench.with { bench in
            for (words, exit, code) in [
                (["stake", "1scrt", "--to", "nobody"], 3, "unknown_validator"),
                (["stake", "1scrt", "--to", Wallet.validator], 3, "unknown_validator"),
                (["stake", "1scrt", "--to", "alice"], 3, "unknown_validator"),
                (["stake", "undelegate", "1scrt", "--to", "validator"], 6, "stake_too_small"),
                (
                    ["stake", "redelegate", "1scrt", "--src", "validator", "--dst", "validator"], 2,
                    "bad_terms"
                ),
                (
                    ["stake", "auto", "on", "--validator", "validator"], 3, "no_stake"
                ),
                (["stake", "claim", "--commission"], 3, "no_operator"),
                (["stake", "1scrt", "--to", Wallet.other], 2, "invalid_address"),
                (["stake", "1", "--to", "validator"], 2, "bad_amount"),
            ] as [([String], Int32, String)] {
                let failure = try await bench.refusal(words, exit)
                #expect(failure["code"]?.string == code, "\(words): \(failure)")
            }
            let near = try await bench.refusal(["stake", "1scrt", "--to", "valid"], 3)
            #expect(near["hint"]?.string == "did you mean 'validator'?")
        }
    }

    @Test("claim and compound do one transaction, and nothing where nothing waits")
    func earnings() async throws {
        try await Workbench.with { bench in
            let nothing = try await bench.change("stake", "claim")
            #expect(nothing["done"]?.bool == false)
            #expect(nothing["reason_code"]?.string == "nothing_waiting")
            _ = try await bench.change("stake", "100000000scrt", "--to", "validator")
            try await bench.makeBlock()
            let waiting = try await bench.ask("stake", "rewards", "alice")
            #expect(waiting["rewards"]?[0]?["moniker"]?.string == "validator")
            let before = try await bench.sequence()
            let high = try await bench.change("stake", "claim", "--min", "900000000000scrt")
            #expect(high["reason_code"]?.string == "below_threshold")
            let claimed = try await bench.change("stake", "claim", "--all")
            #expect(claimed["claimed"]?["amount"]?.string != "0")
            #expect(claimed["receiver"]?.string == Wallet.address)
            #expect(try await bench.sequence() == before + 1)
            try await bench.makeBlock()
            let plan = try await bench.change("stake", "compound", "--dry-run")
            #expect(plan["done"]?.bool == false)
            #expect(plan["messages"]?.array?.count == 2)
            let compounded = try await bench.change("stake", "compound", "--min", "1uscrt")
            #expect(compounded["done"]?.bool == true)
            #expect(compounded["waiting"] == compounded["delegated"])
            let amount = { (name: String) in Int(compounded[name]?["amount"]?.string ?? "") ?? -1 }
            // The block of the transaction itself has paid something too.
            #expect(amount("claimed") == amount("delegated") + amount("kept"))
            let again = try await bench.change("stake", "compound", "--min", "1uscrt")
            #expect(again["done"]?.bool == false)
            #expect(try await bench.sequence() == before + 3)
        }
    }

    @Test("compound started twice at the same moment is one transaction")
    func atOnce() async throws {
        try await Workbench.with { bench in
            _ = try await bench.change("stake", "100000000scrt", "--to", "validator")
            try await bench.makeBlock()
            let before = try await bench.sequence()
            let answers = try await withThrowingTaskGroup(of: JSONNode.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        try await bench.change("stake", "compound", "--min", "1uscrt")
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0["done"]?.bool == true } == 1, "\(answers)")
            for answer in answers where answer["done"]?.bool == false {
                let why = answer["reason_code"]?.string ?? ""
                #expect(["busy", "nothing_waiting", "below_threshold"].contains(why))
            }
            #expect(try await bench.sequence() == before + 1)
        }
    }

    @Test("a payment whose answer was lost is settled by the next run, not made again")
    func afterACrash() async throws {
        try await Workbench.with(arguments: ["--block-time", "400ms"]) { bench in
            _ = try await bench.change("stake", "100000000scrt", "--to", "validator")
            try await bench.makeBlock()
            let before = try await bench.sequence()
            // Nobody waits for this one: for the next run it has no known end.
            let first = try await bench.change("stake", "compound", "--wait", "0")
            #expect(first["height"] == .null)
            let second = try await bench.change(
                "stake", "compound", "--min", "900000000scrt")
            #expect(second["done"]?.bool == false)
            #expect(try await bench.sequence() == before + 1)
            let hash = try #require(first["tx_hash"]?.string)
            #expect(try await bench.run(["tx", "status", hash]).status == 0)
        }
    }

    @Test("the chain itself restakes, where it is told to")
    func automatic() async throws {
        try await Workbench.with { bench in
            _ = try await bench.change("stake", "5scrt", "--to", "validator")
            let few = try await bench.refusal(
                ["stake", "auto", "on", "--validator", "validator"], 6)
            #expect(few["code"]?.string == "below_restake_threshold")
            _ = try await bench.change("stake", "50scrt", "--to", "validator")
            let on = try await bench.change("stake", "auto", "on", "--validator", "validator")
            #expect(on["auto_restake"]?.bool == true)
            let again = try await bench.change("stake", "auto", "on", "--validator", "validator")
            #expect(again["done"]?.bool == false)
            let status = try await bench.ask("stake", "auto", "status", "alice")
            #expect(status["delegations"]?[0]?["auto_restake"]?.bool == true)
            #expect(status["period_blocks"]?.integer == 1000)
            let off = try await bench.change("stake", "auto", "off", "--validator", "validator")
            #expect(off["done"]?.bool == true)
        }
    }
}
