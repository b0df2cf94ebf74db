import SecretBase
package import SecretChain
import SecretCrypto
import Synchronization

/// Verifies signatures and remembers the valid ones, so that a signature verified ahead, on
/// whatever thread, is not verified again when its transaction is checked and delivered.
///
/// Remembers at most twice `generationCount` signatures; an older generation goes as a whole.
package final class VerifiedSignatures: SignatureVerifier {
    private struct Known {
        var young: Set<SignatureCheck> = []
        var old: Set<SignatureCheck> = []
    }

    private let known = Mutex(Known())
    private let generationCount: Int

    package init(generationCount: Int = 32_768) {
        self.generationCount = generationCount
    }

    package func isValid(_ check: SignatureCheck) -> Bool {
        let isKnown = known.withLock { $0.young.contains(check) || $0.old.contains(check) }
        if isKnown { return true }
        guard let key = try? Secp256k1PublicKey(check.publicKey),
            key.isValid(signature: check.signature, digest: check.digest)
        else { return false }
        remember(check)
        return true
    }

    /// Verifies now what will be asked for later. Invalid signatures are simply not remembered.
    package func verifyAhead(_ checks: [SignatureCheck]) {
        for check in checks { _ = isValid(check) }
    }

    private func remember(_ check: SignatureCheck) {
        known.withLock { known in
            if known.young.count >= generationCount {
                known.old = known.young
                known.young.removeAll(keepingCapacity: true)
            }
            known.young.insert(check)
        }
    }
}
