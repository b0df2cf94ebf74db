import CSodium
package import SecretBase

/// XChaCha20-Poly1305 with a 24-byte nonce that may be drawn at random.
/// Source: draft-irtf-cfrg-xchacha-03 §2.
package struct XChaCha20Poly1305: ~Copyable, Sendable {
    package static let nonceCount = 24
    package static let tagCount = 16
    private let key: SecretBytes

    /// Takes 32 bytes over. Throws `CryptoError.length`.
    package init(key: consuming SecretBytes) throws(CryptoError) {
        self.key = try Lengths.key(key)
    }

    /// ciphertext ‖ tag (16 bytes). Throws `CryptoError.length` for the nonce.
    package borrowing func seal(
        _ plain: borrowing SecretBytes, nonce: Bytes, with data: Bytes
    ) throws(CryptoError) -> Bytes {
        try Lengths.check(nonce, 24, "nonce")
        return key.withBytes { key in
            plain.withBytes { plain in
                Bytes(count: plain.count + Self.tagCount) { out in
                    _ = crypto_aead_xchacha20poly1305_ietf_encrypt(
                        out.octets, nil, plain.octets, UInt64(plain.count),
                        data, UInt64(data.count), nil, nonce, key.octets)
                }
            }
        }
    }

    /// The plaintext. Throws `CryptoError.notAuthentic`, and `.length` for the nonce.
    package borrowing func open(
        _ sealed: Bytes, nonce: Bytes, with data: Bytes
    ) throws(CryptoError) -> SecretBytes {
        try Lengths.check(nonce, 24, "nonce")
        guard sealed.count >= Self.tagCount else { throw .notAuthentic("sealed text") }
        return try key.withBytes { key throws(CryptoError) in
            let count = sealed.count - Self.tagCount
            return try SecretBytes(count: count) { out throws(CryptoError) in
                let status = crypto_aead_xchacha20poly1305_ietf_decrypt(
                    out.octets, nil, nil, sealed, UInt64(sealed.count),
                    data, UInt64(data.count), nonce, key.octets)
                guard status == 0 else { throw .notAuthentic("sealed text") }
            }
        }
    }
}

/// ChaCha20-Poly1305 with a 12-byte nonce, which must never repeat under one key.
/// Source: RFC 8439 §2.8.
package struct ChaCha20Poly1305: ~Copyable, Sendable {
    package static let tagCount = 16
    private let key: SecretBytes

    /// Takes 32 bytes over. Throws `CryptoError.length`.
    package init(key: consuming SecretBytes) throws(CryptoError) {
        self.key = try Lengths.key(key)
    }

    /// ciphertext ‖ tag (16 bytes). Throws `CryptoError.length` for the nonce.
    package borrowing func seal(
        _ plain: borrowing SecretBytes, nonce: Bytes, with data: Bytes
    ) throws(CryptoError) -> Bytes {
        try Lengths.check(nonce, 12, "nonce")
        return key.withBytes { key in
            plain.withBytes { plain in
                Bytes(count: plain.count + Self.tagCount) { out in
                    _ = crypto_aead_chacha20poly1305_ietf_encrypt(
                        out.octets, nil, plain.octets, UInt64(plain.count),
                        data, UInt64(data.count), nil, nonce, key.octets)
                }
            }
        }
    }

    /// The plaintext. Throws `CryptoError.notAuthentic`, and `.length` for the nonce.
    package borrowing func open(
        _ sealed: Bytes, nonce: Bytes, with data: Bytes
    ) throws(CryptoError) -> SecretBytes {
        try Lengths.check(nonce, 12, "nonce")
        guard sealed.count >= Self.tagCount else { throw .notAuthentic("sealed text") }
        return try key.withBytes { key throws(CryptoError) in
            let count = sealed.count - Self.tagCount
            return try SecretBytes(count: count) { out throws(CryptoError) in
                let status = crypto_aead_chacha20poly1305_ietf_decrypt(
                    out.octets, nil, nil, sealed, UInt64(sealed.count),
                    data, UInt64(data.count), nonce, key.octets)
                guard status == 0 else { throw .notAuthentic("sealed text") }
            }
        }
    }
}

/// NaCl's secretbox, XSalsa20-Poly1305: what old key exports are sealed with.
package struct XSalsa20Poly1305: ~Copyable, Sendable {
    package static let nonceCount = 24
    package static let tagCount = 16
    private let key: SecretBytes

    /// Takes 32 bytes over. Throws `CryptoError.length`.
    package init(key: consuming SecretBytes) throws(CryptoError) {
        self.key = try Lengths.key(key)
    }

    /// tag (16 bytes) ‖ ciphertext. Throws `CryptoError.length` for the nonce.
    package borrowing func seal(
        _ plain: borrowing SecretBytes, nonce: Bytes
    ) throws(CryptoError) -> Bytes {
        try Lengths.check(nonce, 24, "nonce")
        return key.withBytes { key in
            plain.withBytes { plain in
                Bytes(count: plain.count + Self.tagCount) { out in
                    _ = crypto_secretbox_easy(
                        out.octets, plain.octets, UInt64(plain.count), nonce, key.octets)
                }
            }
        }
    }

    /// The plaintext. Throws `CryptoError.notAuthentic`, and `.length` for the nonce.
    package borrowing func open(
        _ sealed: Bytes, nonce: Bytes
    ) throws(CryptoError) -> SecretBytes {
        try Lengths.check(nonce, 24, "nonce")
        guard sealed.count >= Self.tagCount else { throw .notAuthentic("sealed text") }
        return try key.withBytes { key throws(CryptoError) in
            let count = sealed.count - Self.tagCount
            return try SecretBytes(count: count) { out throws(CryptoError) in
                let status = crypto_secretbox_open_easy(
                    out.octets, sealed, UInt64(sealed.count), nonce, key.octets)
                guard status == 0 else { throw .notAuthentic("sealed text") }
            }
        }
    }
}

/// Lengths that all three ask for.
private enum Lengths {
    static func key(_ key: consuming SecretBytes) throws(CryptoError) -> SecretBytes {
        let count = key.count
        guard count == 32 else { throw .length(of: "key", wanted: "32", got: count) }
        return key
    }

    static func check(_ bytes: Bytes, _ count: Int, _ what: String) throws(CryptoError) {
        guard bytes.count == count else {
            throw .length(of: what, wanted: "\(count)", got: bytes.count)
        }
    }
}
