import CSecp256k1
package import SecretBase

/// The one context of libsecp256k1: its tables cost milliseconds to build, its use is free.
enum Secp256k1 {
    struct Context: @unchecked Sendable {
        // @unchecked Sendable: after randomisation nobody writes to it, and the library promises
        // that many threads may then sign and verify with one context.
        let pointer: OpaquePointer
    }

    static let context: Context = {
        let both = UInt32(SECP256K1_CONTEXT_SIGN | SECP256K1_CONTEXT_VERIFY)
        guard let pointer = secp256k1_context_create(both) else {
            preconditionFailure("the context fails only for lack of memory")
        }
        // Blinds the signing tables against power and timing analysis.
        guard secp256k1_context_randomize(pointer, RandomBytes.make(32)) == 1 else {
            preconditionFailure("randomisation fails only for lack of memory")
        }
        return Context(pointer: pointer)
    }()
}

/// A compressed public key of secp256k1 that is a point of the curve.
package struct Secp256k1PublicKey: Hashable, Sendable {
    /// 33 bytes: 02 or 03 ‖ x, big-endian (SEC 1 §2.3.3).
    package let bytes: Bytes

    /// Throws `CryptoError.length`, and `.notAKey` for what is no point of the curve.
    package init(_ bytes: Bytes) throws(CryptoError) {
        guard bytes.count == 33 else {
            throw .length(of: "secp256k1 public key", wanted: "33", got: bytes.count)
        }
        var point = secp256k1_pubkey()
        guard secp256k1_ec_pubkey_parse(Secp256k1.context.pointer, &point, bytes, 33) == 1 else {
            throw .notAKey("secp256k1 public key")
        }
        self.bytes = bytes
    }

    init(of point: inout secp256k1_pubkey) {
        bytes = Bytes(count: 33) { out in
            var size = 33
            secp256k1_ec_pubkey_serialize(
                Secp256k1.context.pointer, out.octets, &size, &point,
                UInt32(SECP256K1_EC_COMPRESSED))
        }
    }

    /// Whether `signature` (64 bytes, r ‖ s big-endian) signs the 32-byte `digest`.
    ///
    /// A signature whose s is in the upper half of the order is refused, as the chain refuses it:
    /// the library itself accepts only the lower half. Allocates nothing.
    package func isValid(signature: Bytes, digest: Bytes) -> Bool {
        guard signature.count == 64, digest.count == 32 else { return false }
        let context = Secp256k1.context.pointer
        var point = secp256k1_pubkey()
        var parsed = secp256k1_ecdsa_signature()
        return secp256k1_ec_pubkey_parse(context, &point, bytes, 33) == 1
            && secp256k1_ecdsa_signature_parse_compact(context, &parsed, signature) == 1
            && secp256k1_ecdsa_verify(context, &parsed, digest, &point) == 1
    }
}

/// A private key of secp256k1: a scalar between 1 and the order less 1.
package struct Secp256k1PrivateKey: ~Copyable, Sendable {
    private let scalar: SecretBytes

    /// Takes 32 big-endian bytes over. Throws `CryptoError.length`, and `.notAKey` for zero and
    /// for what reaches the order.
    package init(_ bytes: consuming SecretBytes) throws(CryptoError) {
        let count = bytes.count
        guard count == 32 else {
            throw .length(of: "secp256k1 private key", wanted: "32", got: count)
        }
        let valid = bytes.withBytes {
            secp256k1_ec_seckey_verify(Secp256k1.context.pointer, $0.octets) == 1
        }
        guard valid else { throw .notAKey("secp256k1 private key") }
        scalar = bytes
    }

    /// The point that belongs to it; computed anew at every call.
    package var publicKey: Secp256k1PublicKey {
        scalar.withBytes { scalar in
            var point = secp256k1_pubkey()
            let made = secp256k1_ec_pubkey_create(
                Secp256k1.context.pointer, &point, scalar.octets)
            precondition(made == 1, "the initialiser lets only valid scalars in")
            return Secp256k1PublicKey(of: &point)
        }
    }

    /// The deterministic signature (RFC 6979, SHA-256) of a 32-byte digest: 64 bytes r ‖ s
    /// big-endian, s in the lower half. Throws `CryptoError.length`.
    package borrowing func signature(digest: Bytes) throws(CryptoError) -> Bytes {
        guard digest.count == 32 else {
            throw .length(of: "digest", wanted: "32", got: digest.count)
        }
        let context = Secp256k1.context.pointer
        return scalar.withBytes { scalar in
            var signature = secp256k1_ecdsa_signature()
            let made = secp256k1_ecdsa_sign(
                context, &signature, digest, scalar.octets,
                secp256k1_nonce_function_rfc6979, nil)
            precondition(made == 1, "RFC 6979 draws until it finds a nonce")
            return Bytes(count: 64) { out in
                secp256k1_ecdsa_signature_serialize_compact(context, out.octets, &signature)
            }
        }
    }

    /// Lends the 32 big-endian bytes: for sealing a key away and for explicit export only.
    package borrowing func withBytes<R: ~Copyable, E: Error>(
        _ body: (UnsafeRawBufferPointer) throws(E) -> R
    ) throws(E) -> R {
        try scalar.withBytes(body)
    }

    /// Child scalar of BIP32: (parse256(tweak) + k) mod n. Nil when that is no key.
    borrowing func adding(_ tweak: UnsafeRawBufferPointer) -> SecretBytes? {
        var valid = false
        let sum = scalar.withBytes { scalar in
            SecretBytes(count: 32) { out in
                out.copyMemory(from: scalar)
                valid =
                    secp256k1_ec_seckey_tweak_add(
                        Secp256k1.context.pointer, out.octets, tweak.octets) == 1
            }
        }
        guard valid else { return nil }
        return sum
    }
}
