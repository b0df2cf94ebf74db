import COpenSSL
package import SecretBase

/// A private key on the curve P-256, for what a simulation signs.
///
/// libcrypto wipes it at the end of its life. Its keys on the way are not locked in memory: nothing
/// that this program keeps secret hangs on a key of this kind.
package final class P256SigningKey: @unchecked Sendable {
    // @unchecked Sendable: libcrypto never changes a key that is made.
    private let key: OpaquePointer
    /// The same key as certificates take it.
    let handle: OpaquePointer
    /// X ‖ Y, 32 bytes each, highest byte first.
    package let point: Bytes

    /// The key that belongs to a seed of any length, the same each time.
    ///
    /// The scalar is 1 + SHA-512(seed) mod (n - 1): the bias of 2⁻²⁵⁶ is nobody's advantage.
    package init(derivedFrom seed: borrowing SecretBytes) {
        let digest = seed.withBytes { Hash.sha512(Bytes($0)) }
        let curve = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1)
        let context = BN_CTX_secure_new()
        let scalar = BN_secure_new()
        let most = BN_dup(EC_GROUP_get0_order(curve))
        let point = EC_POINT_new(curve)
        defer {
            EC_GROUP_free(curve)
            BN_clear_free(scalar)
            BN_free(most)
            BN_CTX_free(context)
            EC_POINT_free(point)
        }
        guard BN_bin2bn(digest, Int32(digest.count), scalar) != nil, BN_sub_word(most, 1) == 1,
            BN_nnmod(scalar, scalar, most, context) == 1, BN_add_word(scalar, 1) == 1,
            EC_POINT_mul(curve, point, scalar, nil, nil, context) == 1,
            let key = EC_KEY_new_by_curve_name(NID_X9_62_prime256v1),
            EC_KEY_set_private_key(key, scalar) == 1, EC_KEY_set_public_key(key, point) == 1,
            let handle = EVP_PKEY_new(), EVP_PKEY_set1_EC_KEY(handle, key) == 1
        else { preconditionFailure("every number from 1 to n - 1 is a key; only memory can lack") }
        var octets = Bytes(repeating: 0, count: 65)
        EC_POINT_point2oct(curve, point, POINT_CONVERSION_UNCOMPRESSED, &octets, 65, context)
        self.key = key
        self.handle = handle
        self.point = Bytes(octets.dropFirst())
    }

    deinit {
        EVP_PKEY_free(handle)
        EC_KEY_free(key)
    }

    /// The public half as certificates carry it.
    package var verificationKey: VerificationKey {
        guard let key = try? VerificationKey(der: P256Key.prefix + point) else {
            preconditionFailure("the point was just worked out on the curve")
        }
        return key
    }

    /// r ‖ s, 32 bytes each, over the SHA-256 of `message`. Another signature each time.
    package func signature(of message: Bytes) -> Bytes {
        let digest = Hash.sha256(message)
        guard let pair = ECDSA_do_sign(digest, Int32(digest.count), key) else {
            preconditionFailure("signing with a good key fails only for lack of memory")
        }
        defer { ECDSA_SIG_free(pair) }
        return Bytes(count: 64) { out in
            _ = BN_bn2binpad(ECDSA_SIG_get0_r(pair), out.octets, 32)
            _ = BN_bn2binpad(ECDSA_SIG_get0_s(pair), out.octets + 32, 32)
        }
    }
}
