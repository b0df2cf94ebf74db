package import SecretBase
import SecretChain
package import SecretCrypto

/// The client's side of sealed messages: seals what goes to contracts, opens what comes back.
///
/// Deterministic: whoever seals hands in the nonce, 32 fresh random bytes for each message.
/// Source: clients.md §9.
package struct MessageSealer: ~Copyable, Sendable {
    private let seed: X25519PrivateKey
    /// The network's key, from its registration module: 32 bytes.
    package let networkKey: Bytes
    /// What the enclave finds in our messages: 32 bytes.
    package let publicKey: Bytes

    /// `seed` is the client's private key: 32 bytes, any. Throws `.malformed` for other lengths.
    package init(seed: consuming SecretBytes, networkKey: Bytes) throws(EnclaveError) {
        guard networkKey.count == 32 else {
            throw .malformed("network key", "wanted 32 bytes, got \(networkKey.count)")
        }
        let count = seed.count
        do { self.seed = try X25519PrivateKey(seed) } catch {
            throw .malformed("encryption seed", "wanted 32 bytes, got \(count)")
        }
        self.networkKey = networkKey
        publicKey = self.seed.publicKey
    }

    private borrowing func key(_ nonce: Bytes) throws(EnclaveError) -> MessageKey {
        try MessageKey(between: seed, and: networkKey, nonce: nonce)
    }

    /// A message as contracts are sent it: nonce ‖ public key ‖ ciphertext.
    package borrowing func seal(
        _ message: PlainMessage, nonce: Bytes
    ) throws(EnclaveError) -> Bytes {
        let ciphertext = try key(nonce).seal(message.bytes)
        return SealedMessage(nonce: nonce, senderKey: publicKey, ciphertext: ciphertext).bytes
    }

    /// One of our own messages. Throws `.notOpened` for everybody else's.
    package borrowing func open(message: Bytes) throws(EnclaveError) -> PlainMessage {
        let sealed = try SealedMessage(decoding: message)
        guard sealed.senderKey == publicKey else { throw .notOpened("message") }
        let plain = try key(sealed.nonce).open(sealed.ciphertext, "message")
        return try PlainMessage(decoding: plain)
    }

    /// What a contract answered to the message with this nonce: response data, or the `data` of a
    /// query. Inside is base64; it is taken off.
    package borrowing func open(answer: Bytes, nonce: Bytes) throws(EnclaveError) -> Bytes {
        let plain = try key(nonce).open(answer, "answer")
        do {
            return try Base64.decode(String(decoding: plain, as: UTF8.self), bytesMax: 16 << 20)
        } catch {
            throw .malformed("answer", "what was sealed is no base64")
        }
    }

    /// A text that the enclave sealed for the message with this nonce and the chain wrote as
    /// base64: errors, and keys and values of events.
    package borrowing func open(text: String, nonce: Bytes) throws(EnclaveError) -> String {
        guard let sealed = try? Base64.decode(text) else {
            throw .malformed("sealed text", "no base64")
        }
        let plain = try key(nonce).open(sealed, "text")
        guard let text = String(validating: plain, as: UTF8.self) else {
            throw .malformed("sealed text", "what was sealed is no UTF-8")
        }
        return text
    }
}
