import SecretBase
import SecretCrypto

/// Every secret that contracts are run with, derived once from the seeds.
///
/// Source: enclave protocol §1.1. Seeds: the genesis seed authenticates contract keys, the current
/// one does all else.
final class EnclaveKeys: Sendable {
    private let messageKey: X25519PrivateKey
    private let genesisState: SecretBytes
    private let state: SecretBytes
    private let callbackSecret: SecretBytes
    private let blockRandomness: SecretBytes
    private let adminProofs: SecretBytes
    private let contractKeyProofs: SecretBytes
    // Few enough that all their secrets find room in the locked pool.
    private let shared = BoundedCache<SharedSecret>(generation: 48)
    private let channels = BoundedCache<MessageChannel>(generation: 24)
    private let contracts = BoundedCache<ContractSecrets>(generation: 48)

    init(genesis: borrowing ConsensusSeed, current: borrowing ConsensusSeed) {
        messageKey = current.exchangeKey(for: .messages)
        genesisState = genesis.secret(for: .state)
        state = current.secret(for: .state)
        callbackSecret = current.secret(for: .callbacks)
        blockRandomness = current.secret(for: .firstRandomness)
        adminProofs = current.secret(for: .adminProofs)
        contractKeyProofs = current.secret(for: .contractKeyProofs)
    }

    /// The key of a message and of all that it causes. Source: §2.2.
    func channel(for input: SecretInput) -> MessageChannel {
        channels.value(for: input.nonce + input.senderKey) {
            let secret = shared.value(for: input.senderKey) {
                SharedSecret(messageKey, with: input.senderKey)
            }
            return MessageChannel(
                nonce: input.nonce, senderKey: input.senderKey,
                key: MessageKey(shared: secret.bytes, nonce: input.nonce))
        }
    }

    /// The keys of a contract's state, by its original key. Source: §4.
    func secrets(of contractKey: Bytes) -> ContractSecrets {
        contracts.value(for: contractKey) {
            ContractSecrets(
                contractKey: contractKey,
                cipher: MessageKey.cipher(from: state, data: contractKey))
        }
    }

    /// The second half of a contract key. Source: §3.4.
    func contractID(senderID: Bytes, codeHash: Bytes, contract: Bytes, original: Bytes) -> Bytes {
        let key = MessageKey.derive(from: genesisState, data: senderID)
        return Hash.hmacSHA256(senderID + codeHash + contract + original, key: key)
    }

    /// Binds a contract's new key to its first one. Source: §1.5.
    func contractKeyProof(
        contract: Bytes, codeHash: Bytes, original: Bytes, new: Bytes
    ) -> Bytes {
        Hash.hmacSHA256(contract + codeHash + original + new, key: contractKeyProofs)
    }

    /// Binds an admin, who may be empty, to a contract. Source: §1.5.
    func adminProof(admin: Bytes, original: Bytes) -> Bytes {
        Hash.hmacSHA256(admin + original, key: adminProofs)
    }

    /// SHA-256 over the callback secret ‖ `message` ‖ `funds` as JSON. Source: §2.6.3.
    func callbackSignature(message: Bytes, funds: Bytes) -> Bytes {
        var text = Bytes()
        text.reserveCapacity(32 + message.count + funds.count)
        callbackSecret.withBytes { text.append(contentsOf: $0) }
        text += message
        text += funds
        defer { text.wipe() }
        return Hash.sha256(text)
    }

    /// A block's own random value, 32 bytes.
    func blockRandom(height: Int64, entropy: Bytes) -> Bytes {
        var writer = ByteWriter(capacity: 8 + entropy.count)
        writer.putBigEndian(UInt64(bitPattern: height))
        writer.put(entropy)
        return Hash.hmacSHA256(writer.bytes, key: blockRandomness)
    }

    /// What one call gets of its block's random value, 32 bytes. Source: §10.
    static func callRandom(
        block: Bytes, height: Int64, contractKey: Bytes, callIndex: UInt64
    ) -> Bytes {
        var info = ByteWriter(capacity: 80)
        info.putBigEndian(UInt64(bitPattern: height))
        info.put(contractKey)
        info.putBigEndian(callIndex)
        return block.withUnsafeBytes { block in
            HKDF.derive(from: block, salt: MessageKey.salt, info: info.bytes, count: 32)
                .withBytes { Bytes($0) }
        }
    }
}

/// X25519 of the network's message key and one client's: the dear part of opening a message.
private final class SharedSecret: Sendable {
    let bytes: SecretBytes

    init(_ own: borrowing X25519PrivateKey, with other: Bytes) {
        do { bytes = try own.rawSharedSecret(with: other) } catch {
            preconditionFailure("a message's head was cut to 32 bytes: \(error)")
        }
    }
}
