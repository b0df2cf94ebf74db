import COpenSSL

/// Signs for a test's own certificates.
public protocol TestSigner {
    /// SubjectPublicKeyInfo.
    var publicKey: [UInt8] { get }
    /// AlgorithmIdentifier of the signatures.
    var algorithm: [UInt8] { get }
    /// The signature as certificates carry it.
    func signature(of message: [UInt8]) -> [UInt8]
}

/// A key on P-256, the same in every run for the same number.
public final class P256Signer: TestSigner, @unchecked Sendable {
    // @unchecked Sendable: libcrypto never changes a key that is made.
    private let key: OpaquePointer
    /// X ‖ Y.
    public let point: [UInt8]

    public init(_ number: UInt64) {
        let curve = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1)
        let scalar = BN_new()
        let made = EC_POINT_new(curve)
        guard let key = EC_KEY_new_by_curve_name(NID_X9_62_prime256v1), let curve, let made,
            BN_set_word(scalar, UInt(number) + 2) == 1,
            EC_POINT_mul(curve, made, scalar, nil, nil, nil) == 1,
            EC_KEY_set_private_key(key, scalar) == 1, EC_KEY_set_public_key(key, made) == 1
        else { preconditionFailure("small numbers are keys of the curve") }
        var octets = [UInt8](repeating: 0, count: 65)
        EC_POINT_point2oct(curve, made, POINT_CONVERSION_UNCOMPRESSED, &octets, 65, nil)
        BN_free(scalar)
        EC_POINT_free(made)
        EC_GROUP_free(curve)
        self.key = key
        point = Array(octets.dropFirst())
    }

    deinit { EC_KEY_free(key) }

    public var publicKey: [UInt8] {
        DER.sequence([
            DER.sequence([
                DER.identifier("1.2.840.10045.2.1"), DER.identifier("1.2.840.10045.3.1.7"),
            ]), DER.bits([4] + point),
        ])
    }

    public var algorithm: [UInt8] { DER.sequence([DER.identifier("1.2.840.10045.4.3.2")]) }

    /// r ‖ s, 32 bytes each.
    public func rawSignature(of message: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        secret_sha256(message, message.count, &digest)
        guard let pair = ECDSA_do_sign(digest, 32, key) else {
            preconditionFailure("signing with a good key does not fail")
        }
        defer { ECDSA_SIG_free(pair) }
        var bytes = [UInt8](repeating: 0, count: 64)
        bytes.withUnsafeMutableBufferPointer { buffer in
            _ = BN_bn2binpad(ECDSA_SIG_get0_r(pair), buffer.baseAddress, 32)
            _ = BN_bn2binpad(ECDSA_SIG_get0_s(pair), buffer.baseAddress.map { $0 + 32 }, 32)
        }
        return bytes
    }

    public func signature(of message: [UInt8]) -> [UInt8] {
        let raw = rawSignature(of: message)
        return DER.sequence([DER.integer(Array(raw[..<32])), DER.integer(Array(raw[32...]))])
    }

    /// SHA-256, for what tests bind.
    public static func sha256(_ message: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        secret_sha256(message, message.count, &digest)
        return digest
    }
}

/// A fresh RSA key of 2048 bits.
public final class RSASigner: TestSigner, @unchecked Sendable {
    // @unchecked Sendable: libcrypto counts references and never changes a key that is made.
    private let key: OpaquePointer

    public init() {
        let context = EVP_PKEY_CTX_new_from_name(nil, "RSA", nil)
        defer { EVP_PKEY_CTX_free(context) }
        var made: OpaquePointer?
        guard EVP_PKEY_keygen_init(context) == 1,
            EVP_PKEY_CTX_set_rsa_keygen_bits(context, 2048) == 1,
            EVP_PKEY_keygen(context, &made) == 1, let made
        else { preconditionFailure("making a key fails only for lack of memory") }
        key = made
    }

    deinit { EVP_PKEY_free(key) }

    public var publicKey: [UInt8] {
        var start: UnsafeMutablePointer<UInt8>?
        let count = i2d_PUBKEY(key, &start)
        guard count > 0, let start else { return [] }
        defer { CRYPTO_free(start, nil, 0) }
        return Array(UnsafeBufferPointer(start: start, count: Int(count)))
    }

    public var algorithm: [UInt8] {
        DER.sequence([DER.identifier("1.2.840.113549.1.1.11"), DER.value(0x05, [])])
    }

    public func signature(of message: [UInt8]) -> [UInt8] {
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        var signature = [UInt8](repeating: 0, count: 256)
        var count = signature.count
        EVP_DigestSignInit_ex(context, nil, "SHA256", nil, nil, key, nil)
        EVP_DigestSign(context, &signature, &count, message, message.count)
        return Array(signature[..<count])
    }
}
