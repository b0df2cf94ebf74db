package import SecretChain
package import SecretCrypto
package import SecretKeyring

/// A key of the keyring, unlocked for one command.
package final class KeyringSigner: TransactionSigner {
    package let publicKey: PublicKey
    package let address: Address
    private let key: UnlockedKey
    private let keyring: Keyring

    init(_ key: consuming UnlockedKey, publicKey: PublicKey, in keyring: Keyring) {
        self.publicKey = publicKey
        address = key.record.address
        self.key = key
        self.keyring = keyring
    }

    package func signature(over request: SignBytes) -> Bytes { key.signature(of: request.bytes) }

    package func note(_ label: String) throws -> SecretBytes? {
        try keyring.note(label, of: key)
    }

    /// The labels of what is kept beside the key.
    package func noteLabels() throws -> [String] { try keyring.noteLabels(of: key) }

    /// Keeps `secret` beside the key, sealed by it.
    package func keep(_ secret: borrowing SecretBytes, as label: String) throws {
        try keyring.keep(secret, as: label, of: key)
    }

    /// Forgets what is kept under `label`. Throws exit 3 where nothing is.
    package func forget(_ label: String) throws { try keyring.forgetNote(label, of: key) }
}

extension Toolbox {
    private var keyring: Keyring { Keyring(path: settings.paths.keys) }

    /// A key by its name, or by its address; no passphrase is needed. Throws exit 3.
    package func keyRecord(named text: String) throws -> KeyRecord {
        if text.hasPrefix(Address.prefix + "1") {
            let address = try Address(text)
            if let record = try keyring.list().records.first(where: { $0.address == address }) {
                return record
            }
            throw TransactionFailure.noKey(text)
        }
        return try keyring.record(of: KeyName(text))
    }

    /// The public half of a key that can sign transactions.
    package func signingKey(named text: String) throws -> PublicKey {
        let record = try keyRecord(named: text)
        guard record.canSign, let publicKey = record.publicKey else {
            throw TransactionFailure.cannotSign(record.name.text, kind: record.kind.word)
        }
        return publicKey
    }

    /// The key, ready to sign; asks for its passphrase where `source` names none.
    package func unlockedKey(
        named text: String, passphrase source: PassphraseSource
    ) throws -> KeyringSigner {
        let publicKey = try signingKey(named: text)
        let record = try keyRecord(named: text)
        let passphrase = try passphrase(for: "key \(record.name)", from: source)
        return KeyringSigner(
            try keyring.unlock(record.name, passphrase: passphrase), publicKey: publicKey,
            in: keyring)
    }
}
