import TestSupport
import Testing

/// `query …` against a node with canned answers, in the forms of the real gateway.
struct QueryTests {
    static let alice = "secret1ap26qrlp8mcq2pg6r47w43l0y8zkqm8a450s03"
    static let bob = "secret1fc3fzy78ttp0lwuujw7e52rhspxn8uj52zfyne"
    /// An account that no genesis knows.
    static let nobody = "secret1ajf7seg4maeltr25595z4vvcnh2r8zs7wl9cfz"
    static let validator = "secretvaloper1ap26qrlp8mcq2pg6r47w43l0y8zkqm8aynpdzc"
    static let hash = "F9042D65637E4B5BDBC489A3189D046C522C12528AD82680125FA47B2BF9A8D7"

    private func ask(
        _ arguments: [String], _ routes: [String: StubNode.Reply] = Canned.routes
    ) async throws -> Binary.Result {
        let node = try StubNode(routes)
        let run = try await Binary.run(["query"] + arguments + ["--node", node.url])
        return run
    }

    @Test("account shows number, sequence and key, as JSON numbers and hex")
    func account() async throws {
        let run = try await ask(["account", Self.alice, "--json"])
        #expect(run.status == 0, "\(run)")
        let answer = try run.answer()
        #expect(answer["schema"]?.string == "secretctl/query-account/v1")
        #expect(answer["account_number"]?.integer == 7)
        #expect(answer["sequence"]?.integer == 42)
        #expect(
            answer["pubkey_hex"]?.string
                == "034ee8249f67e136139c3ed94ad63288f6c1de45ce66fa883247211a698f440cdf")
        #expect(run.stderr == "")
        let text = try await ask(["account", Self.alice])
        #expect(text.stdout.contains("sequence    42\n"))
    }

    @Test("an account that the chain has never seen is exit 3")
    func unknownAccount() async throws {
        let run = try await ask(["account", Self.bob, "--json"])
        #expect(run.status == 3)
        #expect(try run.failure()["code"]?.string == "unknown_account")
    }

    @Test("balance has the amount as a string of the base denomination")
    func balance() async throws {
        let answer = try await ask(["balance", Self.alice, "--json"]).answer()
        #expect(answer["denom"]?.string == "uscrt")
        #expect(answer["amount"]?.string == "2500000")
        #expect(answer["balances"]?.array?.count == 2)
        let other = try await ask(["balance", Self.alice, "--denom", "uatom", "--json"]).answer()
        #expect(other["amount"]?.string == "7")
        let none = try await ask(["balance", Self.alice, "--denom", "nothing", "--json"]).answer()
        #expect(none["amount"]?.string == "0")
        let text = try await ask(["balance", Self.alice])
        #expect(text.stdout == "address  \(Self.alice)\nbalance  2.5 SCRT\n         7 uatom\n")
    }

    @Test("validators are listed by stake, and found by address")
    func validators() async throws {
        let list = try await ask(["validators", "--json"]).answer()
        #expect(list["validators"]?.array?.count == 2)
        let first = try #require(list["validators"]?[0])
        #expect(first["moniker"]?.string == "large")
        #expect(first["stake"]?["amount"]?.string == "100000000000")
        #expect(first["status"]?.string == "bonded")
        #expect(first["jailed"]?.bool == false)
        #expect(first["rank"]?.integer == 1)
        #expect(list["validators"]?[1]?["rank"]?.integer == nil, "a jailed one has no rank")
        #expect(list["validators"]?[1]?["in_set"]?.bool == false)
        let text = try await ask(["validators"])
        #expect(text.stdout.contains("100000 SCRT"))
        #expect(text.stdout.contains("unbonding, jailed"))
        #expect(text.stdout.contains("5 %"))
        for line in text.stdout.split(separator: "\n") { #expect(line.count <= 80) }
        let one = try await ask(["validator", Self.validator, "--json"]).answer()
        #expect(one["address"]?.string == Self.validator)
        #expect(try await ask(["validators", "--status", "asleep"]).status == 2)
    }

    @Test("what a chain says cannot take the terminal over")
    func hostileMoniker() async throws {
        let text = try await ask(["validators"])
        #expect(!text.stdout.contains("\u{1b}"))
        #expect(!text.stdout.contains("\u{7}"))
        #expect(text.stdout.contains("small\u{fffd}[31m"))
    }

    @Test("an unknown validator is exit 3, an account's address exit 2")
    func unknownValidator() async throws {
        let routes = Canned.routes.filter { !$0.key.contains("validators/") }.merging([
            "/cosmos/staking/v1beta1/validators/\(Self.validator)":
                .json(404, #"{"code": 5, "message": "not found", "details": []}"#)
        ]) { $1 }
        #expect(try await ask(["validator", Self.validator], routes).status == 3)
        #expect(try await ask(["validator", Self.alice], routes).status == 2)
    }

    @Test("delegations have a total")
    func delegations() async throws {
        let answer = try await ask(["delegations", Self.alice, "--json"]).answer()
        #expect(answer["total"]?["amount"]?.string == "5000000")
        #expect(answer["delegations"]?[0]?["validator"]?.string == Self.validator)
        let text = try await ask(["delegations", Self.alice])
        #expect(text.stdout.contains("total  5 SCRT"))
    }

    @Test("unbonding says when it arrives")
    func unbonding() async throws {
        let answer = try await ask(["unbonding", Self.alice, "--json"]).answer()
        #expect(answer["unbonding"]?[0]?["amount"]?.string == "1000000")
        #expect(
            answer["unbonding"]?[0]?["completion_time"]?.string == "2026-12-13T10:11:12.5Z")
        let text = try await ask(["unbonding", Self.alice])
        #expect(text.stdout.contains("2026-12-13T10:11:12Z"))
    }

    @Test("a transaction is shown with its messages; failing in its block is no failure to find it")
    func transaction() async throws {
        let run = try await ask(["tx", Self.hash, "--json"])
        #expect(run.status == 0, "\(run)")
        let answer = try run.answer()
        #expect(answer["tx_hash"]?.string == Self.hash)
        #expect(answer["height"]?.integer == 12)
        #expect(answer["code"]?.integer == 5)
        #expect(answer["messages"]?[0]?["@type"]?.string == "/cosmos.bank.v1beta1.MsgSend")
        #expect(answer["fee"]?[0]?["amount"]?.string == "2500")
        let text = try await ask(["tx", Self.hash.lowercased()])
        #expect(text.stdout.contains("failed: sdk 5, the fee is spent"))
        #expect(text.stdout.contains("fee          0.0025 SCRT"))
        let other = String(repeating: "A", count: 64)
        #expect(try await ask(["tx", other, "--json"]).failure()["exit"]?.integer == 3)
    }

    @Test("a block is shown with the hashes of its transactions")
    func block() async throws {
        let answer = try await ask(["block", "--json"]).answer()
        #expect(answer["height"]?.integer == 12)
        #expect(answer["chain_id"]?.string == "secretdev-1")
        #expect(
            answer["tx_hashes"]?[0]?.string
                == "039058C6F2C0CB492C533B0A4D14EF77CC0F78ABCCCED5287D84A1A2011CFB81")
        #expect(try await ask(["block", "12", "--json"]).answer()["tx_count"]?.integer == 1)
        let beyond = try await ask(["block", "99", "--json"])
        #expect(beyond.status == 3)
        #expect(try beyond.failure()["code"]?.string == "unknown_block")
        #expect(try await ask(["block", "0"]).status == 2)
        #expect(try await ask(["block", "-1"]).status == 2)
    }

    @Test("parameters are the node's own words")
    func parameters() async throws {
        let answer = try await ask(["params", "staking", "--json"]).answer()
        #expect(answer["params"]?["unbonding_time"]?.string == "90s")
        #expect(try await ask(["params", "nothing"]).status == 3)
        let absent = try await ask(["params", "mint", "--json"])
        #expect(absent.status == 3)
        #expect(try absent.failure()["code"]?.string == "module_not_served")
    }

    @Test("a node of another chain is exit 9, unless any chain will do")
    func wrongChain() async throws {
        let wanted = try await ask(["balance", Self.alice, "--chain-id", "secret-4", "--json"])
        #expect(wanted.status == 9)
        #expect(try wanted.failure()["code"]?.string == "wrong_chain")
        #expect(wanted.stdout == "")
        let context = try await ask(["balance", Self.alice, "--context", "testnet"])
        #expect(context.status == 9)
    }

    @Test("an unreachable node is exit 5, a silent one too, and none is waited for long")
    func unreachable() async throws {
        let run = try await Binary.run(
            ["query", "balance", Self.alice, "--node", "http://127.0.0.1:1", "--json"])
        #expect(run.status == 5)
        #expect(try run.failure()["code"]?.string == "unreachable")
        let silent = try await ask(
            ["balance", Self.alice, "--timeout", "1", "--json"],
            Canned.routes.mapValues { _ in .silence })
        #expect(silent.status == 5)
        let noHost = try await Binary.run(
            ["query", "block", "--node", "http://no-such-host.invalid", "--timeout", "5"])
        #expect(noHost.status == 5)
    }

    @Test(
        "what is no answer of a node is an error, not a crash",
        arguments: [
            "", "{}", "[]", "nonsense", "{\"balances\": 5}", "{\"balances\": [{\"denom\": \"x\"}]}",
        ])
    func garbage(_ body: String) async throws {
        let path = "/cosmos/bank/v1beta1/balances/\(Self.alice)"
        let run = try await ask(
            ["balance", Self.alice, "--json"],
            Canned.routes.merging([path: .json(200, body)]) { $1 })
        #expect(run.status == 1)
        #expect(try run.failure()["message"]?.string?.isEmpty == false)
    }

    @Test("the development node answers every question")
    func developmentNode() async throws {
        try await LocalNode.with { node in
            for arguments in [
                ["account", Self.alice], ["balance", Self.alice], ["delegations", Self.alice],
                ["unbonding", Self.alice], ["validators"], ["block"], ["block", "1"],
                ["params", "staking"], ["params", "bank"],
            ] {
                let run = try await node.run(["query"] + arguments + ["--json"])
                #expect(run.status == 0, "\(arguments): \(run)")
                #expect(
                    try run.answer()["schema"]?.string == "secretctl/query-\(arguments[0])/v1")
                #expect(try await node.run(["query"] + arguments).status == 0)
            }
            let balance = try await node.run(["query", "balance", Self.alice, "--json"]).answer()
            #expect(balance["amount"]?.string == "1000000000000000000")
            #expect(try await node.run(["query", "block", "1000000"]).status == 3)
            #expect(try await node.run(["query", "account", Self.nobody]).status == 3)
        }
    }

    @Test(
        "addresses with a slip in them are usage errors",
        arguments: [
            "secret1ap26qrlp8mcq2pg6r47w43l0y8zkqm8a450s04", "secret1", "SECRET1", "secret1é",
        ])
    func addresses(_ text: String) async throws {
        let run = try await ask(["balance", text, "--json"])
        #expect([2, 3].contains(run.status))
        #expect(run.stdout == "")
    }
}
