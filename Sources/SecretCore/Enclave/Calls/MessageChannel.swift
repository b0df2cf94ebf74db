import SecretBase

/// The key between one message's sender and the enclave, with what names it on the wire.
///
/// Everything that the message causes is sealed under it, however deep the calls go.
/// Source: enclave protocol §2.2.
final class MessageChannel: Sendable {
    /// 32 bytes.
    let nonce: Bytes
    /// 32 bytes.
    let senderKey: Bytes
    private let key: MessageKey

    init(nonce: Bytes, senderKey: Bytes, key: consuming MessageKey) {
        self.nonce = nonce
        self.senderKey = senderKey
        self.key = key
    }

    /// tag (16 bytes) ‖ ciphertext.
    func seal(_ plain: Bytes) -> Bytes { key.seal(plain) }

    /// Base64 of the sealed text, as it stands in events and errors.
    func seal(text: String) -> String { Base64.encode(key.seal(Bytes(text.utf8))) }

    /// nonce ‖ sender's key: what stands before every message to another contract.
    var head: Bytes { nonce + senderKey }

    /// nonce ‖ sender's key ‖ sealed, as other contracts receive it.
    func message(_ plain: Bytes) -> Bytes { head + key.seal(plain) }

    /// Throws `.decryption`.
    func open(_ sealed: Bytes) throws(CallFault) -> Bytes {
        do { return try key.open(sealed, "message") } catch { throw .decryption }
    }
}
