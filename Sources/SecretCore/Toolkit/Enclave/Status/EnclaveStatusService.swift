internal import SecretAttestation
internal import SecretBase
internal import SecretCrypto
internal import SecretEnclave
internal import SecretNode

extension DoctorService {
    /// What enclave the home has, or the storage that is named, and how it is.
    ///
    /// The chain is asked only where a node is named. Throws `EnclaveStatusError.none`, and
    /// `ClientError.wrongChain`.
    public func status(storage named: String?) async throws -> EnclaveStatus {
        let usual =
            tools.settings.environment["SCRT_SGX_STORAGE"] ?? "/opt/secret/.sgx_secrets"
        let homes = [tools.settings.paths.root, tools.settings.paths.node].compactMap { $0 }
            .map { NodeHome(root: $0).enclave }
        var status: EnclaveStatus
        if let named {
            guard InputFile.exists(named) else { throw EnclaveStatusError.none(lookedIn: [named]) }
            status = try ofStorage(named)
        } else if let directory = homes.first(where: EnclaveStatus.isSoftware) {
            status = EnclaveStatus.software(in: directory)
        } else if InputFile.exists(usual) {
            status = try ofStorage(usual)
        } else {
            throw EnclaveStatusError.none(lookedIn: homes + [usual])
        }
        if ["node", "context"].contains(where: { tools.settings.source(of: $0) != nil }) {
            try await ask(&status)
        }
        return status
    }

    /// Sealed files of hardware: what can be told without the enclave that opens them.
    private func ofStorage(_ storage: String) throws -> EnclaveStatus {
        let live = LiveHost(environment: tools.settings.environment, time: SystemTime())
        let policy = try PolicyShelf(settings: tools.settings).policy("secret-mainnet")
        var examination = Examination(
            live, at: nil, storage: storage,
            verifier: AttestationVerifier(roots: roots, policy: policy))
        examination.checkStorage()
        examination.checkAttestation()
        let verdict = examination.attestation.value
        let key = live.read("\(storage)/pubkey.bin", most: 4096).value
        let hasSeed = examination.hasSeed == true
        var status = EnclaveStatus(
            kind: .sgx, directory: storage,
            state: hasSeed ? .ready : verdict != nil ? .waiting : .unprepared)
        status.nodeKey = key?.count == 32 ? key : nil
        status.ioKey = Self.masterKey("\(storage)/io-master-key.txt", live)
        status.seedKey = Self.masterKey("\(storage)/node-master-key.txt", live)
        status.measurement =
            examination.installedMeasurement ?? verdict?.fields.mrEnclave.map { Hex.encode($0) }
        if let verdict {
            let until = verdict.window?.until
            let seconds = until.map { $0.seconds - examination.time.seconds }
            status.attestation = EnclaveStatus.Attestation(
                verdict: verdict.outcome.rawValue, word: verdict.classWord, until: until,
                daysLeft: seconds.map { $0 < 0 ? -1 : $0 / 86_400 })
        }
        status.findings = examination.findings.filter { $0.state == .fail }.map { finding in
            "\(finding.id): \(finding.seen). \(finding.remedy)"
        }
        return status
    }

    private static func masterKey(_ path: String, _ host: LiveHost) -> Bytes? {
        let key = host.word(path).flatMap { try? Base64.decode($0) }
        return key?.count == 32 ? key : nil
    }
}

extension EnclaveStatus {
    /// Whether an enclave of our own nodes has this directory.
    fileprivate static func isSoftware(_ directory: String) -> Bool {
        ["seeds.sealed", "registration.key", "sealing.key"].contains {
            InputFile.exists("\(directory)/\($0)")
        }
    }

    /// The enclave of our own nodes, in its directory.
    fileprivate static func software(in directory: String) -> EnclaveStatus {
        let isSealed = EnclaveGate.isSealed(in: directory)
        let asks = InputFile.exists("\(directory)/registration.key")
        var status = EnclaveStatus(
            kind: .software, directory: directory,
            state: isSealed ? .ready : asks ? .waiting : .unprepared)
        status.measurement = Hex.encode(EnclaveGate.measurement)
        do throws(EnclaveError) {
            // Only what is there is opened: nothing is made by looking.
            status.nodeKey = try EnclaveGate.existingRegistrationKey(in: directory)
            if isSealed {
                let gate = try EnclaveGate(directory: directory) { RandomBytes.secret($0) }
                status.ioKey = gate.messagePublicKey
                status.seedKey = gate.registrationPublicKey
            }
        } catch {
            let hint = error.hint.map { ": \($0)" } ?? ""
            status.findings.append("\(error)\(hint)")
        }
        return status
    }
}
