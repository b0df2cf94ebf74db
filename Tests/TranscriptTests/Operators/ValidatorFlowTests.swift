import Foundation
import TestSupport
import Testing

/// `validator …` on a node of its own.
struct ValidatorFlowTests {
    private static let key = Data((0..<32).map { UInt8($0) }).base64EncodedString()

    private static let terms = [
        "validator", "create", "--moniker", "mine", "--self-delegation", "1000scrt",
        "--min-self-delegation", "900scrt", "--commission", "5%", "--commission-max", "20%",
        "--commission-daily-max", "0.01", "--pubkey", key,
    ]

    @Test("a validator is made after its name was typed, changed, jailed, and comes back")
    func life() async throws {
        try await Workbench.with { bench in
            let none = try await bench.run(["validator", "status", "--json"])
            #expect(none.status == 3)
            let plan = try await bench.run(
                Self.terms + ["--from", "alice", "--dry-run", "--json"])
            #expect(plan.status == 0, "\(plan)")
            #expect(try plan.answer()["rank_after"]?.integer == 2)
            #expect(try plan.answer()["max_rate"]?.string == "0.200000000000000000")
            // Yes alone is not enough for what is for ever.
            let unnamed = try await bench.refusal(Self.terms, 4)
            #expect(unnamed["message"]?.string?.contains("--confirm mine") == true)
            let other = try await bench.refusal(Self.terms + ["--confirm", "yours"], 2)
            #expect(other["code"]?.string == "confirmation_differs")
            let made = try await bench.run(
                Self.terms + bench.wallet.signing + ["--confirm", "mine", "--json"])
            #expect(made.status == 0, "\(made)")
            let again = try await bench.refusal(Self.terms + ["--confirm", "mine"], 9)
            #expect(again["code"]?.string == "validator_exists")

            let status = try await bench.ask("validator", "status", "alice")
            #expect(status["moniker"]?.string == "mine")
            #expect(status["rank"]?.integer == 2)
            #expect(status["self_delegation"]?.string == "1000000000")
            #expect(try await bench.ask("validator", "status")["address"] == status["address"])
            let rates = try await bench.ask("validator", "commission", "mine")
            #expect(rates["max_rate"]?.string == "0.200000000000000000")
            #expect(rates["may_change"]?.bool == false)
            let late = try await bench.refusal(["validator", "edit", "--commission", "6%"], 2)
            #expect(late["message"]?.string?.contains("less than a day ago") == true)
            let above = try await bench.refusal(["validator", "edit", "--commission", "30%"], 2)
            #expect(above["message"]?.string?.contains("never above 20 %") == true)
            let lower = try await bench.refusal(
                ["validator", "edit", "--min-self-delegation", "1scrt"], 2)
            #expect(lower["code"]?.string == "bad_terms")
            _ = try await bench.refusal(["validator", "edit"], 2)
            let edited = try await bench.change(
                "validator", "edit", "--website", "https://example.org")
            #expect(edited["website"]?.string == "https://example.org")
            let shown = try await bench.ask("query", "validator", "mine")
            #expect(shown["description"]?["website"]?.string == "https://example.org")
            try await backFromJail(bench)
        }
    }

    private func backFromJail(_ bench: Workbench) async throws {
        let free = try await bench.refusal(["validator", "unjail"], 10)
        #expect(free["code"]?.string == "not_jailed")
        // Below its own least stake a validator is jailed at once.
        _ = try await bench.change("stake", "undelegate", "200scrt", "--validator", "mine")
        let jailed = try await bench.ask("validator", "status", "mine")
        #expect(jailed["jailed"]?.bool == true)
        let poor = try await bench.refusal(["validator", "unjail", "--when-safe"], 10)
        #expect(poor["code"]?.string == "self_delegation_too_small")
        _ = try await bench.change("stake", "delegate", "200scrt", "--to", "mine")
        let plan = try await bench.run(
            ["validator", "unjail", "--from", "alice", "--dry-run"])
        #expect(plan.status == 0, "\(plan)")
        #expect(plan.stdout.contains("2 of 80") || plan.stdout.contains("2 of 100"), "\(plan)")
        #expect(try await bench.change("validator", "unjail")["done"]?.bool == true)
        let back = try await bench.ask("validator", "status", "mine")
        #expect(back["jailed"]?.bool == false)
    }

    @Test(
        "the way back from jail is barred with its own code, and costs nothing",
        arguments: [
            (#""jailed_until": "2999-01-01T00:00:00Z", "tombstoned": false"#, 10, "still_jailed"),
            (#""jailed_until": "2020-01-01T00:00:00Z", "tombstoned": true"#, 9, "tombstoned"),
            (
                #""jailed_until": "2020-01-01T00:00:00Z", "tombstoned": false"#, 10,
                "node_catching_up"
            ),
        ] as [(String, Int32, String)])
    func barred(_ signing: String, _ exit: Int32, _ code: String) async throws {
        let wallet = try await Wallet()
        let facts = """
            {"operator_address": "\(Wallet.validator)", "jailed": true, "status": \
            "BOND_STATUS_UNBONDING", "tokens": "5000000", "delegator_shares": \
            "5000000.000000000000000000", "min_self_delegation": "1", "description": {"moniker": \
            "mine"}, "consensus_pubkey": {"@type": "/cosmos.crypto.ed25519.PubKey", "key": \
            "\(Self.key)"}}
            """
        let stub = try StubNode(
            Canned.routes.merging([
                "/cosmos/staking/v1beta1/validators/\(Wallet.validator)":
                    .json(200, "{\"validator\": \(facts)}"),
                "/cosmos/slashing/v1beta1/signing_infos/\(Self.consensusAddress)": .json(
                    200,
                    """
                    {"val_signing_info": {"address": "x", "start_height": "1", "index_offset": \
                    "5", \(signing), "missed_blocks_counter": "2"}}
                    """),
                "/cosmos/base/tendermint/v1beta1/syncing": .json(200, #"{"syncing": true}"#),
            ]) { $1 })
        for words in [[], ["--dry-run"]] {
            let run = try await wallet.run(
                ["validator", "unjail", "--json", "--node", stub.url] + words + wallet.signing)
            #expect(run.status == exit, "\(run)")
            #expect(try run.failure()["code"]?.string == code)
            #expect(run.stdout.isEmpty)
        }
        let patient = try await wallet.run(
            ["validator", "unjail", "--when-safe", "--max-wait", "1s", "--node", stub.url]
                + wallet.signing)
        #expect(patient.status == exit, "\(patient)")
    }

    /// Of the key above: SHA-256 cut to 20 bytes, in bech32.
    private static let consensusAddress = "secretvalcons1vvxu62txcsekdygj23ythvjmfl6p9fyujq65yv"
}
