internal import SecretBase
internal import SecretCrypto
package import SecretLedger
internal import Synchronization

/// Answers for signatures, from memory where somebody verified them before.
///
/// Submitting tasks call `prepare` on all cores; the one thread of the ledger then only looks up.
package final class VerifiedSignatures: SignatureVerifier {
    private struct Memory {
        var young: [SignatureCheck: Bool] = [:]
        var old: [SignatureCheck: Bool] = [:]
    }

    private let countMax: Int
    private let memory = Mutex(Memory())

    /// Remembers at least `countMax` answers, at most twice as many.
    package init(countMax: Int = 20_000) {
        self.countMax = countMax
    }

    package func isValid(_ check: SignatureCheck) -> Bool {
        let known = memory.withLock { $0.young[check] ?? $0.old[check] }
        return known ?? verify(check)
    }

    /// Verifies what is not known yet.
    package func prepare(_ checks: [SignatureCheck]) {
        for check in checks { _ = isValid(check) }
    }

    private func verify(_ check: SignatureCheck) -> Bool {
        let key = try? Secp256k1PublicKey(check.publicKey)
        let answer = key?.isValid(signature: check.signature, digest: check.digest) ?? false
        memory.withLock { memory in
            if memory.young.count >= countMax {
                memory.old = memory.young
                memory.young = [:]
            }
            memory.young[check] = answer
        }
        return answer
    }
}
