package import SecretBase
package import SecretChain
package import SecretCrypto

/// A key that can sign, unlocked for one command. It gives signatures out and nothing else.
package protocol TransactionSigner: Sendable {
    var publicKey: PublicKey { get }
    var address: Address { get }
    /// r ‖ s, 64 bytes, low s, deterministic (RFC 6979).
    func signature(over request: SignBytes) throws -> Bytes
    /// What is kept beside the key under this label, sealed by the key; nil where nothing is.
    func note(_ label: String) throws -> SecretBytes?
}

/// A key made of a mnemonic for one signature; nothing of it is stored.
package final class PhraseSigner: TransactionSigner {
    package let publicKey: PublicKey
    package var address: Address { Address(publicKey: publicKey) }
    private let key: Secp256k1PrivateKey

    /// `phrase` is the file's content; spaces and newlines around the words do not count.
    package init(phrase: borrowing SecretBytes, path: HDPath) throws {
        key = try HDKey.derive(Mnemonic(parsing: phrase).seed(), path)
        publicKey = try PublicKey(secp256k1: key.publicKey.bytes)
    }

    package func signature(over request: SignBytes) throws -> Bytes {
        try key.signature(digest: request.digest)
    }

    package func note(_ label: String) -> SecretBytes? { nil }
}
