import COpenSSL
package import SecretBase

/// A public key on the curve P-256, for verifying signatures of raw form.
package struct P256Key: Sendable {
    /// What stands before X ‖ Y in a SubjectPublicKeyInfo (RFC 5480).
    package static let prefix: Bytes = [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08,
        0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
    ]

    /// X ‖ Y, 32 bytes each, highest byte first.
    package let point: Bytes
    private let holder: Holder

    /// Throws `CryptoError.length` for anything but 64 bytes, `.notAKey` for no point of the curve.
    package init(point: some Collection<UInt8>) throws(CryptoError) {
        guard point.count == 64 else {
            throw .length(of: "P-256 public key", wanted: "64", got: point.count)
        }
        guard let holder = Holder([0x04] + point) else { throw .notAKey("P-256 public key") }
        self.point = Bytes(point)
        self.holder = holder
    }

    /// Whether `signature`, r ‖ s of 32 bytes each, signs the SHA-256 of `message`. Both halves of
    /// the range of s are valid; zero is not.
    package func isValid(signature: some Collection<UInt8>, message: Bytes) -> Bool {
        guard signature.count == 64 else { return false }
        let bytes = Bytes(signature)
        let digest = Hash.sha256(message)
        defer { ERR_clear_error() }
        guard let pair = ECDSA_SIG_new() else { return false }
        defer { ECDSA_SIG_free(pair) }
        let (r, s) = bytes.withUnsafeBufferPointer {
            (BN_bin2bn($0.baseAddress, 32, nil), BN_bin2bn($0.baseAddress.map { $0 + 32 }, 32, nil))
        }
        guard let r, let s, ECDSA_SIG_set0(pair, r, s) == 1 else {
            BN_free(r)
            BN_free(s)
            return false
        }
        return ECDSA_do_verify(digest, Int32(digest.count), pair, holder.handle) == 1
    }

    /// Whether `signature`, in DER (RFC 3279) and no other form of it, signs the SHA-256 of
    /// `message`.
    func isValid(derSignature signature: Bytes, message: ArraySlice<UInt8>) -> Bool {
        defer { ERR_clear_error() }
        let digest = Hash.sha256(message)
        return ECDSA_verify(
            0, digest, Int32(digest.count), signature, Int32(signature.count), holder.handle) == 1
    }

    private final class Holder: @unchecked Sendable {
        // @unchecked Sendable: libcrypto only reads the key after it was made.
        let handle: OpaquePointer

        /// `octets`: the uncompressed point of 65 bytes.
        init?(_ octets: Bytes) {
            defer { ERR_clear_error() }
            // To make the curve anew takes longer than to copy it.
            guard let curve = Curve.p256?.handle, let key = EC_KEY_new() else { return nil }
            guard EC_KEY_set_group(key, curve) == 1,
                EC_KEY_oct2key(key, octets, octets.count, nil) == 1
            else {
                EC_KEY_free(key)
                return nil
            }
            handle = key
        }

        deinit { EC_KEY_free(handle) }
    }

    private final class Curve: @unchecked Sendable {
        // @unchecked Sendable: it is only copied.
        let handle: OpaquePointer

        static let p256: Curve? = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1).map(Curve.init)

        private init(_ handle: OpaquePointer) { self.handle = handle }
    }
}
