import SecretBase

/// A message as the chain handed it over, taken apart; still sealed.
///
/// Source: enclave protocol §2.3, §2.5.
struct SecretInput {
    /// 32 bytes; zero for plaintext.
    let nonce: Bytes
    /// 32 bytes; zero for plaintext.
    let senderKey: Bytes
    /// Ciphertext behind the first 64 bytes, or the whole plaintext. Callback signatures cover it.
    let payload: Bytes

    static let zero = Bytes(repeating: 0, count: 32)
    static let bytesMin = 82

    /// A sealed message; nil for fewer than 82 bytes.
    init?(sealed bytes: Bytes) {
        guard bytes.count >= Self.bytesMin else { return nil }
        nonce = Bytes(bytes[..<32])
        senderKey = Bytes(bytes[32..<64])
        payload = Bytes(bytes[64...])
    }

    init(plain bytes: Bytes) {
        nonce = Self.zero
        senderKey = Self.zero
        payload = bytes
    }

    /// What the signed message is compared with. A plaintext one never equals it, since zeros
    /// stand before it here: only contracts' callbacks bring plaintext through, as on the network.
    var bytes: Bytes { nonce + senderKey + payload }

    init(nonce: Bytes, senderKey: Bytes, payload: Bytes) {
        self.nonce = nonce
        self.senderKey = senderKey
        self.payload = payload
    }

    /// The same sender's other bytes.
    func with(payload: Bytes) -> SecretInput {
        SecretInput(nonce: nonce, senderKey: senderKey, payload: payload)
    }
}
