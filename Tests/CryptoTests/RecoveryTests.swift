import CSecp256k1
import SecretBase
import SecretCrypto
import Testing

@Suite("Keys out of signatures")
struct RecoveryTests {
    let digest = Hash.sha256("recover me".utf8)

    private func key() throws -> Secp256k1PrivateKey {
        try Secp256k1PrivateKey(SecretBytes(copying: Bytes(repeating: 9, count: 32)))
    }

    @Test("exactly one of the four numbers gives the signer's key")
    func recovers() throws {
        let key = try key()
        let signature = try key.signature(digest: digest)
        let found = (Int32(0)...3).filter { number in
            let recovered = try? Secp256k1Signature.key(
                recoveredFrom: signature, digest: digest, recovery: number)
            return recovered == key.publicKey
        }
        #expect(found.count == 1)
    }

    @Test("a signature with s in the upper half gives its key, though it is not valid")
    func upperHalf() throws {
        let key = try key()
        let low = try key.signature(digest: digest)
        let high = try low.withUpperS()
        let found = (Int32(0)...3).contains { number in
            (try? Secp256k1Signature.key(recoveredFrom: high, digest: digest, recovery: number))
                == key.publicKey
        }
        #expect(found)
        #expect(
            try !Secp256k1Signature.isValid(high, digest: digest, key: key.publicKey.bytes))
    }

    @Test("numbers and signatures that cannot be are refused")
    func refuses() throws {
        let signature = try key().signature(digest: digest)
        for number in [Int32(-1), 4, .max, .min] {
            #expect(throws: Secp256k1Signature.Fault.malformedSignature) {
                try Secp256k1Signature.key(
                    recoveredFrom: signature, digest: digest, recovery: number)
            }
        }
        let tooLarge = Bytes(repeating: 0xff, count: 64)
        #expect(throws: Secp256k1Signature.Fault.malformedSignature) {
            try Secp256k1Signature.key(recoveredFrom: tooLarge, digest: digest, recovery: 0)
        }
        let zero = Bytes(repeating: 0, count: 64)
        #expect(throws: Secp256k1Signature.Fault.malformedKey) {
            try Secp256k1Signature.key(recoveredFrom: zero, digest: digest, recovery: 0)
        }
    }

    @Test("keys verify in each of their forms")
    func forms() throws {
        let key = try key()
        let signature = try key.signature(digest: digest)
        let full = try Self.full(key.publicKey.bytes)
        let hybrid = [6 + (full[64] & 1)] + full.dropFirst()
        for form in [key.publicKey.bytes, full, hybrid] {
            #expect(try Secp256k1Signature.isValid(signature, digest: digest, key: form))
            #expect(
                try !Secp256k1Signature.isValid(
                    signature, digest: Hash.sha256([1]), key: form))
        }
        let wrongParity = [7 - (full[64] & 1)] + full.dropFirst()
        for bad in [
            wrongParity, Bytes(full.prefix(64)), [], [2] + Bytes(repeating: 0xff, count: 32),
        ] {
            #expect(throws: Secp256k1Signature.Fault.malformedKey) {
                try Secp256k1Signature.isValid(signature, digest: digest, key: bad)
            }
        }
        #expect(throws: Secp256k1Signature.Fault.malformedSignature) {
            try Secp256k1Signature.isValid(
                Bytes(repeating: 0xff, count: 64), digest: digest, key: full)
        }
    }

    private static func full(_ compressed: Bytes) throws -> Bytes {
        let context = try #require(secp256k1_context_create(UInt32(SECP256K1_CONTEXT_VERIFY)))
        defer { secp256k1_context_destroy(context) }
        var point = secp256k1_pubkey()
        #expect(secp256k1_ec_pubkey_parse(context, &point, compressed, 33) == 1)
        var full = Bytes(repeating: 0, count: 65)
        var count = 65
        secp256k1_ec_pubkey_serialize(
            context, &full, &count, &point, UInt32(SECP256K1_EC_UNCOMPRESSED))
        return full
    }
}

extension Bytes {
    /// r ‖ n − s: the other solution of the same equation.
    func withUpperS() throws -> Bytes {
        var signature = self
        var borrow = 0
        let order = try SignatureTests.order.bytes()
        for index in (0..<32).reversed() {
            let difference = Int(order[index]) - Int(signature[32 + index]) - borrow
            borrow = difference < 0 ? 1 : 0
            signature[32 + index] = UInt8(truncatingIfNeeded: difference)
        }
        return signature
    }
}
