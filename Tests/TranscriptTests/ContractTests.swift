import TestSupport
import Testing

/// Contracts by the command line on a node of its own: built of Swift, run for real.
struct ContractTests {
    /// A node with a wallet and one stored code.
    private struct Stage: Sendable {
        let node: LocalNode
        let wallet: Wallet
        let file: String

        func run(_ words: [String], stdin: Binary.Input = .none) async throws -> Binary.Result {
            try await wallet.run(words + ["--json", "--node", node.rest], stdin: stdin)
        }

        func sign(_ words: [String], stdin: Binary.Input = .none) async throws -> Binary.Result {
            try await run(words + wallet.signing, stdin: stdin)
        }

        func store() async throws -> Int {
            let stored = try await sign(["contract", "store", file])
            #expect(stored.status == 0, "\(stored)")
            let answer = try stored.answer()
            #expect(answer["code_hash"]?.string?.count == 64)
            return try #require(answer["code_id"]?.integer, "\(stored)")
        }

        func instantiate(_ code: Int, _ message: String, label: String) async throws -> String {
            let made = try await sign([
                "contract", "instantiate", "\(code)", message, "--label", label, "--admin",
                "alice",
            ])
            #expect(made.status == 0, "\(made)")
            return try #require(try made.answer()["address"]?.string, "\(made)")
        }
    }

    private func onStage(
        _ contract: BuiltContract = .probe, _ body: @escaping @Sendable (Stage) async throws -> Void
    ) async throws {
        let wallet = try await Wallet()
        let file = try await contract.path()
        try await LocalNode.with { node in
            try await body(Stage(node: node, wallet: wallet, file: file))
        }
    }

