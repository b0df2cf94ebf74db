import COpenSSL
package import SecretBase

/// A public key in the form in which certificates carry it (SubjectPublicKeyInfo, RFC 5280), for
/// verifying only.
package final class VerificationKey: Sendable {
    /// The key as DER; two keys are the same when these bytes are.
    package let der: Bytes
    /// The key, where it is one on P-256.
    package let p256: P256Key?
    /// Any other key.
    private let other: Holder?

    /// Throws `CryptoError.notAKey` for what is no key, or has something behind it.
    package init(der: Bytes) throws(CryptoError) {
        self.der = der
        // libcrypto takes a sixth of a millisecond to find out what kind a key is, and on P-256
        // there is but one form: algorithm and curve, a bit string, the mark of a whole point.
        if der.count == P256Key.prefix.count + 64, der.starts(with: P256Key.prefix) {
            p256 = try P256Key(point: der[P256Key.prefix.count...])
            other = nil
            return
        }
        guard let holder = Holder(der) else { throw .notAKey("public key") }
        p256 = nil
        other = holder
    }

    /// An RSA key by its two numbers, the modulus highest byte first. Throws `CryptoError.notAKey`
    /// for a modulus that is even or shorter than 1024 bits.
    package convenience init(
        rsaModulus: Bytes, exponent: UInt32
    ) throws(CryptoError) {
        guard rsaModulus.count <= 1024, let last = rsaModulus.last, last & 1 == 1,
            rsaModulus.drop(while: { $0 == 0 }).count >= 128, let key = RSA_new()
        else { throw .notAKey("RSA public key") }
        defer {
            RSA_free(key)
            ERR_clear_error()
        }
        let (modulus, power) = (BN_bin2bn(rsaModulus, Int32(rsaModulus.count), nil), BN_new())
        guard let modulus, let power, BN_set_word(power, UInt(exponent)) == 1,
            RSA_set0_key(key, modulus, power, nil) == 1
        else { preconditionFailure("two numbers make a key; only memory can lack") }
        try self.init(der: X509Part.encoded { i2d_RSA_PUBKEY(key, $0) })
    }

    /// The 64 bytes X ‖ Y of a key on P-256; nil for any other key.
    package var p256Point: Bytes? { p256?.point }

    /// The length of an RSA key's modulus; nil for any other key.
    package var rsaBits: Int? {
        guard let handle = other?.handle, EVP_PKEY_get_base_id(handle) == EVP_PKEY_RSA else {
            return nil
        }
        return Int(EVP_PKEY_get_bits(handle))
    }

    /// Whether `signature` signs `message` by RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017). False for
    /// a key that is not RSA's.
    package func isValidRSA(signature: Bytes, message: some Collection<UInt8>) -> Bool {
        guard let handle = other?.handle, rsaBits != nil, let context = EVP_MD_CTX_new() else {
            return false
        }
        defer {
            EVP_MD_CTX_free(context)
            ERR_clear_error()
        }
        let message = Bytes(message)
        return EVP_DigestVerifyInit_ex(context, nil, "SHA256", nil, nil, handle, nil) == 1
            && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }

    /// Whether `signature` is good by the algorithm `identifier`, a number of libcrypto's. SHA-256
    /// with ECDSA on P-256, or with RSA; false for all else.
    func isValid(
        signature: Bytes, of identifier: Int32, message: ArraySlice<UInt8>
    ) -> Bool {
        switch identifier {
        case NID_ecdsa_with_SHA256:
            p256?.isValid(derSignature: signature, message: message) == true
        case NID_sha256WithRSAEncryption:
            isValidRSA(signature: signature, message: message)
        default: false
        }
    }

    private final class Holder: @unchecked Sendable {
        // @unchecked Sendable: libcrypto counts references and never changes a key that was read.
        let handle: OpaquePointer

        init?(_ der: Bytes) {
            defer { ERR_clear_error() }
            let handle = der.withUnsafeBytes { bytes -> OpaquePointer? in
                var at: UnsafePointer<UInt8>? = bytes.octets
                guard let key = d2i_PUBKEY(nil, &at, bytes.count) else { return nil }
                guard at == bytes.octets + bytes.count else {
                    EVP_PKEY_free(key)
                    return nil
                }
                return key
            }
            guard let handle else { return nil }
            self.handle = handle
        }

        deinit { EVP_PKEY_free(handle) }
    }
}
