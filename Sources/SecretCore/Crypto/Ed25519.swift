import CSodium
package import SecretBase

/// A public key of Ed25519 (RFC 8032 §5.1).
package struct Ed25519PublicKey: Hashable, Sendable {
    /// 32 bytes.
    package let bytes: Bytes

    /// Throws `CryptoError.length`. Whether it is a point of the curve shows at the first use.
    package init(_ bytes: Bytes) throws(CryptoError) {
        guard bytes.count == 32 else {
            throw .length(of: "ed25519 public key", wanted: "32", got: bytes.count)
        }
        self.bytes = bytes
    }

    /// For the library's own results.
    init(made bytes: Bytes) { self.bytes = bytes }

    /// Whether `signature` (64 bytes, R ‖ S) signs `message` under this key.
    package func isValid(signature: Bytes, message: Bytes) -> Bool {
        guard signature.count == 64 else { return false }
        return crypto_sign_ed25519_verify_detached(
            signature, message, UInt64(message.count), bytes) == 0
    }
}

/// A private key of Ed25519 (RFC 8032 §5.1.5).
package struct Ed25519PrivateKey: ~Copyable, Sendable {
    /// seed (32 bytes) ‖ public key (32 bytes), as libsodium and CometBFT keep it.
    private let pair: SecretBytes
    package let publicKey: Ed25519PublicKey

    /// The key of a 32-byte seed. Throws `CryptoError.length`.
    package init(seed: consuming SecretBytes) throws(CryptoError) {
        let count = seed.count
        guard count == 32 else { throw .length(of: "ed25519 seed", wanted: "32", got: count) }
        var publicBytes = Bytes(repeating: 0, count: 32)
        pair = seed.withBytes { seed in
            SecretBytes(count: 64) { out in
                _ = crypto_sign_ed25519_seed_keypair(&publicBytes, out.octets, seed.octets)
            }
        }
        publicKey = Ed25519PublicKey(made: publicBytes)
    }

    /// The deterministic signature, 64 bytes R ‖ S.
    package borrowing func signature(of message: Bytes) -> Bytes {
        pair.withBytes { pair in
            Bytes(count: 64) { out in
                _ = crypto_sign_ed25519_detached(
                    out.octets, nil, message, UInt64(message.count), pair.octets)
            }
        }
    }
}
