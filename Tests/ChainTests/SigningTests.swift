import SecretBase
import SecretChain
import SecretCrypto
import SecretWire
import SwiftProtobuf
import TestSupport
import Testing

@Suite("Signing transactions")
struct SigningTests {
    @Test(
        "lays out and signs what real clients lay out and sign",
        arguments: try TransactionVectors.plain())
    func buildsAsClients(vector: KnownAnswer) throws {
        let key = try vector.key()
        let signed = try TransactionVectors.draft(vector.input).signed(
            by: key.publicKey, mode: TransactionVectors.mode(vector.input),
            at: TransactionVectors.place(vector.input), sign: key.sign)
        #expect(Hex.encode(signed.signBytes) == (try vector.expect.text("sign_bytes")))
        #expect(Hex.encode(signed.signature) == (try vector.expect.text("signature")))
        #expect(Hex.encode(signed.bytes) == (try vector.expect.text("tx_bytes")))
        #expect(signed.hash.description == (try vector.expect.text("tx_hash")))
    }

    @Test(
        "reads every client's transaction back into the same sign bytes",
        arguments: try KnownAnswer.all(["tx"]))
    func readsClients(vector: KnownAnswer) throws {
        let transaction = try Transaction(decoding: vector.expect.hex("tx_bytes"))
        let place = try TransactionVectors.place(vector.input)
        let document =
            try TransactionVectors.mode(vector.input) == .direct
            ? transaction.directSignBytes(
                chainID: place.chainID, accountNumber: place.accountNumber)
            : try transaction.aminoSignBytes(
                chainID: place.chainID, accountNumber: place.accountNumber,
                sequence: place.sequence)
        #expect(Hex.encode(document) == (try vector.expect.text("sign_bytes")))
        #expect(Hex.encode(transaction.bodyBytes) == (try vector.expect.text("body_bytes")))
        #expect(
            Hex.encode(transaction.authInfoBytes) == (try vector.expect.text("auth_info_bytes")))
        #expect(transaction.hash.description == (try vector.expect.text("tx_hash")))
        #expect(try transaction.signers.get() == [Address(vector.input.text("signer"))])
        #expect(try transaction.feePayer == Address(vector.input.text("signer")))
        #expect(transaction.signatures == [try vector.expect.hex("signature")])
        let verifier = try Secp256k1PublicKey(
            PublicKeyBytes.of(try PublicKey(transaction.authInfo.signerInfos[0].publicKey)))
        #expect(
            verifier.isValid(
                signature: transaction.signatures[0], digest: Hash.sha256(document)))
    }

    @Test("a generated transaction file becomes the draft that it was written from")
    func readsGeneratedFiles() throws {
        let vector = try #require(
            try TransactionVectors.plain().first { $0.id == "multi_msg_amino" })
        let draft = try TransactionVectors.draft(vector.input)
        var unsigned = WireTx()
        unsigned.body = draft.body
        unsigned.authInfo.fee = draft.wireFee
        let json = try GatewayJSON.encode(
            unsigned.serializedBytes(), as: "cosmos.tx.v1beta1.Tx")
        let key = try vector.key()
        let signed = try TransactionDraft(generated: json).signed(
            by: key.publicKey, mode: .amino, at: TransactionVectors.place(vector.input),
            sign: key.sign)
        #expect(Hex.encode(signed.bytes) == (try vector.expect.text("tx_bytes")))
    }

    @Test("a generated file with extension options or a tip is refused, not cut down")
    func refusesWhatADraftDoesNotKeep() throws {
        var tipped = WireTx()
        tipped.authInfo.tip.tipper = "secret1"
        #expect(throws: ChainError.self) { try TransactionDraft(tipped) }
        var extended = WireTx()
        extended.body.nonCriticalExtensionOptions = [.init()]
        #expect(throws: ChainError.self) { try TransactionDraft(extended) }
        #expect(throws: (any Error).self) {
            try TransactionDraft(generated: Bytes(#"{"body":{"surprise":1}}"#.utf8))
        }
    }

    @Test("for simulation the layout is the signed one with zeros for a signature")
    func simulationLayout() throws {
        let vector = try #require(try TransactionVectors.plain().first { $0.id == "send_direct" })
        let draft = try TransactionVectors.draft(vector.input)
        let bytes = try draft.unsigned(
            by: vector.key().publicKey, sequence: vector.input.number("sequence"))
        let transaction = try Transaction(decoding: bytes)
        #expect(transaction.signatures == [Bytes(repeating: 0, count: 64)])
        #expect(Hex.encode(transaction.bodyBytes) == (try vector.expect.text("body_bytes")))
    }

    @Test("when signing fails, its own error comes out")
    func passesErrorsOn() throws {
        struct Refused: Error {}
        let vector = try #require(try TransactionVectors.plain().first)
        #expect(throws: Refused.self) {
            try TransactionVectors.draft(vector.input).signed(
                by: vector.key().publicKey, at: TransactionVectors.place(vector.input)
            ) { _ in throw Refused() }
        }
    }

    @Test(
        "the worked example of the chain's specification",
        .enabled(if: SharedVectors.isPresent, "the shared vectors are not on this machine"))
    func workedExample() throws {
        let direct = try #require(try SharedVectors.chain("tx_direct"))
        let raw = try Base64.decode(try #require(direct["tx_raw"]?.string))
        let transaction = try Transaction(decoding: raw)
        #expect(
            transaction.hash.description
                == "F9042D65637E4B5BDBC489A3189D046C522C12528AD82680125FA47B2BF9A8D7")
        let amino = try #require(try SharedVectors.chain("tx_amino"))
        let document = try transaction.aminoSignBytes(
            chainID: "secretdev-1", accountNumber: 3, sequence: 7)
        #expect(String(decoding: document, as: UTF8.self) == amino["sign_json"]?.string)
    }
}

enum PublicKeyBytes {
    static func of(_ key: PublicKey) throws -> Bytes {
        guard case .secp256k1(let bytes) = key else { throw ChainError.unknownKey("\(key)") }
        return bytes
    }
}
