import Foundation
import TestSupport
import Testing

struct TxTests {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        let id, chainID, accountNumber, sequence, signMode, unsigned, mnemonic: String
        let coinType, account, index: Int
        let txBase64, txHash, signatureHex, signBytesHex: String

        enum CodingKeys: String, CodingKey {
            case id, sequence, unsigned, mnemonic, account, index
            case chainID = "chain_id"
            case accountNumber = "account_number"
            case signMode = "sign_mode"
            case coinType = "coin_type"
            case txBase64 = "tx_base64"
            case txHash = "tx_hash"
            case signatureHex = "signature_hex"
            case signBytesHex = "sign_bytes_hex"
        }

        var testDescription: String { id }
    }

    static let cases = (try? Vectors.load("generated-tx/tx.json", of: Case.self)) ?? []

    private func sign(
        _ known: Case, in home: TemporaryHome, _ more: [String] = []
    ) async throws -> Binary.Result {
        let file = try home.write(known.unsigned, to: "unsigned.json", mode: 0o644)
        let words = try home.write(known.mnemonic + "\n", to: "words")
        return try await Binary.run(
            [
                "tx", "sign", file, "--mnemonic-file", words, "--coin-type",
                "\(known.coinType)", "--account", "\(known.account)", "--index",
                "\(known.index)", "--chain-id", known.chainID, "--account-number",
                known.accountNumber, "--sequence", known.sequence, "--sign-mode",
                known.signMode, "--offline", "--home", home.path,
            ] + more, home: home)
    }

    @Test(
        "signs offline as real clients do, in both modes",
        arguments: cases.filter { ["send_direct", "send_memo_html_amino"].contains($0.id) })
    func signs(_ known: Case) async throws {
        let home = try TemporaryHome()
        let result = try await sign(known, in: home, ["--json"])
        #expect(result.status == 0, "\(result)")
        #expect(result.stderr.isEmpty)
        let answer = try result.answer()
        #expect(answer["schema"]?.string == "secretctl/tx-sign/v1")
        #expect(answer["tx_base64"]?.string == known.txBase64)
        #expect(answer["tx_hash"]?.string == known.txHash)
        #expect(answer["signature_hex"]?.string == known.signatureHex)
        #expect(answer["sign_bytes_hex"]?.string == known.signBytesHex)
        let text = try await sign(known, in: home)
        #expect(text.stdout == known.txBase64 + "\n")
    }

    @Test("the vectors are there: an empty list of cases would pass unseen")
    func casesAreThere() { #expect(Self.cases.count == 38) }

    @Test("a file of words that others can read is refused, one that is not there is exit 3")
    func wordsFile() async throws {
        let home = try TemporaryHome()
        let file = try home.write(Self.cases[0].unsigned, to: "unsigned.json")
        let open = try home.write(Self.cases[0].mnemonic, to: "open", mode: 0o644)
        let flags = ["--account-number", "1", "--sequence", "1", "--offline", "--json"]
        for (words, status) in [(open, 9), (home.path + "/none", 3)] {
            let result = try await Binary.run(
                ["tx", "sign", file, "--mnemonic-file", words] + flags, home: home)
            #expect(result.status == Int32(status), "\(result)")
            #expect(try result.failure()["exit"]?.integer == status)
        }
        let missing = try await Binary.run(
            ["tx", "sign", home.path + "/none.json", "--mnemonic-file", open] + flags, home: home)
        #expect(missing.status == 3, "\(missing)")
    }

    @Test(
        "wrong words on the line are exit 2",
        arguments: [
            ["sign", "x.json"], ["sign", "x.json", "--from", "a", "--mnemonic-file", "b"],
            ["sign", "x.json", "--from", "a", "--sign-mode", "textual"], ["broadcast"],
            ["broadcast", "x", "--wait", "-1"], ["status"], ["status", "abc"],
            ["wait", "abc"], ["decode"], ["decode", "@@@"], ["sgin"], [],
            ["encrypt", "--msg-file", "x"], ["decrypt"], ["decrypt", "--what", "letter"],
        ])
    func usage(_ words: [String]) async throws {
        let result = try await Binary.run(["tx"] + words + ["--json"] + SendTests.nowhere)
        #expect(result.status == 2, "\(result)")
        #expect(try result.failure()["exit"]?.integer == 2)
        #expect(result.stdout.isEmpty)
    }

    @Test("decodes base64, hex, files and standard input to the chain's JSON")
    func decodes() async throws {
        let home = try TemporaryHome()
        let known = Self.cases[0]
        let file = try home.write(known.txBase64, to: "signed")
        for (argument, input) in [
            (known.txBase64, Binary.Input.none), (file, .none), ("-", .text(known.txBase64)),
        ] {
            let result = try await Binary.run(
                ["tx", "decode", argument, "--json"], stdin: input, home: home)
            #expect(result.status == 0, "\(result)")
            let answer = try result.answer()
            #expect(answer["tx_hash"]?.string == known.txHash)
            let message = answer["tx"]?["body"]?["messages"]?[0]
            #expect(message?["@type"]?.string == "/cosmos.bank.v1beta1.MsgSend")
            #expect(message?["amount"]?[0]?["amount"]?.string == "1666667")
            #expect(answer["tx"]?["auth_info"]?["fee"]?["gas_limit"]?.string == "143333")
        }
        let missing = try await Binary.run(["tx", "decode", "./none.json"], home: home)
        #expect(missing.status == 3, "\(missing)")
    }

    @Test("asking or sending without a node is exit 5")
    func unreachable() async throws {
        let home = try TemporaryHome()
        let file = try home.write(Self.cases[0].txBase64, to: "signed")
        for words in [
            ["status", Self.cases[0].txHash], ["broadcast", file],
            ["broadcast", file, "--dry-run"],
        ] {
            let result = try await Binary.run(
                ["tx"] + words + ["--home", home.path, "--json"] + SendTests.nowhere, home: home)
            #expect(result.status == 5, "\(result)")
            #expect(try result.failure()["code"]?.string == "unreachable")
        }
    }
}
