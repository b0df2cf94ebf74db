import SecretBase
import SecretEnclave
import TestSupport
import Testing

@testable import SecretCore

struct SealingTests {
    struct Sealed: Decodable, Sendable, CustomTestStringConvertible {
        let id, seed, nonce, ioPublicKey, codeHash, msg, pubkey, plaintext, encrypted: String

        enum CodingKeys: String, CodingKey {
            case id, seed, nonce, msg, pubkey, plaintext, encrypted
            case ioPublicKey = "io_pubkey"
            case codeHash = "code_hash"
        }

        var testDescription: String { id }
    }

    struct Output: Decodable, Sendable, CustomTestStringConvertible {
        let id, what, seed, nonce, ioPublicKey, input, plaintext: String

        enum CodingKeys: String, CodingKey {
            case id, what, seed, nonce, input, plaintext
            case ioPublicKey = "io_pubkey"
        }

        var testDescription: String { id }
    }

    private let place: Workplace

    init() throws { place = try Workplace() }

    private func keys(
        _ networkKey: String, _ seed: String, _ nonce: String? = nil
    ) throws -> SealingService.Keys {
        SealingService.Keys(
            networkKey: networkKey, seedFile: try place.home.write(seed + "\n", to: "seed"),
            nonce: nonce)
    }

    @Test(
        "seals and opens messages as real clients do, byte for byte",
        arguments: try Vectors.load("client-encryption/encrypt.json", of: Sealed.self))
    func messages(_ known: Sealed) async throws {
        let file = try place.home.write(known.msg, to: "msg.json")
        let sealed = try await place.tools.sealing.seal(
            messageFile: file, codeHash: known.codeHash,
            keys: keys(known.ioPublicKey, known.seed, known.nonce))
        let json = try JSONNode(parsing: sealed.fields.json)
        #expect(json["encrypted_hex"]?.string == known.encrypted)
        #expect(json["nonce_hex"]?.string == known.nonce)
        #expect(json["pubkey_hex"]?.string == known.pubkey)
        let opened = try await place.tools.sealing.open(
            known.encrypted, as: .message, keys: keys(known.ioPublicKey, known.seed))
        #expect(opened.plaintext == known.plaintext)
        #expect(opened.codeHash == known.codeHash)
    }

    @Test(
        "opens what contracts answer as real clients do",
        arguments: try Vectors.load("client-encryption/outputs.json", of: Output.self))
    func outputs(_ known: Output) async throws {
        let kind = try #require(SealingService.Kind(rawValue: known.what))
        let opened = try await place.tools.sealing.open(
            known.input, as: kind, keys: keys(known.ioPublicKey, known.seed, known.nonce))
        #expect(opened.plaintext == known.plaintext)
        // Without the nonce of the request nothing opens it.
        let error = await #expect(throws: TransactionFailure.self) {
            try await place.tools.sealing.open(
                known.input, as: kind, keys: keys(known.ioPublicKey, known.seed))
        }
        #expect(error?.code == "option_missing")
    }

    @Test("neither a part of a message nor one with a byte more opens")
    func truncations() async throws {
        let known = try #require(
            try Vectors.load("client-encryption/encrypt.json", of: Sealed.self).first)
        let keys = try keys(known.ioPublicKey, known.seed)
        for count in 0..<known.encrypted.count / 2 {
            let part = String(known.encrypted.prefix(2 * count))
            await #expect(throws: EnclaveError.self) {
                try await place.tools.sealing.open(part, as: .message, keys: keys)
            }
        }
        await #expect(throws: EnclaveError.self) {
            try await place.tools.sealing.open(known.encrypted + "00", as: .message, keys: keys)
        }
    }

    @Test("two messages never share a nonce that nobody chose")
    func freshNonces() async throws {
        let known = try #require(
            try Vectors.load("client-encryption/encrypt.json", of: Sealed.self).first)
        let file = try place.home.write(known.msg, to: "msg.json")
        let keys = try keys(known.ioPublicKey, known.seed)
        var nonces: Set<Bytes> = []
        for _ in 0..<20 {
            let sealed = try await place.tools.sealing.seal(
                messageFile: file, codeHash: known.codeHash, keys: keys)
            nonces.insert(sealed.nonce)
        }
        #expect(nonces.count == 20)
    }

    @Test(
        "seeds, nonces, keys and messages of the wrong shape are exit 2",
        arguments: [
            ("seed", "00"), ("seed", String(repeating: "0g", count: 32)),
            ("seed", String(repeating: "0", count: 66)), ("nonce", "00"), ("nonce", "zz"),
            ("key", "AAAA"), ("key", "%"), ("msg", ""), ("msg", "{\"a\":1"), ("msg", "{} {}"),
            ("code", "39"), ("code", "x"),
        ])
    func malformed(_ what: String, _ text: String) async throws {
        let known = try #require(
            try Vectors.load("client-encryption/encrypt.json", of: Sealed.self).first)
        let file = try place.home.write(what == "msg" ? text : known.msg, to: "msg.json")
        let keys = try keys(
            what == "key" ? text : known.ioPublicKey, what == "seed" ? text : known.seed,
            what == "nonce" ? text : known.nonce)
        let error = await #expect(throws: (any Error).self) {
            try await place.tools.sealing.seal(
                messageFile: file, codeHash: what == "code" ? text : known.codeHash, keys: keys)
        }
        #expect((error as? any Failure)?.exit == .usage, "\(String(describing: error))")
    }
}
