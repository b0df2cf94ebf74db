package import SecretBase
import SecretCrypto

/// One secp256k1 signature to verify: everything the answer depends on, and nothing else.
package struct SignatureCheck: Hashable, Sendable {
    /// Compressed SEC1 public key, 33 bytes.
    package let publicKey: Bytes
    /// Digest of the sign bytes, 32 bytes: SHA-256, in sign mode EIP-191 Keccak-256.
    package let digest: Bytes
    /// r ‖ s, 64 bytes, as the transaction carries it; any other length is simply not valid.
    package let signature: Bytes

    package init(publicKey: Bytes, digest: Bytes, signature: Bytes) {
        self.publicKey = publicKey
        self.digest = digest
        self.signature = signature
    }
}

/// Answers whether a signature is valid. The answer depends on the check alone, so that whoever
/// implements it may have verified it earlier, on another thread.
package protocol SignatureVerifier: Sendable {
    /// True when `check.signature` is a low-S signature by `check.publicKey` over the digest.
    func isValid(_ check: SignatureCheck) -> Bool
}

/// Verifies anew every time.
package struct PlainVerifier: SignatureVerifier {
    package init() {}

    package func isValid(_ check: SignatureCheck) -> Bool {
        guard let key = try? Secp256k1PublicKey(check.publicKey) else { return false }
        return key.isValid(signature: check.signature, digest: check.digest)
    }
}
