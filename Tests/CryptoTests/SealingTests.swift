import SecretBase
import SecretCrypto
import TestSupport
import Testing

@Suite("Sealing")
struct SealingTests {
    struct SIV: Decodable, Sendable {
        let name, key, plain, sealed: String
        let data: [String]
    }

    struct Box: Decodable, Sendable {
        let name, cipher, key, nonce, data, plain, sealed: String
    }

    @Test(
        "with AES-SIV is that of RFC 5297",
        arguments: try Vectors.load("rfc5297/siv.json", of: SIV.self))
    func rfc(_ vector: SIV) throws { try check(vector) }

    @Test(
        "with AES-SIV takes none, one empty and many items, and empty texts",
        arguments: try Vectors.load("miscreant/siv.json", of: SIV.self))
    func items(_ vector: SIV) throws { try check(vector) }

    private func check(_ vector: SIV) throws {
        let siv = try AESSIV(key: vector.key.secret())
        let plain = try vector.plain.bytes()
        let data = try vector.data.map { try $0.bytes() }
        let sealed = siv.seal(plain, with: data)
        #expect(Hex.encode(sealed) == vector.sealed)
        #expect(try siv.open(sealed, with: data) == plain)
        #expect(throws: CryptoError.notAuthentic("sealed message")) {
            try siv.open(sealed, with: data + [[]])
        }
    }

    @Test("with AES-SIV notices every changed byte, every truncation and one byte too many")
    func tampering() throws {
        let siv = try AESSIV(key: RandomBytes.secret(32))
        let sealed = siv.seal(Bytes("a message of forty bytes, or nearly that".utf8), with: [[]])
        for index in sealed.indices {
            var bad = sealed
            bad[index] ^= 1
            #expect(throws: CryptoError.self) { try siv.open(bad, with: [[]]) }
            #expect(throws: CryptoError.self) {
                try siv.open(Bytes(sealed.prefix(index)), with: [[]])
            }
        }
        #expect(throws: CryptoError.self) { try siv.open(sealed + [0], with: [[]]) }
        let other = try AESSIV(key: RandomBytes.secret(32))
        #expect(throws: CryptoError.self) { try other.open(sealed, with: [[]]) }
        #expect(throws: CryptoError.self) { _ = try AESSIV(key: SecretBytes(count: 31)) }
    }

    @Test(
        "in boxes is the published one",
        arguments: try Vectors.load("aead/boxes.json", of: Box.self))
    func boxes(_ vector: Box) throws {
        let seal = try Self.sealer(vector.cipher, vector.key)
        let (nonce, data) = (try vector.nonce.bytes(), try vector.data.bytes())
        let plain = try vector.plain.bytes()
        let sealed = try seal.seal(plain, nonce, data)
        #expect(Hex.encode(sealed) == vector.sealed)
        #expect(try seal.open(sealed, nonce, data) == plain)
        for index in sealed.indices {
            var bad = sealed
            bad[index] ^= 0x80
            #expect(throws: CryptoError.notAuthentic("sealed text")) {
                try seal.open(bad, nonce, data)
            }
            #expect(throws: CryptoError.notAuthentic("sealed text")) {
                try seal.open(Bytes(sealed.prefix(index)), nonce, data)
            }
        }
        #expect(throws: CryptoError.self) { try seal.open(sealed + [0], nonce, data) }
        #expect(throws: CryptoError.self) { try seal.open(sealed, nonce + [0], data) }
        #expect(throws: CryptoError.self) { try seal.seal(plain, Bytes(nonce.dropLast()), data) }
        if !data.isEmpty {
            #expect(throws: CryptoError.self) { try seal.open(sealed, nonce, data + [0]) }
        }
    }

    /// The three ciphers behind one shape.
    struct Sealer {
        let seal: (Bytes, Bytes, Bytes) throws -> Bytes
        let open: (Bytes, Bytes, Bytes) throws -> Bytes
    }

    private static func sealer(_ cipher: String, _ key: String) throws -> Sealer {
        let text: (borrowing SecretBytes) -> Bytes = { $0.withBytes { Bytes($0) } }
        switch cipher {
        case "xchacha20poly1305":
            return Sealer(
                seal: {
                    try XChaCha20Poly1305(key: key.secret())
                        .seal(SecretBytes(copying: $0), nonce: $1, with: $2)
                },
                open: {
                    text(try XChaCha20Poly1305(key: key.secret()).open($0, nonce: $1, with: $2))
                })
        case "chacha20poly1305":
            return Sealer(
                seal: {
                    try ChaCha20Poly1305(key: key.secret())
                        .seal(SecretBytes(copying: $0), nonce: $1, with: $2)
                },
                open: {
                    text(try ChaCha20Poly1305(key: key.secret()).open($0, nonce: $1, with: $2))
                })
        default:
            return Sealer(
                seal: { plain, nonce, _ in
                    try XSalsa20Poly1305(key: key.secret())
                        .seal(SecretBytes(copying: plain), nonce: nonce)
                },
                open: { sealed, nonce, _ in
                    text(try XSalsa20Poly1305(key: key.secret()).open(sealed, nonce: nonce))
                })
        }
    }
}
