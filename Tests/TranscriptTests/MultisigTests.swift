import TestSupport
import Testing

/// The way of a multisig account's transaction: built, signed by members, combined, sent.
struct MultisigTests {
    static let words = [
        "bob":
            "jelly shadow frog dirt dragon use armed praise universe win jungle close inmate rain "
            + "oil canvas beauty pioneer chef soccer icon dizzy thunder meadow",
        "carol": "chair love bleak wonder skirt permit say assist aunt credit roast size obtain "
            + "minute throw sand usual age smart exact enough room shadow charge",
        "dave": "word twist toast cloth movie predict advance crumble escape whale sail such angry "
            + "muffin balcony keen move employ cook valve hurt glimpse breeze brick",
    ]

    /// A wallet with alice, bob, carol, dave, and the account of the first three, two of whom sign.
    private func team() async throws -> Wallet {
        let wallet = try await Wallet()
        for (name, phrase) in Self.words {
            let file = try wallet.home.write(phrase + "\n", to: "words-\(name)")
            let made = try await wallet.run([
                "keys", "recover", name, "--mnemonic-file", file, "--passphrase-file",
                wallet.passphrase,
            ])
            try #require(made.status == 0, "\(made)")
        }
        let made = try await wallet.run([
            "keys", "multisig", "team", "--threshold", "2", "alice", "bob", "carol",
        ])
        try #require(made.status == 0, "\(made)")
        return wallet
    }

    private func sign(
        _ file: String, _ name: String, _ wallet: Wallet, _ more: [String] = []
    ) async throws -> Binary.Result {
        try await wallet.run(
            ["tx", "sign", file, "--from", name, "--passphrase-file", wallet.passphrase] + more)
    }

    @Test("two of three: one file goes round, is combined, and its payment is in a block")
    func wholeWay() async throws {
        let wallet = try await team()
        try await LocalNode.with { node in
            let shown = try await wallet.run(["keys", "show", "team", "--address"])
            let team = shown.stdout.filter { !$0.isWhitespace }
            let filled = try await wallet.run(
                ["send", "50scrt", "--to", team, "--node", node.rest] + wallet.signing)
            #expect(filled.status == 0, "\(filled)")
            let alone = try await wallet.run(
                ["send", "1scrt", "--to", Wallet.other, "--node", node.rest, "--from", "team"]
                    + wallet.signing.dropFirst(2))
            #expect(alone.status == 2, "\(alone)")
            #expect(alone.stderr.contains("tx build"))
            let built = try await wallet.run([
                "tx", "build", "send", "7scrt", "--to", Wallet.other, "--from", "team", "--node",
                node.rest,
            ])
            #expect(built.status == 0, "\(built)")
            let bundle = try wallet.home.write(built.stdout, to: "bundle.json")
            let one = try await sign(bundle, "alice", wallet)
            #expect(one.status == 0, "\(one)")
            let first = try wallet.home.write(one.stdout, to: "first.json")
            try await refusals(first, wallet)
            let early = try await wallet.run(
                ["tx", "broadcast", first, "--yes", "--node", node.rest])
            #expect(early.status == 10, "\(early)")
            // One after the other, or each on a copy.
            let two = try await sign(first, "carol", wallet, ["--json"])
            #expect(two.status == 0, "\(two)")
            #expect(try two.answer()["signatures"]?.array?.count == 2)
            let second = try wallet.home.write(two.stdout, to: "second.json")
            let copy = try wallet.home.write(
                try await sign(bundle, "carol", wallet).stdout, to: "copy.json")
            let whole = try await wallet.run(["tx", "combine", second, "--json"])
            let merged = try await wallet.run(["tx", "combine", first, copy, "--json"])
            #expect(whole.status == 0, "\(whole)")
            let hash = try #require(try whole.answer()["tx_hash"]?.string)
            #expect(try merged.answer()["tx_hash"]?.string == hash, "\(merged)")
            let explained = try await wallet.run(["tx", "explain", second])
            #expect(explained.stdout.contains("2 of 2 that are needed"), "\(explained)")
            let sent = try await wallet.run(
                ["tx", "broadcast", second, "--yes", "--json", "--node", node.rest])
            #expect(sent.status == 0, "\(sent)")
            #expect(try sent.answer()["tx_hash"]?.string == hash)
            // Bytes that are in a block are found there, however often they come.
            let again = try await wallet.run(
                ["tx", "combine", second])
            let twice = try await Binary.run(
                ["tx", "broadcast", "-", "--yes", "--node", node.rest, "--home", wallet.home.path],
                stdin: .text(again.stdout), home: wallet.home)
            #expect(twice.status == 0, "\(twice)")
        }
    }

    /// What must not come through, each with its own word.
    private func refusals(_ first: String, _ wallet: Wallet) async throws {
        let stranger = try await sign(first, "dave", wallet, ["--json"])
        #expect(stranger.status == 9, "\(stranger)")
        #expect(try stranger.failure()["code"]?.string == "not_a_member")
        let twice = try await sign(first, "alice", wallet, ["--json"])
        #expect(twice.status == 9, "\(twice)")
        #expect(try twice.failure()["code"]?.string == "signed_already")
        let few = try await wallet.run(["tx", "combine", first, "--json"])
        #expect(few.status == 10, "\(few)")
        #expect(try few.failure()["code"]?.string == "too_few_signatures")
        let text = try wallet.home.read("first.json")
        let changed = try wallet.home.write(
            text.replacing("\"7000000\"", with: "\"8000000\""), to: "changed.json")
        for words in [
            ["tx", "combine", changed, "--json"], ["tx", "combine", first, changed, "--json"],
        ] {
            let result = try await wallet.run(words)
            #expect(result.status == 9, "\(result)")
            #expect(try result.failure()["code"]?.string == "bad_signature")
        }
        let beside = try await sign(changed, "bob", wallet, ["--json"])
        #expect(beside.status == 9, "\(beside)")
        #expect(try beside.failure()["code"]?.string == "bad_signature")
        let other = try wallet.home.write(
            try wallet.home.read("bundle.json").replacing("\"7000000\"", with: "\"9000000\""),
            to: "other.json")
        let differ = try await wallet.run(["tx", "combine", first, other, "--json"])
        #expect(differ.status == 9, "\(differ)")
        #expect(try differ.failure()["code"]?.string == "bundles_differ")
        let plain = try wallet.home.write("{\"a\":1}", to: "plain.json")
        #expect(try await wallet.run(["tx", "combine", plain]).status == 2)
        #expect(try await wallet.run(["tx", "combine", "/none"]).status == 3)
    }
}
