import Foundation
import SecretBase
import SecretChain
import SecretCrypto
import SecretWire
import TestSupport
import Testing

@testable import SecretCore

/// Transactions that one machine writes down and another signs.
struct UnsignedTests {
    private func built(_ place: Workplace) throws -> UnsignedTransaction {
        UnsignedTransaction(
            draft: place.draft("memo"),
            place: SigningPlace(chainID: "secret-4", accountNumber: 7, sequence: 3),
            signer: place.signer.address, plan: "test",
            seals: [
                SealNote(
                    messageIndex: 0, networkKey: Bytes(repeating: 1, count: 32),
                    publicKey: Bytes(repeating: 2, count: 32),
                    nonce: Bytes(repeating: 3, count: 32),
                    codeHash: try CodeHash(bytes: Bytes(repeating: 4, count: 32)))
            ])
    }

    @Test("text and JSON are the same document, and it is read back whole")
    func roundTrip() throws {
        let place = try Workplace()
        let built = try built(place)
        let text = built.text(in: TextStyle(usesColour: false))
        let json = try JSONValue(parsing: Bytes(text.utf8))
        #expect(json["schema"]?.string == "secretctl/tx-build/v1")
        let fields = try JSONValue(parsing: Bytes(built.fields.json.utf8))
        for member in fields.members ?? [] { #expect(json[member.name] == member.value) }
        #expect(json["sealed"]?.array?.first?["nonce_hex"]?.string?.hasPrefix("0303") == true)
        for document in [text, built.fields.json] {
            let file = try UnsignedFile(Bytes(document.utf8), named: "f")
            #expect(file.chainID == "secret-4")
            #expect(file.accountNumber == 7)
            #expect(file.sequence == 3)
            #expect(try file.draft.bodyBytes() == place.draft("memo").bodyBytes())
            #expect(file.draft.fee == place.draft().fee)
            #expect(file.draft.gasLimit == place.draft().gasLimit)
        }
    }

    @Test("signs at the place in the file, as if it had been given by flags")
    func signs() async throws {
        let place = try Workplace()
        let text = try built(place).text(in: TextStyle(usesColour: false))
        let words = try place.home.write(Workplace.words, to: "words")
        var task = SigningTask(
            file: try place.home.write(text, to: "unsigned.json"),
            key: .phrase(file: words, coinType: 529, account: 0, index: 0), isOffline: true)
        let signed = try await place.service.sign(task)
        #expect(signed.place == SigningPlace(chainID: "secret-4", accountNumber: 7, sequence: 3))
        task.sequence = 9
        #expect(try await place.service.sign(task).place.sequence == 9)
    }

    @Test("a chain named beside the file must be the file's")
    func otherChain() async throws {
        let place = try Workplace()
        let text = try built(place).text(in: TextStyle(usesColour: false))
        let settings = try Settings(
            home: place.home.path, flags: ["chain_id": "pulsar-3"], environment: Environment([:]),
            directory: place.home.path)
        let tools = Toolbox(settings: settings, prompts: NoPrompts(), notices: NoNotices())
        let service = TransactionService(tools: tools, chain: place.chain)
        let words = try place.home.write(Workplace.words, to: "words")
        let task = SigningTask(
            file: try place.home.write(text, to: "unsigned.json"),
            key: .phrase(file: words, coinType: 529, account: 0, index: 0), isOffline: true)
        let error = await #expect(throws: TransactionFailure.self) {
            try await service.sign(task)
        }
        #expect(error?.exit == .refused)
    }

    @Test(
        "files that lack something are exit 2",
        arguments: [
            "", "{}", "[]", #"{"tx":{},"chain_id":"a"}"#, #"{"tx":{},"chain_id":"","sequence":1}"#,
            #"{"tx":5,"chain_id":"a","sequence":1,"account_number":1}"#,
            #"{"tx":{"body":{"messages":[{"@type":"/no.Msg"}]}},"chain_id":"a","sequence":1,"account_number":1}"#,
        ])
    func malformed(_ text: String) {
        let error = #expect(throws: TransactionFailure.self) {
            try UnsignedFile(Bytes(text.utf8), named: "f")
        }
        #expect(error?.exit == .usage)
    }

    @Test("a file of messages is a list, one alone, or a transaction's")
    func messageFiles() throws {
        let one = #"{"@type":"/cosmos.bank.v1beta1.MsgSend"}"#
        for text in [
            one, "[\(one)]", #"{"messages":[\#(one)]}"#, #"{"body":{"messages":[\#(one)]}}"#,
            #"{"tx":{"body":{"messages":[\#(one)]}}}"#,
        ] {
            #expect(try BatchFile.operations(in: Bytes(text.utf8), named: "f").count == 1)
        }
        for text in ["", "{}", "[]", "[5]", #"[{"type":"x"}]"#, "5"] {
            #expect(throws: TransactionFailure.self) {
                try BatchFile.operations(in: Bytes(text.utf8), named: "f")
            }
        }
    }

    @Test("only a contract's message that is JSON still is to be sealed")
    func sealedFields() {
        let type = "/secret.compute.v1beta1.MsgExecuteContract"
        #expect(
            MessageDraft(["@type": .string(type), "msg": ["a": "b"]]).sealedField?.name == "msg")
        #expect(MessageDraft(["@type": .string(type), "msg": "AAAA"]).sealedField == nil)
        #expect(
            MessageDraft(["@type": "/cosmos.gov.v1.MsgVote", "msg": ["a": "b"]]).sealedField == nil)
        var draft = MessageDraft(["@type": .string(type), "msg": ["a": "b"]])
        draft.fill("sender", with: "me")
        draft.fill("sender", with: "you")
        draft.replace("msg", with: "sealed")
        #expect(draft.json["sender"] == "me")
        #expect(draft.json["msg"] == "sealed")
    }
}
