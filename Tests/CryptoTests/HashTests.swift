import SecretBase
import SecretCrypto
import TestSupport
import Testing

@Suite("Hashes")
struct HashTests {
    struct Digests: Decodable, Sendable {
        let text, sha256, sha512, ripemd160: String
    }

    struct HMAC: Decodable, Sendable {
        let key, message, sha256, sha512: String
    }

    struct Derived: Decodable, Sendable {
        let name, ikm, salt, info, okm: String
        let count: Int
    }

    @Test(
        "give the published digests",
        arguments: try Vectors.load("hashes/digests.json", of: Digests.self))
    func digests(_ vector: Digests) {
        let bytes = Bytes(vector.text.utf8)
        #expect(Hex.encode(Hash.sha256(bytes)) == vector.sha256)
        #expect(Hex.encode(Hash.sha512(bytes)) == vector.sha512)
        #expect(Hex.encode(Hash.ripemd160(bytes)) == vector.ripemd160)
    }

    @Test("do not care how the bytes are held")
    func shapes() {
        let bytes = Bytes((0..<200).map { UInt8($0) })
        let whole = Hash.sha256(bytes[10..<150])
        #expect(whole == Hash.sha256(Bytes(bytes[10..<150])))
        #expect(whole == bytes.withUnsafeBytes { Hash.sha256($0[10..<150]) })
        #expect(whole == Hash.sha256(bytes.lazy.map { $0 }.dropFirst(10).prefix(140)))
    }

    @Test(
        "are keyed as RFC 4231 says",
        arguments: try Vectors.load("rfc4231/hmac.json", of: HMAC.self))
    func keyed(_ vector: HMAC) throws {
        let (key, message) = (try vector.key.bytes(), try vector.message.bytes())
        #expect(Hex.encode(Hash.hmacSHA256(message, key: key)) == vector.sha256)
        #expect(Hex.encode(Hash.hmacSHA512(message, key: key)) == vector.sha512)
    }

    @Test(
        "derive keys as RFC 5869 says",
        arguments: try Vectors.load("rfc5869/hkdf.json", of: Derived.self))
    func derives(_ vector: Derived) throws {
        let (salt, info) = (try vector.salt.bytes(), try vector.info.bytes())
        let key = try vector.ikm.secret().withBytes {
            HKDF.derive(from: $0, salt: salt, info: info, count: vector.count)
        }
        #expect(key.hex == vector.okm)
    }

    @Test("give a prefix of the same stream when fewer bytes are asked for")
    func prefixes() throws {
        let long = try "0b0b".secret().withBytes {
            HKDF.derive(from: $0, salt: [], info: [1], count: 100)
        }
        for count in [0, 1, 31, 32, 33, 64, 65] {
            let short = try "0b0b".secret().withBytes {
                HKDF.derive(from: $0, salt: [], info: [1], count: count)
            }
            #expect(short.hex == String(long.hex.prefix(count * 2)))
        }
    }
}
