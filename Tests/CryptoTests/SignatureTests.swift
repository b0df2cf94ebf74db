import SecretBase
import SecretCrypto
import TestSupport
import Testing

@Suite("Signatures")
struct SignatureTests {
    struct ECDSA: Decodable, Sendable {
        let key, text, signature: String
    }

    struct EdDSA: Decodable, Sendable {
        let seed, publicKey, message, signature: String
    }

    /// The order of secp256k1, big-endian.
    static let order = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"

    @Test(
        "of secp256k1 are the deterministic ones",
        arguments: try Vectors.load("rfc6979/secp256k1.json", of: ECDSA.self))
    func deterministic(_ vector: ECDSA) throws {
        let key = try Secp256k1PrivateKey(vector.key.secret())
        let digest = Hash.sha256(vector.text.utf8)
        let signature = try key.signature(digest: digest)
        #expect(Hex.encode(signature) == vector.signature)
        #expect(key.publicKey.isValid(signature: signature, digest: digest))
        #expect(!key.publicKey.isValid(signature: signature, digest: Hash.sha256([0])))
    }

    @Test("of secp256k1 with s in the upper half are refused")
    func highS() throws {
        let key = try Secp256k1PrivateKey(Self.one())
        let digest = Hash.sha256("high s".utf8)
        var signature = try key.signature(digest: digest)
        // n - s is the other solution of the same equation.
        var borrow = 0
        let order = try Self.order.bytes()
        for index in (0..<32).reversed() {
            let difference = Int(order[index]) - Int(signature[32 + index]) - borrow
            borrow = difference < 0 ? 1 : 0
            signature[32 + index] = UInt8(truncatingIfNeeded: difference)
        }
        #expect(signature[32] >= 0x7f)
        #expect(!key.publicKey.isValid(signature: signature, digest: digest))
    }

    @Test("of secp256k1 break with any bit, and with any other length")
    func brokenBits() throws {
        let key = try Secp256k1PrivateKey(Self.one())
        let digest = Hash.sha256("bits".utf8)
        let good = try key.signature(digest: digest)
        let publicKey = key.publicKey
        for bit in 0..<512 {
            var bad = good
            bad[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!publicKey.isValid(signature: bad, digest: digest))
        }
        for count in 0..<64 {
            #expect(!publicKey.isValid(signature: Bytes(good.prefix(count)), digest: digest))
        }
        #expect(!publicKey.isValid(signature: good + [0], digest: digest))
        #expect(!publicKey.isValid(signature: good, digest: digest + [0]))
        #expect(!publicKey.isValid(signature: Bytes(repeating: 0, count: 64), digest: digest))
        #expect(throws: CryptoError.length(of: "digest", wanted: "32", got: 31)) {
            try key.signature(digest: Bytes(digest.dropLast()))
        }
    }

    @Test("take no scalar of zero, none beyond the order, and none of another length")
    func badScalars() throws {
        let notAKey = CryptoError.notAKey("secp256k1 private key")
        for text in [String(repeating: "0", count: 64), Self.order] {
            #expect(throws: notAKey) { _ = try Secp256k1PrivateKey(text.secret()) }
        }
        for count in [0, 31, 33] {
            #expect(throws: CryptoError.self) {
                _ = try Secp256k1PrivateKey(SecretBytes(count: count))
            }
        }
        // The order less 1 is the largest.
        let last = try Secp256k1PrivateKey((Self.order.dropLast() + "0").secret())
        #expect(last.publicKey.bytes.count == 33)
    }

    @Test("take no public key that is off the curve or not compressed")
    func badPoints() throws {
        let good = try Secp256k1PrivateKey(Self.one()).publicKey.bytes
        #expect(
            Hex.encode(good)
                == "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798")
        #expect(try Secp256k1PublicKey(good).bytes == good)
        var uncompressed = good
        uncompressed[0] = 4
        #expect(throws: CryptoError.self) { try Secp256k1PublicKey(uncompressed) }
        let offCurve = [2] + Bytes(repeating: 0, count: 31) + [5]
        #expect(throws: CryptoError.notAKey("secp256k1 public key")) {
            try Secp256k1PublicKey(offCurve)
        }
        for count in 0..<33 {
            #expect(throws: CryptoError.self) { try Secp256k1PublicKey(Bytes(good.prefix(count))) }
        }
        #expect(throws: CryptoError.self) { try Secp256k1PublicKey(good + [0]) }
    }

    @Test("of one key verify in many threads at once")
    func threads() async throws {
        let key = try Secp256k1PrivateKey(Self.one())
        let digest = Hash.sha256("threads".utf8)
        let (publicKey, signature) = (key.publicKey, try key.signature(digest: digest))
        let valid = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<50 {
                group.addTask { publicKey.isValid(signature: signature, digest: digest) }
            }
            return await group.allSatisfy { $0 }
        }
        #expect(valid)
    }

    @Test(
        "of Ed25519 are those of RFC 8032",
        arguments: try Vectors.load("rfc8032/ed25519.json", of: EdDSA.self))
    func edwards(_ vector: EdDSA) throws {
        let key = try Ed25519PrivateKey(seed: vector.seed.secret())
        let message = try vector.message.bytes()
        #expect(Hex.encode(key.publicKey.bytes) == vector.publicKey)
        let signature = key.signature(of: message)
        #expect(Hex.encode(signature) == vector.signature)
        #expect(key.publicKey.isValid(signature: signature, message: message))
        #expect(!key.publicKey.isValid(signature: signature, message: message + [0]))
        #expect(!key.publicKey.isValid(signature: signature + [0], message: message))
        #expect(throws: CryptoError.self) {
            _ = try Ed25519PrivateKey(seed: SecretBytes(count: 31))
        }
        #expect(throws: CryptoError.self) { try Ed25519PublicKey(key.publicKey.bytes + [0]) }
    }

    private static func one() -> SecretBytes {
        SecretBytes(copying: Bytes(repeating: 0, count: 31) + [1])
    }
}
