import CSodium
import SecretBase
import SecretCrypto
import Testing

/// Ed25519 by the rules of ZIP-215.
@Suite("Cofactored Ed25519")
struct CofactoredTests {
    /// All encodings of all points of small order: eight that are canonical, six that are not.
    static let smallOrder = [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ]
    /// Order of the group, little-endian.
    static let order = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010"

    let message = Bytes("Zcash".utf8)

    @Test("accepts every pair of small points with s = 0, which the stricter rules refuse")
    func smallPoints() throws {
        var stricter = 0
        for key in Self.smallOrder {
            let key = try key.bytes()
            let cofactored = try Ed25519CofactoredKey(key)
            for point in Self.smallOrder {
                let signature = try point.bytes() + Bytes(repeating: 0, count: 32)
                #expect(cofactored.isValid(signature: signature, message: message))
                if try Ed25519PublicKey(key).isValid(signature: signature, message: message) {
                    stricter += 1
                }
            }
        }
        #expect(stricter == 0)
    }

    @Test("accepts a key with a part of small order, whatever the other rules say")
    func mixedOrder() throws {
        var accepted = (cofactored: 0, strict: 0)
        for text in Self.smallOrder.prefix(8) {
            let signed = try Self.signed(message, torsion: text.bytes())
            let key = try Ed25519CofactoredKey(signed.key)
            if key.isValid(signature: signed.signature, message: message) {
                accepted.cofactored += 1
            }
            #expect(!key.isValid(signature: signed.signature, message: message + [0]))
            let strict = try Ed25519PublicKey(signed.key)
            if strict.isValid(signature: signed.signature, message: message) {
                accepted.strict += 1
            }
        }
        #expect(accepted.cofactored == 8)
        // Eight would mean that the slower way is never gone.
        #expect(accepted.strict < 8)
    }

    /// A signature by a key to which a point of small order was added: s = r + k·a, R = r·B.
    private static func signed(
        _ message: Bytes, torsion: Bytes
    ) throws -> (key: Bytes, signature: Bytes) {
        func bytes(_ count: Int = 32, _ fill: (inout Bytes) -> Int32) -> Bytes {
            var out = Bytes(repeating: 0, count: count)
            _ = fill(&out)
            return out
        }
        let secret = Bytes(repeating: 3, count: 31) + [1]
        let nonce = Bytes(repeating: 5, count: 31) + [2]
        let own = bytes { crypto_scalarmult_ed25519_base_noclamp(&$0, secret) }
        let key = bytes { crypto_core_ed25519_add(&$0, own, torsion) }
        let point = bytes { crypto_scalarmult_ed25519_base_noclamp(&$0, nonce) }
        var challenge = Bytes(repeating: 0, count: 32)
        crypto_core_ed25519_scalar_reduce(&challenge, Hash.sha512(point + key + message))
        var product = challenge
        crypto_core_ed25519_scalar_mul(&product, challenge, secret)
        var sum = product
        crypto_core_ed25519_scalar_add(&sum, product, nonce)
        return (key, point + sum)
    }

    @Test("accepts ordinary signatures, and none that was changed")
    func ordinary() throws {
        let key = try Ed25519PrivateKey(seed: SecretBytes(copying: Bytes(repeating: 7, count: 32)))
        let cofactored = try Ed25519CofactoredKey(key.publicKey.bytes)
        let good = key.signature(of: message)
        #expect(cofactored.isValid(signature: good, message: message))
        for bit in stride(from: 0, to: 512, by: 7) {
            var bad = good
            bad[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!cofactored.isValid(signature: bad, message: message))
        }
        for count in [0, 32, 63, 65] {
            let cut = Bytes((good + [0]).prefix(count))
            #expect(!cofactored.isValid(signature: cut, message: message))
        }
        // The same s, one order higher.
        var carry = 0
        var high = good
        for (index, digit) in try Self.order.bytes().enumerated() {
            let sum = Int(high[32 + index]) + Int(digit) + carry
            high[32 + index] = UInt8(truncatingIfNeeded: sum)
            carry = sum >> 8
        }
        #expect(!cofactored.isValid(signature: high, message: message))
    }

    @Test("refuses keys that are no point, and other lengths")
    func keys() {
        var refused = 0
        for first in UInt8(0)..<16 {
            let bytes = [first] + Bytes(repeating: 0, count: 31)
            if (try? Ed25519CofactoredKey(bytes)) == nil { refused += 1 }
        }
        // Half of all y coordinates belong to no point.
        #expect((3...13).contains(refused))
        for count in [0, 31, 33] {
            #expect(throws: CryptoError.self) {
                try Ed25519CofactoredKey(Bytes(repeating: 1, count: count))
            }
        }
    }
}
