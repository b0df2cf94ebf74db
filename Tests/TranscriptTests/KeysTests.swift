import Foundation
import TestSupport
import Testing

/// A home with a passphrase file, and `secretctl keys` run in it.
struct KeysHome {
    let home: TemporaryHome
    let passphrase: String
    /// The network's first customary local account; its words are public.
    static let words =
        "grant rice replace explain federal release fix clever romance raise often wild taxi "
        + "quarter soccer fiber love must tape steak together observe swap guitar"
    static let address = "secret1ap26qrlp8mcq2pg6r47w43l0y8zkqm8a450s03"
    static let publicKey = "034ee8249f67e136139c3ed94ad63288f6c1de45ce66fa883247211a698f440cdf"
    static let privateKey = "f0a7b67eb9a719d54f8a9bfbfb187d8c296b97911a05bf5ca30494823e46beb6"

    init() throws {
        home = try TemporaryHome()
        passphrase = try home.write("correct horse\n", to: "passphrase")
    }

    /// Runs `secretctl keys` with stdin closed unless told otherwise.
    func keys(_ words: String..., stdin: Binary.Input = .closed) async throws -> Binary.Result {
        try await Binary.run(["keys"] + words + ["--home", home.path], stdin: stdin, home: home)
    }

    /// As `keys`, with the passphrase file.
    func unlocked(_ words: String...) async throws -> Binary.Result {
        try await Binary.run(
            ["keys"] + words + ["--home", home.path, "--passphrase-file", passphrase],
            stdin: .closed, home: home)
    }

    /// Recovers the public account under `name`.
    func recover(_ name: String) async throws {
        let file = try home.write(Self.words, to: "words")
        let result = try await unlocked("recover", name, "--mnemonic-file", file)
        #expect(result.status == 0, "\(result)")
    }
}

@Suite("keys add, recover, inspect")
struct KeysMakingTests {
    @Test("add shows a mnemonic that recovers the same key")
    func addAndRecover() async throws {
        let here = try KeysHome()
        let added = try await here.unlocked("add", "alice", "--json")
        #expect(added.status == 0 && added.stderr.isEmpty, "\(added)")
        let answer = try added.answer()
        #expect(answer["schema"]?.string == "secretctl/keys-add/v1")
        let mnemonic = try #require(answer["mnemonic"]?.string)
        #expect(mnemonic.split(separator: " ").count == 24)
        let file = try here.home.write(mnemonic, to: "words")
        let again = try await here.unlocked("recover", "again", "--mnemonic-file", file, "--json")
        let recovered = try again.answer()
        #expect(recovered["address"] == answer["address"] && recovered["address"] != nil)
        #expect(recovered["pubkey_hex"] == answer["pubkey_hex"])
        #expect(recovered["mnemonic"] == nil)
        let inspected = try await here.keys("inspect", "--mnemonic-file", file, "--json")
        #expect(try inspected.answer()["address"] == answer["address"])
    }

    @Test("add takes 12 words, and no other number but 24")
    func wordCounts() async throws {
        let here = try KeysHome()
        let twelve = try await here.unlocked("add", "alice", "--words", "12", "--json")
        let words = try twelve.answer()["mnemonic"]?.string?.split(separator: " ")
        #expect(words?.count == 12)
        let thirteen = try await here.unlocked("add", "bob", "--words", "13", "--json")
        #expect(thirteen.status == 2 && thirteen.stdout.isEmpty)
        #expect(try thirteen.failure()["code"]?.string == "mnemonic_word_count")
    }

    @Test("add never asks where nobody can answer, and leaves nothing behind")
    func closedStdin() async throws {
        let here = try KeysHome()
        for input in [Binary.Input.closed, .none, .text("correct horse\ncorrect horse\n")] {
            let result = try await here.keys("add", "alice", "--json", stdin: input)
            #expect(result.status == 4 && result.stdout.isEmpty, "\(result)")
            #expect(try result.failure()["code"]?.string == "passphrase_needed")
        }
        let list = try await here.keys("list", "--json")
        #expect(try list.answer()["keys"]?.array == [])
    }

    @Test("add replaces no key, and takes no bad name")
    func names() async throws {
        let here = try KeysHome()
        try await here.recover("alice")
        let before = try here.home.read("keys/alice.key")
        let again = try await here.unlocked("add", "alice", "--json")
        #expect(again.status == 9 && again.stdout.isEmpty)
        #expect(try again.failure()["code"]?.string == "key_exists")
        #expect(try here.home.read("keys/alice.key") == before)
        let bad = try await here.unlocked("add", "../alice", "--json")
        #expect(bad.status == 2)
        #expect(try bad.failure()["code"]?.string == "bad_key_name")
    }

    @Test("recover knows the customary account, at every place of its tree")
    func recover() async throws {
        let here = try KeysHome()
        let file = try here.home.write("  " + KeysHome.words.uppercased() + "\n", to: "words")
        let usual = try await here.unlocked("recover", "a", "--mnemonic-file", file, "--json")
        let answer = try usual.answer()
        #expect(answer["name"]?.string == "a")
        #expect(answer["address"]?.string == KeysHome.address)
        #expect(answer["pubkey_hex"]?.string == KeysHome.publicKey)
        #expect(answer["path"]?.string == "m/44'/529'/0'/0/0")
        let other = try await here.unlocked(
            "recover", "b", "--mnemonic-file", file, "--coin-type", "118", "--account", "1",
            "--index", "2", "--json")
        #expect(try other.answer()["path"]?.string == "m/44'/118'/1'/0/2")
        #expect(try other.answer()["address"] != answer["address"])
    }

