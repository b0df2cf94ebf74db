import Foundation
import SecretBase
import SecretCrypto
import SecretWire
import TestSupport
import Testing

@testable import SecretEnclave

/// How enclaves hand seeds to one another, and prove a block's random value: this enclave is alone,
/// so only its primitives are held against the network's figures.
@Suite("Seeds on their way")
struct SeedTransportTests {
    private static func document() throws -> JSONValue {
        try KnownAnswer.document(Vectors.folder.appending(path: "enclave/seed-transport.json"))
    }

    /// Seeds are sealed one by one (48 bytes each), under the plain X25519 secret, for one node.
    @Test(
        "seeds reach a node that registers, and nobody else",
        arguments: try document().list("seed_exchange"))
    func exchange(vector: JSONValue) throws {
        let node = try X25519PrivateKey(
            SecretBytes(copying: vector.hex("node_registration_secret")))
        let name = try vector.hex("node_registration_public")
        #expect(node.publicKey == name)
        let exchange = try vector.hex("exchange_public")
        let shared = try node.rawSharedSecret(with: exchange)
        #expect(shared.withBytes { Bytes($0) } == (try vector.hex("shared_secret")))
        let cipher = try AESSIV(key: shared)
        let sealed = try vector.hex("encrypted_seeds")
        let seeds = try vector.list("seeds").map { try Hex.decode(#require($0.string)) }
        #expect(sealed.count == 48 * seeds.count)
        for (index, seed) in seeds.enumerated() {
            let part = Bytes(sealed[(48 * index)..<(48 * index + 48)])
            #expect(try cipher.open(part, with: [name]) == seed)
            #expect(cipher.seal(seed, with: [name]) == part)
            #expect(throws: CryptoError.self) { _ = try cipher.open(part, with: [exchange]) }
            #expect(throws: CryptoError.self) { _ = try cipher.open(part, with: []) }
        }
        let last = try ConsensusSeed(SecretBytes(copying: #require(seeds.last)))
        #expect(last.exchangeKey(for: .seedExchange).publicKey == exchange)
    }

    @Test("no associated data and one empty item are not the same")
    func emptyItem() throws {
        let vector = try #require(try Self.document()["aes_siv_no_ad"])
        let cipher = try AESSIV(key: SecretBytes(copying: vector.hex("key")))
        let plain = try vector.hex("plaintext")
        #expect(cipher.seal(plain, with: [[]]) == (try vector.hex("ciphertext")))
        #expect(cipher.seal(plain, with: []) == (try vector.hex("wrong_without_component")))
    }

    @Test("a block's random value is proven under the seed's own secret")
    func randomProof() throws {
        let vector = try #require(try Self.document()["random_proof"])
        let seed = try ConsensusSeed(SecretBytes(copying: vector.hex("seed")))
        var writer = ByteWriter()
        writer.putBigEndian(try #require(UInt64(vector["height"]?.numberText ?? "")))
        writer.put(try vector.hex("random48"))
        writer.put(try vector.hex("block_hash"))
        #expect(
            Hash.hmacSHA256(writer.bytes, key: seed.secret(for: .firstRandomness))
                == (try vector.hex("proof")))
    }
}
