internal import SecretAttestation
internal import SecretBase
internal import SecretClient
internal import SecretCrypto
internal import SecretEnclave
internal import SecretNode

/// The enclave in a home of our own: an ordinary process, whose seeds lie in files.
struct SoftwareEnclave: RegistrationEnclave {
    let home: CometHome

    private var directory: String { home.application.enclave }
    var journalFolder: String { home.root + "/registration" }
    var ending: String { "sealed" }

    func requireNetwork(_ chainID: String, _ networkKey: Bytes) throws {
        guard home.isHome else { return }
        let genesis = try home.genesisNetwork()
        guard genesis.chainID == chainID else {
            throw ClientError.wrongChain(wanted: genesis.chainID, got: chainID)
        }
        guard genesis.networkKey == nil || genesis.networkKey == networkKey else {
            throw RegistrationFailure.otherNetwork(home.genesisFile)
        }
    }

    func nodeKey(making: Bool) throws -> Bytes? {
        guard making else { return try EnclaveGate.existingRegistrationKey(in: directory) }
        return try EnclaveGate.registrationKey(in: directory) { RandomBytes.secret($0) }
    }

    func hasSeeds(of networkKey: Bytes, _ encryptedSeeds: Bytes?) throws -> Bool {
        guard EnclaveGate.isSealed(in: directory) else { return false }
        // Sealed seeds are opened, and none are made.
        let gate = try EnclaveGate(directory: directory) { RandomBytes.secret($0) }
        guard gate.registrationPublicKey == networkKey else {
            throw RegistrationFailure.otherSeeds(directory)
        }
        return true
    }

    func accept(_ encryptedSeeds: Bytes, from networkKey: Bytes) throws {
        do {
            try EnclaveGate.accept(
                encryptedSeeds: encryptedSeeds, from: networkKey, in: directory
            ) { RandomBytes.secret($0) }
        } catch EnclaveError.malformed(let what, let why) {
            throw RegistrationFailure.badSeeds("\(what): \(why)")
        } catch EnclaveError.notOpened(let what) {
            throw RegistrationFailure.badSeeds(
                "\(what) does not open: it was made for another node, or by another network")
        }
    }

    func owner() throws -> Bytes { try home.validatorPublicKey() ?? Bytes(repeating: 0, count: 32) }
}

/// Evidence that vouches for nothing, which is what development networks take.
struct SimulatedAttester: Attester {
    let clock: any TimeSource

    /// A node's machine is always the same one: it follows from its key.
    func evidence(for nodeKey: Bytes, of owner: Bytes) throws -> Bytes {
        let machine = Hash.sha256(Bytes("machine of a simulated node".utf8) + nodeKey)
        return SimulatedPlatform(at: clock.now()) { _ in SecretBytes(copying: machine) }
            .combined(reportData: nodeKey + owner, mrEnclave: EnclaveGate.measurement)
    }
}

/// Evidence that was made elsewhere, such as `attestation_combined.bin` of `secretd init-enclave`.
struct FileAttester: Attester {
    let path: String

    func evidence(for nodeKey: Bytes, of owner: Bytes) throws -> Bytes {
        try InputFile.read(path)
    }
}
