package import SecretBase

/// nonce (32 bytes) ‖ sender's X25519 public key (32) ‖ AES-SIV ciphertext, whose tag is its first
/// 16 bytes. What contracts are sent in `init_msg`, `msg` and `query`.
///
/// Source: enclave protocol §2.3.
package struct SealedMessage: Equatable, Sendable {
    /// Far above what a block takes.
    package static let bytesMax = 16 << 20
    /// The enclave takes nothing shorter: 64 bytes and a sealed text of two characters.
    package static let bytesMin = 82

    package let nonce: Bytes
    package let senderKey: Bytes
    package let ciphertext: Bytes

    /// Throws `.malformed` for a message shorter than 82 bytes.
    package init(decoding bytes: Bytes) throws(EnclaveError) {
        guard bytes.count >= Self.bytesMin, bytes.count <= Self.bytesMax else {
            throw .malformed("sealed message", "wanted 82 bytes or more, got \(bytes.count)")
        }
        nonce = Bytes(bytes[..<32])
        senderKey = Bytes(bytes[32..<64])
        ciphertext = Bytes(bytes[64...])
    }

    init(nonce: Bytes, senderKey: Bytes, ciphertext: Bytes) {
        self.nonce = nonce
        self.senderKey = senderKey
        self.ciphertext = ciphertext
    }

    /// The three parts one after the other.
    package var bytes: Bytes { nonce + senderKey + ciphertext }
}
