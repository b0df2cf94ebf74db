package import SecretBase
package import SecretChain
import SecretCrypto
import SecretKeyring

/// A key of the keyring, unlocked for one command.
package final class KeySigner: Sendable {
    package let address: Address
    package let publicKey: PublicKey
    private let key: UnlockedKey

    init(_ key: consuming UnlockedKey) {
        address = key.record.address
        publicKey = .secp256k1(key.publicKeyBytes)
        self.key = key
    }

    /// 64 bytes r ‖ s over a 32-byte digest, low s, deterministic (RFC 6979).
    /// Throws when the digest has another length.
    package func signature(digest: Bytes) throws -> Bytes {
        try key.signature(digest: digest)
    }
}
