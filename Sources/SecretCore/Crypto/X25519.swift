import CSodium
package import SecretBase

/// A private key of X25519 (RFC 7748 §5): any 32 bytes; the function itself clamps them.
package struct X25519PrivateKey: ~Copyable, Sendable {
    private let scalar: SecretBytes

    /// Takes 32 bytes over. Throws `CryptoError.length`.
    package init(_ bytes: consuming SecretBytes) throws(CryptoError) {
        let count = bytes.count
        guard count == 32 else {
            throw .length(of: "x25519 private key", wanted: "32", got: count)
        }
        scalar = bytes
    }

    /// A fresh random key.
    package static func generate() -> X25519PrivateKey {
        X25519PrivateKey(scalar: RandomBytes.secret(32))
    }

    private init(scalar: consuming SecretBytes) { self.scalar = scalar }

    /// The public key, 32 bytes.
    package var publicKey: Bytes {
        scalar.withBytes { scalar in
            Bytes(count: 32) { out in
                _ = crypto_scalarmult_curve25519_base(out.octets, scalar.octets)
            }
        }
    }

    /// The 32-byte secret that both sides compute.
    ///
    /// Throws `CryptoError.length`, and `.notAKey` for a public key of low order, whose secret
    /// would be zero for everybody (RFC 7748 §6.1).
    package borrowing func sharedSecret(with publicKey: Bytes) throws(CryptoError) -> SecretBytes {
        guard publicKey.count == 32 else {
            throw .length(of: "x25519 public key", wanted: "32", got: publicKey.count)
        }
        return try scalar.withBytes { scalar throws(CryptoError) in
            try SecretBytes(count: 32) { out throws(CryptoError) in
                guard crypto_scalarmult_curve25519(out.octets, scalar.octets, publicKey) == 0
                else { throw .notAKey("x25519 public key") }
            }
        }
    }

    /// The 32 bytes that X25519 gives for any other key, without a judgement on them: keys of low
    /// order give zeros. The network's enclaves compute so.
    ///
    /// Throws `CryptoError.length`. Source: enclave protocol §1.2.
    package borrowing func rawSharedSecret(
        with publicKey: Bytes
    ) throws(CryptoError) -> SecretBytes {
        guard publicKey.count == 32 else {
            throw .length(of: "x25519 public key", wanted: "32", got: publicKey.count)
        }
        return scalar.withBytes { scalar in
            SecretBytes(count: 32) { out in
                // Libsodium refuses what would be zero, and may leave anything behind then.
                guard crypto_scalarmult_curve25519(out.octets, scalar.octets, publicKey) != 0
                else { return }
                out.initializeMemory(as: UInt8.self, repeating: 0)
            }
        }
    }

    /// A second owner of the same key, asked for by name.
    package borrowing func copy() -> X25519PrivateKey { X25519PrivateKey(scalar: scalar.copy()) }
}
