import SecretBase
import SecretChain
import SecretCrypto
import SecretWire
import Testing

@Suite("Documents that are signed and never sent")
struct OffChainTests {
    @Test("ADR-36 statements are Keplr's", arguments: try KnownAnswer.all(["adr36"]))
    func statements(vector: KnownAnswer) throws {
        let document = OffChainDocument.statement(
            Bytes(try vector.input.text("data_utf8").utf8),
            by: try Address(vector.input.text("signer")))
        #expect(Hex.encode(document) == (try vector.expect.text("sign_bytes")))
        let signature = try vector.key().sign(document: document)
        #expect(Hex.encode(signature) == (try vector.expect.text("signature")))
    }

    @Test("permits are secret.js's", arguments: try KnownAnswer.all(["permit"]))
    func permits(vector: KnownAnswer) throws {
        let permit = QueryPermit(
            chainID: try vector.input.text("chain_id"),
            name: try vector.input.text("permit_name"),
            tokens: try vector.input.list("allowed_tokens").map {
                try Address(try #require($0.string))
            },
            permissions: try vector.input.list("permissions").map { try #require($0.string) })
        #expect(Hex.encode(permit.signBytes) == (try vector.expect.text("sign_bytes")))
        let key = try vector.key()
        let json = permit.json(
            publicKey: try PublicKeyBytes.of(key.publicKey),
            signature: try key.sign(document: permit.signBytes))
        #expect(try JSONValue(parsing: json).sorted == vector.expect["permit"]?.sorted)
    }

    @Test(
        "Keplr's encryption seed comes of the document that Keplr signs",
        arguments: try KnownAnswer.all(["keplr_encryption_seed"]))
    func keplrSeeds(vector: KnownAnswer) throws {
        let document = OffChainDocument.keplrEncryptionSeed(
            chainID: try vector.input.text("chain_id"))
        #expect(
            String(decoding: document, as: UTF8.self)
                == (try vector.expect.text("sign_doc_json")))
        let signature = try vector.key().sign(document: document)
        #expect(Hex.encode(signature) == (try vector.expect.text("signature")))
        let seed = OffChainDocument.encryptionSeed(from: signature)
        #expect(seed.withBytes { Hex.encode($0) } == (try vector.expect.text("encryption_seed")))
        #expect(
            Hex.encode(try X25519PrivateKey(seed).publicKey)
                == (try vector.expect.text("encryption_pubkey")))
    }
}
