import CSecp256k1
package import SecretBase

/// ECDSA over secp256k1 as contracts ask for it: every form of key, and keys from signatures.
///
/// Source: enclave protocol §5.3.
package enum Secp256k1Signature {
    package enum Fault: Error, Equatable {
        /// r or s reaches the order.
        case malformedSignature
        /// No point of the curve, or none that belongs to a signature.
        case malformedKey
    }

    /// Whether `signature` (64 bytes, r ‖ s big-endian) signs the 32-byte `digest` under `key`:
    /// 33 bytes compressed, 65 bytes full (04) or hybrid (06, 07). An s in the upper half of the
    /// order is not valid. Throws `Fault`, the signature's first.
    package static func isValid(
        _ signature: Bytes, digest: Bytes, key: Bytes
    ) throws(Fault) -> Bool {
        let context = Secp256k1.context.pointer
        var parsed = secp256k1_ecdsa_signature()
        guard signature.count == 64, digest.count == 32,
            secp256k1_ecdsa_signature_parse_compact(context, &parsed, signature) == 1
        else { throw .malformedSignature }
        var point = secp256k1_pubkey()
        guard secp256k1_ec_pubkey_parse(context, &point, key, key.count) == 1 else {
            throw .malformedKey
        }
        return secp256k1_ecdsa_verify(context, &parsed, digest, &point) == 1
    }

    /// The key that made `signature` (64 bytes, r ‖ s big-endian; s may be in either half) over
    /// the 32-byte `digest`; `recovery` is 0 to 3. Throws `Fault`.
    package static func key(
        recoveredFrom signature: Bytes, digest: Bytes, recovery: Int32
    ) throws(Fault) -> Secp256k1PublicKey {
        let context = Secp256k1.context.pointer
        var parsed = secp256k1_ecdsa_recoverable_signature()
        guard signature.count == 64, digest.count == 32, (0...3).contains(recovery),
            secp256k1_ecdsa_recoverable_signature_parse_compact(
                context, &parsed, signature, recovery) == 1
        else { throw .malformedSignature }
        var point = secp256k1_pubkey()
        guard secp256k1_ecdsa_recover(context, &point, &parsed, digest) == 1 else {
            throw .malformedKey
        }
        return Secp256k1PublicKey(of: &point)
    }
}
