import SecretBase
import SecretChain
import TestSupport
import Testing

@testable import SecretCore

struct SigningTests {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        let id, mnemonic, chainID, accountNumber, sequence, signMode, unsigned: String
        let coinType, account, index: UInt32
        let txBase64, txHash, signatureHex, signBytesHex: String

        enum CodingKeys: String, CodingKey {
            case id, mnemonic, sequence, unsigned, account, index
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

    @Test(
        "signs what secretcli generated as real clients sign it, byte for byte",
        arguments: try Vectors.load("generated-tx/tx.json", of: Case.self))
    func signs(_ known: Case) async throws {
        let home = try TemporaryHome()
        let file = try home.write(known.unsigned, to: "unsigned.json", mode: 0o644)
        let words = try home.write(known.mnemonic + "\n", to: "words")
        let settings = try Settings(
            home: home.path, flags: ["chain_id": known.chainID], environment: Environment([:]),
            directory: home.path)
        let tools = Toolbox(settings: settings, prompts: NoPrompts(), notices: NoNotices())
        let answer = try await tools.transactions.sign(
            SigningTask(
                file: file,
                key: .phrase(
                    file: words, coinType: known.coinType, account: known.account,
                    index: known.index),
                mode: known.signMode, accountNumber: UInt64(known.accountNumber),
                sequence: UInt64(known.sequence), isOffline: true))
        let json = try JSONNode(parsing: answer.fields.json)
        #expect(json["tx_base64"]?.string == known.txBase64)
        #expect(json["tx_hash"]?.string == known.txHash)
        #expect(json["signature_hex"]?.string == known.signatureHex)
        #expect(json["sign_bytes_hex"]?.string == known.signBytesHex)
        let decoded = try tools.transactions.decode(known.txBase64)
        #expect(try JSONNode(parsing: decoded.fields.json)["tx_hash"]?.string == known.txHash)
    }

    @Test("a key that the transaction does not ask for is refused")
    func otherSigner() async throws {
        let known = try #require(
            try Vectors.load("generated-tx/tx.json", of: Case.self).first)
        let place = try Workplace()
        let file = try place.home.write(known.unsigned, to: "unsigned.json")
        let words = try place.home.write(known.mnemonic, to: "words")
        let error = await #expect(throws: TransactionFailure.self) {
            try await place.service.sign(
                SigningTask(
                    file: file, key: .phrase(file: words, coinType: 529, account: 0, index: 5),
                    accountNumber: 1, sequence: 1, isOffline: true))
        }
        #expect(error?.exit == .refused)
    }

    @Test("offline, what only a node could tell is asked of the user")
    func needsPlace() async throws {
        let known = try #require(
            try Vectors.load("generated-tx/tx.json", of: Case.self).first)
        let place = try Workplace()
        let file = try place.home.write(known.unsigned, to: "unsigned.json")
        let words = try place.home.write(known.mnemonic, to: "words")
        for (number, sequence) in [(UInt64?.none, UInt64?(1)), (1, nil)] {
            let error = await #expect(throws: TransactionFailure.self) {
                try await place.service.sign(
                    SigningTask(
                        file: file, key: .phrase(file: words, coinType: 529, account: 0, index: 0),
                        accountNumber: number, sequence: sequence, isOffline: true))
            }
            #expect(error?.code == "option_missing")
        }
        for text in ["", "{}x", "[]", "{\"body\":1}"] {
            let bad = try place.home.write(text, to: "bad.json")
            let error = await #expect(throws: TransactionFailure.self) {
                try await place.service.sign(
                    SigningTask(
                        file: bad, key: .phrase(file: words, coinType: 529, account: 0, index: 0),
                        accountNumber: 1, sequence: 1, isOffline: true))
            }
            #expect(error?.exit == .usage)
        }
    }
}
