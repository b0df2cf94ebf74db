import COpenSSL
package import SecretBase

/// A public key in the form in which certificates carry it (SubjectPublicKeyInfo, RFC 5280), for
/// verifying only.
package final class VerificationKey: @unchecked Sendable {
    // @unchecked Sendable: libcrypto counts references and never changes a key after it was read.
    let handle: OpaquePointer

    /// The key as DER; two keys are the same when these bytes are.
    package let der: Bytes

    /// Throws `CryptoError.notAKey` for what is no key, or has something behind it.
    package init(der: Bytes) throws(CryptoError) {
        let handle = der.withUnsafeBytes { bytes -> OpaquePointer? in
            var at: UnsafePointer<UInt8>? = bytes.octets
            guard let key = d2i_PUBKEY(nil, &at, bytes.count) else { return nil }
            guard at == bytes.octets + bytes.count else {
                EVP_PKEY_free(key)
                return nil
            }
            return key
        }
        guard let handle else {
            ERR_clear_error()
            throw .notAKey("public key")
        }
        self.handle = handle
        self.der = der
    }

    /// Takes over one reference to `handle`.
    init(owning handle: OpaquePointer, der: Bytes) {
        self.handle = handle
        self.der = der
    }

    deinit { EVP_PKEY_free(handle) }

    /// The 64 bytes X ‖ Y of a key on P-256; nil for any other key.
    package var p256Point: Bytes? {
        // The algorithm and the curve by their identifiers, then a bit string with no bit unused,
        // then the mark of an uncompressed point.
        der.count == P256Key.prefix.count + 64 && der.starts(with: P256Key.prefix)
            ? Bytes(der[P256Key.prefix.count...]) : nil
    }

    /// The length of an RSA key's modulus; nil for any other key.
    package var rsaBits: Int? {
        EVP_PKEY_get_base_id(handle) == EVP_PKEY_RSA ? Int(EVP_PKEY_get_bits(handle)) : nil
    }

    /// Whether `signature` signs `message` by RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017). False for
    /// a key that is not RSA's.
    package func isValidRSA(signature: Bytes, message: Bytes) -> Bool {
        guard rsaBits != nil, let context = EVP_MD_CTX_new() else { return false }
        defer {
            EVP_MD_CTX_free(context)
            ERR_clear_error()
        }
        return EVP_DigestVerifyInit_ex(context, nil, "SHA256", nil, nil, handle, nil) == 1
            && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }
}
