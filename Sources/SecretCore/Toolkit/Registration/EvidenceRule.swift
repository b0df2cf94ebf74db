internal import SecretAttestation
internal import SecretBase
internal import SecretEnclave

/// What evidence a network takes, as far as that can be said before paying.
enum EvidenceRule: Sendable {
    /// A development network: simulated evidence alone.
    case simulated
    /// Hardware's, judged by Intel's roots and this policy.
    case hardware(AttestationPolicy)

    /// - Parameter name: `simulated`, or a policy's name or file.
    init(named name: String, _ settings: Settings) throws {
        self =
            name == "simulated"
            ? .simulated : .hardware(try PolicyShelf(settings: settings).policy(name))
    }

    /// Whose enclave the evidence is of. Throws `RegistrationFailure` with every reason where the
    /// network would refuse it.
    func checked(
        _ evidence: Bytes, nodeKey: Bytes, at time: Timestamp
    ) throws(RegistrationFailure) -> AttestationFields {
        var verifier = AttestationVerifier()
        switch self {
        case .simulated: verifier.roots = .simulated
        case .hardware(let policy): verifier.policy = policy
        }
        let verdict = verifier.verify(evidence, kind: .combined, at: time)
        let reasons = reasons(against: verdict)
        guard reasons.isEmpty else { throw .notAcceptable(reasons: reasons) }
        let attested = Bytes((verdict.fields.reportData ?? []).prefix(32))
        guard attested == nodeKey else {
            throw .otherNodeKey(wanted: Hex.encode(nodeKey), got: Hex.encode(attested))
        }
        return verdict.fields
    }

    private func reasons(against verdict: Verdict) -> [String] {
        let words = verdict.findings.map { "\($0.reason.rawValue) in \($0.part): \($0.text)" }
        switch self {
        case .hardware: return words
        case .simulated:
            guard verdict.isGenuineSimulation else {
                return words.isEmpty ? ["the network takes simulated evidence alone"] : words
            }
            guard verdict.fields.mrEnclave == EnclaveGate.measurement else {
                return ["the measurement is not that of the enclave that this network runs"]
            }
            return []
        }
    }
}
