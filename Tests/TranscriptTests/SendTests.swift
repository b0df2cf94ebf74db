import TestSupport
import Testing

/// A home with the key `alice` in it, as scripts have one.
struct Wallet: Sendable {
    static let words =
        "grant rice replace explain federal release fix clever romance raise often wild taxi quarter "
        + "soccer fiber love must tape steak together observe swap guitar"
    static let address = "secret1ap26qrlp8mcq2pg6r47w43l0y8zkqm8a450s03"
    static let other = "secret138vtmzcnjf2hs3frcg6gc7ewtyvd24g0qp3fyr"
    static let validator = "secretvaloper1ap26qrlp8mcq2pg6r47w43l0y8zkqm8aynpdzc"

    let home: TemporaryHome
    /// Path of the passphrase's file.
    let passphrase: String
    let words: String

    init() async throws {
        home = try TemporaryHome()
        words = try home.write(Self.words + "\n", to: "words")
        passphrase = try home.write("correct horse\n", to: "passphrase")
        let result = try await Binary.run(
            [
                "keys", "recover", "alice", "--mnemonic-file", words, "--passphrase-file",
                passphrase, "--home", home.path,
            ], home: home)
        try #require(result.status == 0, "\(result)")
    }

    func run(
        _ arguments: [String], stdin: Binary.Input = .none
    ) async throws -> Binary.Result {
        try await Binary.run(arguments + ["--home", home.path], stdin: stdin, home: home)
    }

    /// Flags of a script that may sign.
    var signing: [String] { ["--from", "alice", "--passphrase-file", passphrase, "--yes"] }
}

struct SendTests {
    /// A port on which nothing listens.
    static let nowhere = ["--node", "http://127.0.0.1:9"]

    @Test(
        "what cannot be meant is exit 2, and says why on stderr alone",
        arguments: [
            (["10", "--to", Wallet.other], "10scrt"), (["10scrt", "--to", "secret1x"], "bech32"),
            (["10scrt", "--to", Wallet.validator], "expected secret, got secretvaloper"),
            (["10scrt"], "--to"), (["10scrt", "--to", Wallet.other, "--wat"], "--wat"),
            (["0scrt", "--to", Wallet.other], "more than nothing"),
            (["10scrt", "--to", Wallet.other, "--gas-price", "x"], "price"),
        ])
    func usage(_ words: [String], _ mention: String) async throws {
        let result = try await Binary.run(
            ["send"] + words + ["--from", "alice", "--home", "/nonexistent"] + Self.nowhere)
        #expect(result.status == 2)
        #expect(result.stdout.isEmpty)
        #expect(result.stderr.contains(mention), "\(result)")
    }

    @Test("an unknown key is exit 3")
    func unknownKey() async throws {
        let wallet = try await Wallet()
        for from in ["bob", Wallet.other] {
            let result = try await wallet.run(
                ["send", "1scrt", "--to", Wallet.other, "--from", from, "--yes", "--json"]
                    + Self.nowhere)
            #expect(result.status == 3)
            #expect(try result.failure()["exit"]?.integer == 3)
            #expect(result.stdout.isEmpty)
        }
    }

    @Test("nothing to read a yes or a passphrase from is exit 4, with stdin empty or closed")
    func wouldAsk() async throws {
        let wallet = try await Wallet()
        for input in [Binary.Input.none, .closed] {
            let unconfirmed = try await wallet.run(
                [
                    "send", "1scrt", "--to", Wallet.other, "--from", "alice",
                    "--passphrase-file", wallet.passphrase,
                ] + Self.nowhere, stdin: input)
            #expect(unconfirmed.status == 4, "\(unconfirmed)")
            #expect(unconfirmed.stderr.contains("--yes"))
            let locked = try await wallet.run(
                ["send", "1scrt", "--to", Wallet.other, "--from", "alice", "--yes"]
                    + Self.nowhere, stdin: input)
            #expect(locked.status == 4, "\(locked)")
            #expect(locked.stderr.contains("--passphrase-file"))
        }
    }

    @Test("a wrong passphrase is told before any node is asked, and is not shown")
    func wrongPassphrase() async throws {
        let wallet = try await Wallet()
        let wrong = try wallet.home.write("battery staple\n", to: "wrong")
        let result = try await wallet.run(
            [
                "send", "1scrt", "--to", Wallet.other, "--from", "alice", "--yes",
                "--passphrase-file", wrong, "--json",
            ] + Self.nowhere)
        #expect(result.status != 0 && result.status != 5, "\(result)")
        #expect(try result.failure()["message"]?.string?.contains("passphrase") == true)
        #expect(!result.stderr.contains("battery"))
    }

    @Test(
        "a node that cannot be reached is exit 5, and no transaction is written down",
        arguments: [
            ["send", "1scrt", "--to", Wallet.other],
            ["stake", "1scrt", "--to", Wallet.validator],
            ["stake", "delegate", "1scrt", "--to", Wallet.validator],
            ["stake", "undelegate", "1scrt", "--to", Wallet.validator],
        ])
    func unreachable(_ words: [String]) async throws {
        let wallet = try await Wallet()
        let result = try await wallet.run(words + wallet.signing + ["--json"] + Self.nowhere)
        #expect(result.status == 5, "\(result)")
        let failure = try result.failure()
        #expect(failure["code"]?.string == "unreachable")
        #expect(failure["exit"]?.integer == 5)
        #expect(result.stdout.isEmpty)
        #expect(throws: (any Error).self) { try wallet.home.read("state/transactions") }
        let plan = try await wallet.run(words + ["--from", "alice", "--dry-run"] + Self.nowhere)
        #expect(plan.status == 5, "\(plan)")
    }

    @Test("'stake status' needs a node, and says whose collateral is meant where it cannot know")
    func stakeStatus() async throws {
        let wallet = try await Wallet()
        let result = try await wallet.run(["stake", "status"] + Self.nowhere)
        #expect(result.status == 5, "\(result)")
        let empty = try TemporaryHome()
        let whose = try await Binary.run(
            ["stake", "status", "--home", empty.path] + Self.nowhere, home: empty)
        #expect(whose.status == 2, "\(whose)")
        let unknown = try await wallet.run(["stake", "status", "bob"] + Self.nowhere)
        #expect(unknown.status == 3, "\(unknown)")
    }
}