    @Test("stores, makes, lists, runs and asks a contract; all is opened")
    func wholeWay() async throws {
        try await onStage { stage in
            let code = try await stage.store()
            let contract = try await stage.instantiate(code, #"{"nop":{}}"#, label: "one")
            let local = try await stage.run(["contract", "code-hash", stage.file]).answer()
            for subject in ["\(code)", contract] {
                let known = try await stage.run(["contract", "code-hash", subject]).answer()
                #expect(known["code_hash"]?.string == local["code_hash"]?.string)
            }
            let info = try await stage.run(["contract", "info", contract]).answer()
            #expect(info["schema"]?.string == "secretctl/contract-info/v1")
            #expect(info["label"]?.string == "one")
            #expect(info["admin"]?.string == Wallet.address)
            #expect(info["code_id"]?.integer == code)
            let codes = try await stage.run(["contract", "list"]).answer()
            #expect(codes["codes"]?[0]?["code_hash"]?.string == local["code_hash"]?.string)
            let list = try await stage.run(["contract", "list", "\(code)"]).answer()
            #expect(list["contracts"]?[0]?["address"]?.string == contract)
            let history = try await stage.run([
                "contract", "history", contract, "--from", "alice", "--passphrase-file",
                stage.wallet.passphrase,
            ]).answer()
            #expect(history["entries"]?[0]?["message"]?.string == #"{"nop":{}}"#)
            let foreign = try await stage.run(["contract", "history", contract]).answer()
            #expect(foreign["entries"]?[0]?["state"]?.string == "sealed")
            try await runsAndAsks(stage, contract)
        }
    }

    private func runsAndAsks(_ stage: Stage, _ contract: String) async throws {
        let echo = #"{"echo":{"value":{"hello":[1,"ä"]}}}"#
        let file = try stage.wallet.home.write(echo, to: "echo.json")
        for (words, input) in [
            ([echo], Binary.Input.none), (["--msg", echo], .none), (["@" + file], .none),
            (["--msg-file", file], .none), (["-"], .text(echo)),
        ] {
            let asked = try await stage.run(["contract", "query", contract] + words, stdin: input)
            #expect(asked.status == 0, "\(asked)")
            #expect(try asked.answer()["result"]?["hello"]?[1]?.string == "ä", "\(asked)")
        }
        let log =
            #"{"log":{"attributes":[{"key":"k","value":"v"},{"key":"p","value":"q","plain":true}]}}"#
        let ran = try await stage.sign(["contract", "execute", contract, log])
        #expect(ran.status == 0, "\(ran)")
        #expect(ran.stderr.isEmpty)
        let logs = try ran.answer()["logs"]?.array ?? []
        let own = logs.filter { ["k", "p"].contains($0["key"]?.string ?? "") }
        #expect(own.map { $0["state"]?.string } == ["opened", "plain"], "\(ran)")
        let data = try await stage.sign(["contract", "execute", contract, echo]).answer()
        #expect(data["data_json"]?["hello"]?[0]?.integer == 1)
        let screen = try await stage.wallet.run(
            ["contract", "query", contract, echo, "--node", stage.node.rest])
        #expect(screen.stdout.hasPrefix("{\n  \"hello\": ["))
    }

    @Test("a contract's errors are opened: 1 for a question, 6 in a simulation, 7 in a block")
    func errors() async throws {
        try await onStage { stage in
            let contract = try await stage.instantiate(
                stage.store(), #"{"nop":{}}"#, label: "one")
            let fail = #"{"fail":{"text":"as was wanted"}}"#
            let plans: [([String], Int32)] = [
                (["contract", "query", contract, fail], 1),
                (["contract", "execute", contract, fail] + stage.wallet.signing, 6),
                (
                    ["contract", "execute", contract, fail, "--gas", "300000"]
                        + stage.wallet.signing, 7
                ),
            ]
            for (words, status) in plans {
                let result = try await stage.run(words)
                #expect(result.status == status, "\(result)")
                let failure = try result.failure()
                #expect(failure["code"]?.string == "contract_error")
                #expect(failure["message"]?.string?.contains("as was wanted") == true, "\(result)")
                #expect((failure["tx_hash"]?.string != nil) == (status == 7))
            }
            let wrong = String(repeating: "0", count: 64)
            for (words, status) in [
                (["query", contract, fail, "--code-hash", wrong], Int32(9)),
                (["query", contract, fail, "--code-hash", "xyz"], 2),
                (["query", Wallet.other, fail], 3), (["info", Wallet.other], 3),
                (["list", "99"], 3), (["code-hash", "99"], 3), (["history", Wallet.other], 3),
                (["query", contract, "{"], 2), (["query", contract, "@/none"], 3),
                (["query", contract, "-"], 2), (["query", contract, fail, "--chain-id", "x"], 9),
            ] {
                let result = try await stage.run(["contract"] + words)
                #expect(result.status == status, "\(words) \(result)")
                #expect(try result.failure()["exit"]?.integer == Int(status))
            }
        }
    }

    @Test("a transaction of many messages is opened message by message, its error by its index")
    func manyMessages() async throws {
        try await onStage { stage in
            let contract = try await stage.instantiate(
                stage.store(), #"{"nop":{}}"#, label: "one")
            func message(_ text: String) -> String {
                """
                {"@type":"/secret.compute.v1beta1.MsgExecuteContract","contract":"\(contract)",\
                "msg":\(text),"sent_funds":[]}
                """
            }
            let good = try stage.wallet.home.write(
                "[\(message(#"{"echo":{"value":"one"}}"#)),\(message(#"{"echo":{"value":"two"}}"#))]",
                to: "good.json")
            let sent = try await stage.sign(["tx", "batch", good])
            #expect(sent.status == 0, "\(sent)")
            let hash = try #require(try sent.answer()["tx_hash"]?.string)
            let mine = ["--from", "alice", "--passphrase-file", stage.wallet.passphrase]
            let opened = try await stage.run(["tx", "decrypt", hash] + mine).answer()
            let lines = opened["plaintext"]?.string?.split(separator: "\n") ?? []
            #expect(lines.count == 2)
            #expect(lines.last?.hasSuffix(#"{"echo":{"value":"two"}}"#) == true)
            #expect(opened["answers"]?[1]?["data_text"]?.string?.contains("two") == true)
            let bad = try stage.wallet.home.write(
                "[\(message(#"{"nop":{}}"#)),\(message(#"{"fail":{"text":"second"}}"#))]",
                to: "bad.json")
            let failed = try await stage.sign(["tx", "batch", bad, "--gas", "400000"])
            #expect(failed.status == 7, "\(failed)")
            let failure = try failed.failure()
            #expect(failure["message"]?.string?.contains("message index: 1") == true)
            #expect(failure["message"]?.string?.contains("second") == true)
            let lost = try #require(failure["tx_hash"]?.string)
            let told = try await stage.run(["tx", "decrypt", lost] + mine).answer()
            #expect(told["raw_log"]?.string?.contains("second") == true)
            // Another seed opens nothing, and neither of the flags is exit 2.
            let seed = try stage.wallet.home.write(String(repeating: "ab", count: 32), to: "seed")
            let other = try await stage.run(["tx", "decrypt", lost, "--seed-file", seed]).answer()
            #expect(other["plaintext"]?.string == "")
            #expect(other["raw_log"]?.string?.contains("encrypted:") == true)
            #expect(try await stage.run(["tx", "decrypt", lost]).status == 2)
        }
    }

    @Test("built here, signed without a node, sent there, and opened with the exported key")
    func offline() async throws {
        try await onStage { stage in
            let contract = try await stage.instantiate(
                stage.store(), #"{"nop":{}}"#, label: "one")
            let home = stage.wallet.home
            let mine = ["--from", "alice", "--passphrase-file", stage.wallet.passphrase]
            let built = try await stage.run(
                ["tx", "build", "execute", contract, #"{"echo":{"value":"far"}}"#] + mine)
            #expect(built.status == 0, "\(built)")
            let document = try built.answer()
            #expect(document["schema"]?.string == "secretctl/tx-build-execute/v1")
            #expect(document["sealed"]?[0]?["nonce_hex"]?.string?.count == 64)
            let file = try home.write(built.stdout, to: "unsigned.json")
            let signed = try await stage.wallet.run(
                ["tx", "sign", file, "--offline"] + mine + SendTests.nowhere)
            #expect(signed.status == 0, "\(signed)")
            let sent = try await stage.run(["tx", "broadcast", "-"], stdin: .text(signed.stdout))
            #expect(sent.status == 0, "\(sent)")
            let hash = try #require(try sent.answer()["tx_hash"]?.string)
            let key = home.path + "/id_tx_io.json"
            let exported = try await stage.run(
                ["keys", "encryption-key", "export", "alice", "--out", key, "--yes"]
                    + mine.suffix(2))
            #expect(exported.status == 0, "\(exported)")
            let opened = try await stage.run(["tx", "decrypt", hash, "--seed-file", key]).answer()
            #expect(opened["plaintext"]?.string?.contains("far") == true)
            // With the seed alone, a machine without the key can build as well.
            let elsewhere = [
                "tx", "build", "execute", contract, #"{"nop":{}}"#, "--from", Wallet.address,
                "--node", stage.node.rest,
            ]
            let stranger = try TemporaryHome()
            let needs = try await Binary.run(elsewhere, home: stranger)
            #expect(needs.status == 2, "\(needs)")
            let remote = try await Binary.run(
                elsewhere + ["--seed-file", key, "--gas", "200000"], home: stranger)
            #expect(remote.status == 0, "\(remote)")
            let send = try await Binary.run(
                [
                    "tx", "build", "send", "1scrt", "--to", Wallet.other, "--from", Wallet.address,
                    "--node", stage.node.rest,
                ], home: stranger)
            #expect(send.status == 0, "\(send)")
        }
    }

    @Test("funds of several denominations, set on the node, reach the contract")
    func funds() async throws {
        try await onStage { stage in
            let set = try await stage.run([
                "devnet", "set-balance", "alice", "1000scrt", "100foo,7bar",
            ])
            #expect(set.status == 0, "\(set)")
            #expect(try set.answer()["done"]?.bool == true)
            let balance = try await stage.run(["query", "balance", "alice"]).answer()
            #expect(balance["amount"]?.string == "1000000000")
            #expect(balance["balances"]?.array?.count == 3)
            let contract = try await stage.instantiate(
                stage.store(), #"{"nop":{}}"#, label: "one")
            let paid = try await stage.sign([
                "contract", "execute", contract, #"{"nop":{}}"#, "--funds", "3foo,2bar",
                "--funds", "1scrt",
            ])
            #expect(paid.status == 0, "\(paid)")
            let held = try await stage.run(["query", "balance", contract]).answer()
            #expect(held["balances"]?.array?.count == 3)
            for words in [["5"], [], ["5f"], ["-1foo"]] {
                let result = try await stage.run(["devnet", "set-balance", "alice"] + words)
                #expect(result.status == 2, "\(result)")
            }
            let far = try await stage.wallet.run([
                "devnet", "set-balance", "alice", "1foo", "--node", "http://192.0.2.1:1317",
            ])
            #expect(far.status == 9, "\(far)")
        }
    }

    @Test("admins hand over, migrate and give up; giving up is asked for twice")
    func admins() async throws {
        try await onStage { stage in
            let code = try await stage.store()
            let contract = try await stage.instantiate(code, #"{"nop":{}}"#, label: "one")
            let moved = try await stage.sign([
                "contract", "migrate", contract, #"{"nop":{}}"#, "--code-id", "\(code)",
            ])
            #expect(moved.status == 0, "\(moved)")
            let history = try await stage.run(["contract", "history", contract]).answer()
            #expect(history["entries"]?[1]?["operation"]?.string == "migrate")
            let asked = try await stage.run(
                ["contract", "clear-admin", contract] + stage.wallet.signing.dropLast())
            #expect(asked.status == 4, "\(asked)")
            let slip = try await stage.run(
                ["contract", "clear-admin", contract, "--confirm", "else"]
                    + stage.wallet.signing.dropLast())
            #expect(slip.status == 2, "\(slip)")
            let cleared = try await stage.run(
                ["contract", "clear-admin", contract, "--confirm", contract]
                    + stage.wallet.signing.dropLast())
            #expect(cleared.status == 0, "\(cleared)")
            let info = try await stage.run(["contract", "info", contract]).answer()
            #expect(info["admin"] == .null)
            let refused = try await stage.sign([
                "contract", "set-admin", contract, Wallet.other,
            ])
            #expect(refused.status == 6, "\(refused)")
        }
    }

    @Test(
        "wrong words are exit 2 before anything is asked",
        arguments: [
            ["execute"], ["execute", "secret1x", "{}"], ["execute", Wallet.other],
            ["execute", Wallet.other, "{}", "--msg", "{}"], ["query", Wallet.other],
            ["execute", Wallet.other, "{}", "--funds", "5"], ["instantiate", "one", "{}"],
            ["instantiate", "1", "{}"], ["instantiate", "1", "{}", "--label", ""],
            ["migrate", Wallet.other, "{}"], ["set-admin", Wallet.other], ["store"],
            ["execute", Wallet.other, "{}", "--gas", "0"], ["list", "x"], ["exceute"],
        ])
    func usage(_ words: [String]) async throws {
        let flags = ["--from", "alice", "--json"]
        let result = try await Binary.run(["contract"] + words + flags + SendTests.nowhere)
        #expect(result.status == 2, "\(result)")
        #expect(try result.failure()["exit"]?.integer == 2)
        #expect(result.stdout.isEmpty)
    }

    @Test("without a node it is exit 5, with a missing file 3, with no wasm 2")
    func nowhere() async throws {
        let wallet = try await Wallet()
        let text = try wallet.home.write("no code", to: "code.wasm")
        for (words, status) in [
            (["contract", "query", Wallet.other, "{}"], Int32(5)),
            (["contract", "list"], 5), (["contract", "info", Wallet.other], 5),
            (["contract", "execute", Wallet.other, "{}"] + wallet.signing, 5),
            (["contract", "store", "/none.wasm"] + wallet.signing, 3),
            (["contract", "store", text] + wallet.signing, 2),
            (["contract", "code-hash", "/none.wasm"], 3), (["contract", "code-hash", text], 2),
            (["contract", "code-hash", "word"], 2), (["token", "info", Wallet.other], 5),
            (["devnet", "set-balance", "alice", "1foo"], 5),
        ] {
            let result = try await wallet.run(words + SendTests.nowhere + ["--json"])
            #expect(result.status == status, "\(words) \(result)")
        }
    }
}
