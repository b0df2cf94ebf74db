import SecretBase
import SecretCrypto

/// The key of one message and of all that answers it, known to its sender and to the enclave.
///
/// HKDF-SHA256 over X25519 secret (32 bytes) ‖ nonce (32). Sealing is AES-128-SIV with exactly one
/// associated item, which is empty; that is not the same as none.
/// Source: enclave protocol §2.1, §2.2; clients.md §9.2, §9.3.
struct MessageKey: ~Copyable, Sendable {
    /// A Bitcoin block hash, the salt of every derivation on this network.
    static let salt: Bytes = [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x4B, 0xEA, 0xD8, 0xDF, 0x69, 0x99, 0x08, 0x52, 0xC2,
        0x02, 0xDB, 0x0E, 0x00, 0x97, 0xC1, 0xA1, 0x2E, 0xA6, 0x37, 0xD7, 0xE9, 0x6D,
    ]

    private let cipher: AESSIV

    /// Throws `.malformed` when the other side's key or the nonce is none.
    init(
        between own: borrowing X25519PrivateKey, and other: Bytes, nonce: Bytes
    ) throws(EnclaveError) {
        guard nonce.count == 32 else {
            throw .malformed("nonce", "wanted 32 bytes, got \(nonce.count)")
        }
        do throws(CryptoError) {
            let shared = try own.sharedSecret(with: other)
            self.init(shared: shared, nonce: nonce)
        } catch {
            throw .malformed("x25519 key", error.description)
        }
    }

    /// From the X25519 secret of both sides and 32 bytes of nonce.
    init(shared: borrowing SecretBytes, nonce: Bytes) {
        self.init(cipher: Self.cipher(from: shared, data: nonce))
    }

    private init(cipher: consuming AESSIV) { self.cipher = cipher }

    /// AES-SIV under a key that HKDF derives from `secret` ‖ `data`: how every key of messages and
    /// of state is made (enclave protocol §1.1).
    static func cipher(from secret: borrowing SecretBytes, data: Bytes) -> AESSIV {
        do { return try AESSIV(key: derive(from: secret, data: data)) } catch {
            preconditionFailure("a derived key has the 32 bytes that AES-SIV takes: \(error)")
        }
    }

    /// 32 bytes: HKDF over `secret` ‖ `data`, no info.
    static func derive(
        from secret: borrowing SecretBytes, data: Bytes, info: Bytes = []
    ) -> SecretBytes {
        let length = secret.count
        let material = SecretBytes(count: length + data.count) { out in
            secret.withBytes { out.copyMemory(from: $0) }
            UnsafeMutableRawBufferPointer(rebasing: out[length...]).copyBytes(from: data)
        }
        return material.withBytes {
            HKDF.derive(from: $0, salt: salt, info: info, count: 32)
        }
    }

    /// tag (16 bytes) ‖ ciphertext. Equal texts under one key give equal bytes.
    borrowing func seal(_ plain: Bytes) -> Bytes { cipher.seal(plain, with: [[]]) }

    /// Throws `.notOpened`, naming `what`.
    borrowing func open(_ sealed: Bytes, _ what: String) throws(EnclaveError) -> Bytes {
        do { return try cipher.open(sealed, with: [[]]) } catch { throw .notOpened(what) }
    }
}
