package import SecretBase
import SecretChain
package import SecretCrypto

/// The one door of the embedded enclave: bytes in, bytes out.
///
/// SIMULATED: an ordinary process stands in for SGX. Seeds are sealed in a file that only its
/// owner can read, by a key that lies beside it; the system's file permissions are all that
/// protects them. Whoever can read the home can read every contract's state and every message.
package final class EnclaveGate: Sendable {
    /// What every answer about this enclave says.
    package static let mode = "SIMULATED"

    private let messageKey: X25519PrivateKey
    /// What contracts are run with; no other room can name it.
    let keys: EnclaveKeys
    /// What a node that registers is given.
    let genesis: ConsensusSeed
    let current: ConsensusSeed
    /// The key to which clients seal their messages: 32 bytes, X25519.
    package let messagePublicKey: Bytes
    /// The key to which new nodes ask for the seeds: 32 bytes, X25519.
    package let registrationPublicKey: Bytes

    init(genesis: consuming ConsensusSeed, current: consuming ConsensusSeed) {
        messageKey = current.exchangeKey(for: .messages)
        messagePublicKey = messageKey.publicKey
        registrationPublicKey = current.exchangeKey(for: .seedExchange).publicKey
        keys = EnclaveKeys(genesis: genesis, current: current)
        self.genesis = genesis
        self.current = current
    }

    /// Opens the enclave whose seeds lie sealed in `directory`, which is made, with fresh seeds,
    /// at the first start.
    ///
    /// `entropy` gives as many random bytes as it is asked for; it is asked only at the first
    /// start, for this room itself leaves nothing to chance. Throws `.openToOthers`, `.incomplete`,
    /// `.file`, and `.unregistered` when the directory waits for a network's seeds; seeds that are
    /// there are never replaced.
    package convenience init(
        directory: String, entropy: (Int) -> SecretBytes
    ) throws(EnclaveError) {
        let vault = SeedVault(directory: directory)
        let seeds = try vault.seeds(entropy)
        try self.init(
            genesis: ConsensusSeed(seeds.part(0..<32)), current: ConsensusSeed(seeds.part(32..<64)))
    }

    /// Whether seeds lie sealed in `directory`, so that opening it makes no new ones.
    package static func isSealed(in directory: String) -> Bool {
        SeedVault(directory: directory).holdsSeeds
    }

    /// Opens a client's message. Throws `.malformed` and `.notOpened`.
    package func open(message: Bytes) throws(EnclaveError) -> OpenedMessage {
        let sealed = try SealedMessage(decoding: message)
        let key = try MessageKey(between: messageKey, and: sealed.senderKey, nonce: sealed.nonce)
        let plain = try PlainMessage(decoding: key.open(sealed.ciphertext, "message"))
        return OpenedMessage(message: plain, key: key)
    }
}

/// A client's message inside the enclave, with the key that seals all answers to it.
package struct OpenedMessage: ~Copyable, Sendable {
    package let message: PlainMessage
    private let key: MessageKey

    init(message: PlainMessage, key: consuming MessageKey) {
        self.message = message
        self.key = key
    }

    /// A contract's data or query result: its base64 text is sealed.
    ///
    /// Source: enclave protocol §2.6.
    package borrowing func seal(answer: Bytes) -> Bytes {
        key.seal(Bytes(Base64.encode(answer).utf8))
    }

    /// An error, or the key or value of an event: sealed, then base64.
    package borrowing func seal(text: String) -> String {
        Base64.encode(key.seal(Bytes(text.utf8)))
    }
}

extension SecretBytes {
    /// A part, with an owner of its own.
    borrowing func part(_ range: Range<Int>) -> SecretBytes {
        withBytes { SecretBytes(copying: UnsafeRawBufferPointer(rebasing: $0[range])) }
    }
}
