internal import SecretAttestation
internal import SecretBase
internal import SecretEnclave
internal import SecretLedger

/// The enclave as the ledger asks it about nodes that register.
///
/// This enclave is simulated, and so must be the evidence of those that join it: whole, in time, of
/// this program's own measurement. Hardware's evidence is judged as the network judges it, and then
/// is another enclave's. Source: attestation §1.5.
struct EnclaveAuthenticator: NodeAuthenticator {
    private let gate: EnclaveGate
    let masterKeys: MasterKeys

    init(_ gate: EnclaveGate) {
        self.gate = gate
        masterKeys = MasterKeys(
            nodeExchange: gate.registrationPublicKey, ioExchange: gate.messagePublicKey)
    }

    func authenticate(
        _ certificate: Bytes, at time: Timestamp
    ) throws(AuthenticationRefusal) -> AuthenticatedNode {
        // The network's enclaves know whole seconds.
        let fields = try Self.simulated(certificate, at: Timestamp(seconds: time.seconds))
        guard fields.mrEnclave == EnclaveGate.measurement else { throw .otherEnclave }
        guard let data = fields.reportData, data.count == 64 else { throw .invalidCertificate }
        let key = Bytes(data[..<32])
        let seeds: Bytes
        do { seeds = try gate.encryptedSeeds(for: key) } catch { throw .seedEncryptionFailed }
        return AuthenticatedNode(
            nodeKey: key, owner: Bytes(data[32...]), machine: fields.machineID,
            encryptedSeeds: seeds)
    }

    /// What the evidence says, where it is a genuine simulation's.
    private static func simulated(
        _ certificate: Bytes, at time: Timestamp
    ) throws(AuthenticationRefusal) -> AttestationFields {
        let blob: CombinedBlob
        do { blob = try CombinedBlob(certificate) } catch { throw .invalidCertificate }
        let verdict = AttestationVerifier(roots: .simulated).verify(.combined(blob), at: time)
        if verdict.isGenuineSimulation { return verdict.fields }
        // A simulation with a flaw is none of hardware's either.
        let hardware = AttestationVerifier(policy: .registration)
            .verify(.combined(blob), at: time)
        throw hardware.outcome == .reject ? .invalidCertificate : .otherEnclave
    }
}
