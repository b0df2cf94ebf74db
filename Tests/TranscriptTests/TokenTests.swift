import TestSupport
import Testing

/// The SNIP-20 token of this repository, by the command line.
struct TokenTests {
    @Test("deposits, pays, looks by permit and by viewing key, and turns back")
    func wholeWay() async throws {
        let wallet = try await Wallet()
        let file = try await BuiltContract.token.path()
        try await LocalNode.with { node in
            @Sendable func run(_ words: [String]) async throws -> Binary.Result {
                try await wallet.run(words + ["--json", "--node", node.rest])
            }
            @Sendable func sign(_ words: [String]) async throws -> Binary.Result {
                let result = try await run(words + wallet.signing)
                #expect(result.status == 0, "\(result)")
                return result
            }
            let code = try #require(
                try await sign(["contract", "store", file]).answer()["code_id"]?.integer)
            let message = """
                {"name":"Secret SCRT","symbol":"SSCRT","decimals":6,"prng_seed":"AAAA","config":\
                {"public_total_supply":true,"enable_deposit":true,"enable_redeem":true}}
                """
            let made = try await sign([
                "contract", "instantiate", "\(code)", message, "--label", "token",
            ])
            let token = try #require(try made.answer()["address"]?.string)
            let info = try await run(["token", "info", token]).answer()
            #expect(info["symbol"]?.string == "SSCRT")
            #expect(info["decimals"]?.integer == 6)
            _ = try await sign(["token", "deposit", token, "5scrt"])
            _ = try await sign([
                "token", "transfer", token, "1.5SSCRT", "--to", Wallet.other, "--token-memo",
                "rent",
            ])
            _ = try await sign(["token", "redeem", token, "500000units"])
            try await looks(token, wallet, run, sign)
            try await refusals(token, wallet, run)
        }
    }

    private func looks(
        _ token: String, _ wallet: Wallet,
        _ run: @Sendable ([String]) async throws -> Binary.Result,
        _ sign: @Sendable ([String]) async throws -> Binary.Result
    ) async throws {
        let mine = ["--from", "alice", "--passphrase-file", wallet.passphrase]
        let balance = try await run(["token", "balance", token] + mine).answer()
        #expect(balance["amount"]?.string == "3000000")
        #expect(balance["display"]?.string == "3 SSCRT")
        for form in [[], ["--transfers"]] {
            let history = try await run(["token", "history", token] + mine + form)
            #expect(history.status == 0, "\(history)")
            let entries = try history.answer()["entries"]?.array ?? []
            #expect(entries.count == (form.isEmpty ? 3 : 1))
            #expect(entries.contains { $0["memo"]?.string == "rent" })
        }
        let set = try await sign(["token", "viewing-key", "set", token])
        let kept = try await run(["token", "viewing-key", "list"] + mine).answer()
        #expect(kept["tokens"]?[0]?.string == token)
        let shown = try await run(["token", "viewing-key", "show", token] + mine).answer()
        let key = try #require(shown["viewing_key"]?.string)
        #expect(!set.stdout.contains(key) && !set.stderr.contains(key))
        #expect(try await run(["token", "balance", token] + mine).status == 0)
        let file = try wallet.home.write(key, to: "viewing-key")
        let byFile = try await run([
            "token", "balance", token, "--viewing-key-file", file, "--holder", Wallet.address,
        ])
        #expect(try byFile.answer()["amount"]?.string == "3000000")
        let created = try await sign(["token", "viewing-key", "create", token])
        let fresh = try await run(["token", "viewing-key", "show", token] + mine).answer()
        let other = try #require(fresh["viewing_key"]?.string)
        #expect(other != key)
        #expect(!created.stdout.contains(other))
        #expect(try await run(["token", "balance", token] + mine).status == 0)
        // The key of before is the token's no more.
        let old = try await run([
            "token", "balance", token, "--viewing-key-file", file, "--holder", Wallet.address,
        ])
        #expect(old.status == 9, "\(old)")
        #expect(try old.failure()["code"]?.string == "viewing_key_wrong")
        let permit = wallet.home.path + "/permit.json"
        let signed = try await run(["token", "permit", token, "--out", permit] + mine)
        #expect(signed.status == 0, "\(signed)")
        let looked = try await run(["token", "balance", token, "--permit-file", permit])
        #expect(try looked.answer()["address"]?.string == Wallet.address)
        let nosy = try await run(["token", "history", token, "--permit-file", permit])
        #expect(nosy.status == 9, "\(nosy)")
    }

    private func refusals(
        _ token: String, _ wallet: Wallet,
        _ run: @Sendable ([String]) async throws -> Binary.Result
    ) async throws {
        for (words, status) in [
            (["transfer", token, "5", "--to", Wallet.other], Int32(2)),
            (["transfer", token, "5BTC", "--to", Wallet.other], 2),
            (["transfer", token, "1.0000001SSCRT", "--to", Wallet.other], 2),
            (["transfer", token, "5000SSCRT", "--to", Wallet.other], 6),
            (["transfer", Wallet.other, "5SSCRT", "--to", Wallet.other], 3),
        ] {
            let result = try await run(["token"] + words + wallet.signing)
            #expect(result.status == status, "\(result)")
        }
        #expect(try await run(["token", "balance", token]).status == 2)
        let forgotten = try await run(
            ["token", "viewing-key", "forget", token] + wallet.signing)
        #expect(forgotten.status == 0, "\(forgotten)")
        let gone = try await run(
            ["token", "viewing-key", "show", token] + wallet.signing.dropLast())
        #expect(gone.status == 3, "\(gone)")
    }
}
