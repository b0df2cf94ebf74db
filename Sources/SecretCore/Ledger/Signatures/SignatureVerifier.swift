package import SecretBase

/// One secp256k1 signature to verify: everything the answer depends on, and nothing else.
package struct SignatureCheck: Hashable, Sendable {
    /// Compressed SEC1 public key, 33 bytes.
    package let publicKey: Bytes
    /// SHA-256 of the sign bytes, 32 bytes.
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
