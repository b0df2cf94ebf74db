internal import SecretAttestation
internal import SecretBase

/// `attestation_combined.bin`, judged by our own verifier for the time in question.
extension Examination {
    static let attestationName = "attestation_combined.bin"

    mutating func checkAttestation() {
        let ids = ["evidence", "validity", "measurement", "node_key"].map { "attestation.\($0)" }
        let verdict: Verdict
        switch attestation {
        case .value(let value): verdict = value
        case .absent:
            ok(ids[0], "no \(Self.attestationName) yet: init-enclave makes it")
            return ids.dropFirst().forEach { unknown($0, "no evidence") }
        case .unknown(let why): return ids.forEach { unknown($0, why) }
        }
        checkEvidence(verdict)
        checkValidity(verdict)
        checkAttestedEnclave(verdict)
        checkNodeKey(verdict)
    }

    private static let ofTime: Set<AttestationClass> = [.expired, .notYetValid]

    private mutating func checkEvidence(_ verdict: Verdict) {
        let id = "attestation.evidence"
        let reasons = verdict.findings.filter { !Self.ofTime.contains($0.reason) }
        let machine = verdict.fields.machineID.map { "machine id \(Hex.encode($0))" }
        let evidence = [machine].compactMap { $0 }
        guard let first = reasons.first else {
            return ok(id, verdict.tcbStatus ?? "genuine", evidence: evidence)
        }
        let told = reasons.prefix(8).map { reason in
            "\(reason.reason.rawValue) in \(reason.part): \(reason.text)"
        }
        let isOld = reasons.contains { $0.part == "fmspc" }
        fail(
            id, "the evidence is refused: \(first.reason.rawValue)",
            isOld ? "The CPU is deprecated. Running forbidden" : first.reason.rawValue, .certain,
            evidence: told + evidence)
    }

    /// A node that has its seed does not attest again until it moves or the chain asks for it.
    private mutating func checkValidity(_ verdict: Verdict) {
        let id = "attestation.validity"
        guard let window = verdict.window else { return unknown(id, "no dates can be read") }
        let end = "\(window.until.text(.none)), when \(window.endsWith) ends"
        if window.until <= window.from {
            return fail(id, "its parts are of different times", "EXPIRED", .certain)
        }
        if time >= window.until {
            let seen = "it expired \(end)"
            return hasSeed == true
                ? ok(id, seen + "; the node is registered")
                : fail(id, seen, "EXPIRED", .certain)
        }
        if time < window.from {
            return fail(
                id, "it is valid only from \(window.from.text(.none))", "NOT_YET_VALID", .likely)
        }
        let days = (window.until.seconds - time.seconds) / 86_400
        if days < 3, hasSeed != true {
            return warn(id, "\(days) days left, until \(end)", "EXPIRED", .certain)
        }
        ok(id, "\(days) days left, until \(end)")
    }

    private mutating func checkAttestedEnclave(_ verdict: Verdict) {
        let id = "attestation.measurement"
        guard let attested = verdict.fields.mrEnclave.map({ Hex.encode($0) }) else {
            return unknown(id, "the evidence names no enclave")
        }
        guard let installed = installedMeasurement, installed.count == 64 else {
            return unknown(id, "the installed enclave's measurement is not known")
        }
        if attested == installed { return ok(id, "of the installed enclave") }
        fail(
            id, "the evidence is of another enclave", "MrEnclaveMismatch", .certain,
            evidence: ["attested \(attested)", "installed \(installed)"])
    }

    private mutating func checkNodeKey(_ verdict: Verdict) {
        let id = "attestation.node_key"
        let file = "\(storage)/pubkey.bin"
        guard let key = host.read(file, most: 4096).value, key.count == 32 else {
            return unknown(id, "no pubkey.bin of 32 bytes")
        }
        guard let attested = verdict.fields.reportData?.prefix(32) else {
            return unknown(id, "the evidence names no key")
        }
        if Bytes(attested) == key { return ok(id, "pubkey.bin is the key that was attested") }
        fail(
            id, "pubkey.bin is another key than was attested", "host.node_key_differs", .certain,
            evidence: ["attested \(Hex.encode(attested))", "pubkey.bin \(Hex.encode(key))"])
    }
}
