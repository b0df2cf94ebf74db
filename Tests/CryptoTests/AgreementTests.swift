import SecretBase
import SecretCrypto
import TestSupport
import Testing

@Suite("X25519")
struct AgreementTests {
    struct Product: Decodable, Sendable {
        let name, scalar, point, result: String
    }

    @Test(
        "multiplies as RFC 7748 says",
        arguments: try Vectors.load("rfc7748/x25519.json", of: Product.self))
    func multiplies(_ vector: Product) throws {
        let key = try X25519PrivateKey(vector.scalar.secret())
        let point = try vector.point.bytes()
        #expect(try key.sharedSecret(with: point).hex == vector.result)
        if point == [9] + Bytes(repeating: 0, count: 31) {
            #expect(Hex.encode(key.publicKey) == vector.result)
        }
    }

    @Test("gives both sides the same secret")
    func agrees() throws {
        let alice = X25519PrivateKey.generate()
        let bob = X25519PrivateKey.generate()
        let shared = try alice.sharedSecret(with: bob.publicKey).hex
        #expect(try bob.sharedSecret(with: alice.publicKey).hex == shared)
        #expect(try bob.sharedSecret(with: bob.publicKey).hex != shared)
    }

    @Test("refuses points of low order, and other lengths")
    func refuses() throws {
        let key = X25519PrivateKey.generate()
        let zero = Bytes(repeating: 0, count: 32)
        for point in [zero, [1] + zero.dropLast()] {
            #expect(throws: CryptoError.notAKey("x25519 public key")) {
                _ = try key.sharedSecret(with: point)
            }
        }
        for count in [0, 31, 33] {
            #expect(throws: CryptoError.self) {
                _ = try key.sharedSecret(with: Bytes(repeating: 9, count: count))
            }
            #expect(throws: CryptoError.self) {
                _ = try X25519PrivateKey(SecretBytes(count: count))
            }
        }
    }
}
