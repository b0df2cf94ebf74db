internal import SecretLedger

/// Verifies signatures before the ledger's thread asks for them, on whatever thread calls.
///
/// Only a head start: what fails here is told by the check.
struct SignatureHead: Sendable {
    let ledger: Ledger
    let verified: VerifiedSignatures
    let accounts: StaleAccounts

    func start(_ transaction: PreparedTransaction) {
        verified.verifyAhead((try? ledger.signatureChecks(transaction, state: accounts)) ?? [])
    }
}