    @Test("recover names the word that is wrong, and never prints the others")
    func wrongWord() async throws {
        let here = try KeysHome()
        let text = KeysHome.words.replacing("observe", with: "obzerve")
        let file = try here.home.write(text, to: "words")
        let result = try await here.unlocked("recover", "a", "--mnemonic-file", file, "--json")
        #expect(result.status == 2 && result.stdout.isEmpty)
        let failure = try result.failure()
        #expect(failure["code"]?.string == "mnemonic_unknown_word")
        #expect(failure["message"]?.string?.contains("word 22, 'obzerve'") == true)
        #expect(failure["hint"]?.string == "did you mean 'observe'?")
        #expect(!result.stderr.contains("federal"))
        let swapped = try here.home.write(
            KeysHome.words.replacing("grant rice", with: "rice grant"), to: "swapped")
        let sum = try await here.unlocked("recover", "a", "--mnemonic-file", swapped, "--json")
        #expect(try sum.failure()["code"]?.string == "mnemonic_checksum")
        #expect(sum.status == 2)
    }

    @Test("recover refuses files that are missing or open to others, and asks nobody")
    func files() async throws {
        let here = try KeysHome()
        let missing = try await here.unlocked("recover", "a", "--mnemonic-file", "/none", "--json")
        #expect(missing.status == 3)
        let open = try here.home.write(KeysHome.words, to: "open", mode: 0o644)
        let refused = try await here.unlocked("recover", "a", "--mnemonic-file", open, "--json")
        #expect(refused.status == 9)
        #expect(try refused.failure()["hint"]?.string == "chmod 600 \(open)")
        let unasked = try await here.unlocked("recover", "a", "--json")
        #expect(unasked.status == 4)
        #expect(try unasked.failure()["hint"]?.string == "give --mnemonic-file FILE")
    }

    @Test("inspect reads addresses and public keys in every usual spelling")
    func inspect() async throws {
        let here = try KeysHome()
        let base64 = "A07oJJ9n4TYTnD7ZStYyiPbB3kXOZvqIMkchGmmPRAzf"
        for text in [
            KeysHome.publicKey, base64,
            #"{"@type":"/cosmos.crypto.secp256k1.PubKey","key":"\#(base64)"}"#,
            #"{"type":"tendermint/PubKeySecp256k1","value":"\#(base64)"}"#,
        ] {
            let answer = try await here.keys("inspect", text, "--json").answer()
            #expect(answer["address"]?.string == KeysHome.address, "\(text)")
            #expect(answer["pubkey_hex"]?.string == KeysHome.publicKey)
        }
        let operatorAddress = "secretvaloper1ap26qrlp8mcq2pg6r47w43l0y8zkqm8aynpdzc"
        for text in [KeysHome.address, operatorAddress, KeysHome.address.uppercased()] {
            let answer = try await here.keys("inspect", text, "--json").answer()
            #expect(answer["address"]?.string == KeysHome.address)
            #expect(answer["valoper"]?.string == operatorAddress)
            #expect(answer["pubkey_hex"] == .null)
        }
    }

    @Test(
        "inspect knows what the network's own tools say of validators",
        .enabled(if: SharedVectors.isPresent, "the shared vectors are not on this machine"))
    func validators() async throws {
        let vectors = try SharedVectors.client(kind: "util")
        let cons = try #require(vectors.first { $0.id == "valcons" })
        let hex = try #require(cons.input["ed25519_pubkey"]?.string)
        let key = stride(from: 0, to: 64, by: 2).map { index in
            UInt8(hex.dropFirst(index).prefix(2), radix: 16) ?? 0
        }
        let consensus = try await KeysHome().keys(
            "inspect", Data(key).base64EncodedString(), "--json")
        #expect(try consensus.answer()["valcons"] == cons.expect["valcons"])
        #expect(try consensus.answer()["address"] == .null)
        let valoper = try #require(vectors.first { $0.id == "valoper" })
        let account = try await KeysHome().keys(
            "inspect", #require(valoper.input["address"]?.string), "--json")
        #expect(try account.answer()["valoper"] == valoper.expect["valoper"])
    }

    @Test(
        "inspect takes nothing else, least of all a private key",
        arguments: [
            "", "secret1ap26", "hello", "{}", "{", KeysHome.privateKey,
            "secret1ap26qrlp8mcq2pg6r47w43l0y8zkqm8a450s04", "05" + KeysHome.privateKey,
        ])
    func inspectRefuses(_ text: String) async throws {
        let result = try await KeysHome().keys("inspect", text, "--json")
        #expect(result.status == 2 && result.stdout.isEmpty, "\(result)")
        #expect(!result.stderr.contains(KeysHome.privateKey))
    }

    @Test("dry runs change nothing and need no passphrase")
    func rehearsal() async throws {
        let here = try KeysHome()
        let result = try await here.keys("add", "alice", "--dry-run", "--json")
        #expect(try result.answer()["done"]?.bool == false && result.status == 0)
        #expect(!FileManager.default.fileExists(atPath: here.home.path + "/keys"))
    }
}
