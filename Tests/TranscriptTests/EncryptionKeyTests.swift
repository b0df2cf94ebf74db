import Foundation
import TestSupport
import Testing

/// `keys encryption-key …`: Keplr's recipe, and keys of other tools.
struct EncryptionKeyTests {
    /// Of account `a` on secret-4. Source: Tests/Vectors/chain, `keplr_encryption_seed`.
    static let derived = "7e8a1d326d2e8b9145e1dbe8f86af3daab949be7d433c4458dd63b9781841478"
    static let seed = "a40f923bbd765257c9b1d49493f1be9cab283675189e1c663dff2961381d13b6"

    private func run(_ wallet: Wallet, _ words: [String]) async throws -> Binary.Result {
        try await wallet.run(
            ["keys", "encryption-key"] + words
                + ["--chain-id", "secret-4", "--passphrase-file", wallet.passphrase, "--json"])
    }

    @Test("derives Keplr's key, gives it out, takes another and goes back to it")
    func wholeWay() async throws {
        let wallet = try await Wallet()
        let shown = try await run(wallet, ["show", "alice"]).answer()
        #expect(shown["pubkey_hex"]?.string == Self.derived)
        #expect(shown["origin"]?.string == "derived")
        let file = wallet.home.path + "/id_tx_io.json"
        let refused = try await run(wallet, ["export", "alice", "--out", file])
        #expect(refused.status == 4, "\(refused)")
        let exported = try await run(
            wallet, ["export", "alice", "--out", file, "--confirm", "alice"])
        #expect(exported.status == 0, "\(exported)")
        #expect(!exported.stdout.contains(Self.seed))
        let content = try wallet.home.read("id_tx_io.json")
        #expect(content.contains("\"private\": \"\(Self.seed)\""))
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        #expect(try await run(wallet, ["export", "alice", "--out", file, "--yes"]).status == 9)
        let plain = try await run(wallet, ["export", "alice", "--yes"]).answer()
        #expect(plain["id_tx_io"]?["private"]?.string == Self.seed)

        let other = try wallet.home.write(String(repeating: "ab", count: 32), to: "seed")
        let imported = try await run(wallet, ["import", "alice", other]).answer()
        #expect(imported["origin"]?.string == "imported")
        #expect(imported["pubkey_hex"]?.string != Self.derived)
        // Another chain has its own.
        let elsewhere = try await wallet.run([
            "keys", "encryption-key", "show", "alice", "--passphrase-file", wallet.passphrase,
            "--json",
        ])
        #expect(try elsewhere.answer()["origin"]?.string == "derived")
        let again = try await run(wallet, ["import", "alice", file])
        #expect(again.status == 4, "another key is kept already: \(again)")
        #expect(try await run(wallet, ["import", "alice", file, "--yes"]).status == 0)
        let back = try await run(wallet, ["show", "alice"]).answer()
        #expect(back["pubkey_hex"]?.string == Self.derived)
        #expect(try await run(wallet, ["forget", "alice", "--yes"]).status == 0)
        #expect(try await run(wallet, ["forget", "alice", "--yes"]).status == 3)
    }

    @Test("files that are none, open to others or not there are refused")
    func refusals() async throws {
        let wallet = try await Wallet()
        for (text, mode, status) in [
            ("", 0o600, 2), ("{}", 0o600, 2), ("ab", 0o600, 2),
            (#"{"private":"00","public":"00"}"#, 0o600, 2),
            (String(repeating: "ab", count: 32), 0o644, 9),
        ] {
            let file = try wallet.home.write(text, to: "bad", mode: mode)
            let result = try await run(wallet, ["import", "alice", file])
            #expect(result.status == Int32(status), "\(text) \(result)")
            try FileManager.default.removeItem(atPath: file)
        }
        #expect(try await run(wallet, ["import", "alice", "/none"]).status == 3)
        #expect(try await run(wallet, ["show", "nobody"]).status == 3)
    }
}
