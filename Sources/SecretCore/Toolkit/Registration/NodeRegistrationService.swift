internal import SecretBase
internal import SecretClient
internal import SecretNode

/// Gets a node the seeds of its network: from its key to sealed seeds, going on where an earlier run
/// stopped, and paying once.
public struct NodeRegistrationService: Sendable {
    let tools: Toolbox
    let transactions: TransactionService
    var patience = SeedPatience()

    var chain: any ChainPort { transactions.chain }
    var clock: any TimeSource { transactions.clock }

    /// Registers the node where it is not, and gives its enclave the seeds where it has none.
    ///
    /// Throws `RegistrationFailure`, and what every transaction may come to.
    public func register(_ order: RegistrationOrder) async throws -> NodeRegistration {
        // What is the user's to mend comes before any question to a node.
        _ = try tools.signingKey(named: order.signing.from)
        let network = try tools.settings.network()
        let rule = try EvidenceRule(
            named: order.policy ?? network.attestation ?? NetworkProfile.hardwarePolicy,
            tools.settings)
        let enclave = try enclave(of: order)
        let attester: any Attester =
            switch order.evidence {
            case .simulated: SimulatedAttester(clock: clock)
            case .file(let path): FileAttester(path: path)
            }
        if case .file(let path) = order.evidence, path != "-", !InputFile.exists(path) {
            throw TransactionFailure.missingFile(path)
        }
        return try await register(order, enclave, attester, rule)
    }

    func register(
        _ order: RegistrationOrder, _ enclave: any RegistrationEnclave,
        _ attester: any Attester, _ rule: EvidenceRule
    ) async throws -> NodeRegistration {
        let chainID = try await transactions.requireChain()
        let run = RegistrationRun(
            service: self, order: order, enclave: enclave, attester: attester, rule: rule,
            chainID: chainID, networkKey: try await chain.networkKey())
        // A rehearsal leaves no trace.
        guard !order.signing.consent.isRehearsal else { return try await run.perform(nil) }
        guard let journal = try RegistrationJournal(in: enclave.journalFolder) else {
            return .nothing(
                NothingDone("busy", "another process is registering the same node"))
        }
        defer { withExtendedLifetime(journal) {} }
        return try await run.perform(journal)
    }

    private func enclave(of order: RegistrationOrder) throws -> any RegistrationEnclave {
        guard let secretd = order.secretd else {
            return SoftwareEnclave(
                home: order.nodeHome.map { CometHome(root: $0) } ?? tools.node.cometHome)
        }
        guard case .file(let path) = order.evidence else {
            throw TransactionFailure.needs(
                "--attestation", why: "the enclave of \(secretd.program) makes its own")
        }
        let key = try secretd.nodeKey ?? SecretdEnclave.key(beside: path)
        return SecretdEnclave(
            program: secretd.program, home: secretd.home, key: key,
            journalFolder: tools.settings.paths.state + "/registrations/" + Hex.encode(key),
            environment: [
                "PATH", "HOME", "SCRT_SGX_STORAGE", "LD_LIBRARY_PATH", "SCRT_ENCLAVE_DIR",
            ]
            .compactMap { name in
                tools.settings.environment[name].map { "\(name)=\($0)" }
            })
    }
}

/// How often the chain is asked for seeds that it must have.
struct SeedPatience: Sendable {
    /// After the first look; doubles up to `pauseSecondsMax`.
    var pauseSeconds = 0.2
    var pauseSecondsMax = 5.0

    func pause(after looks: Int) async throws {
        let factor = Double(1 << min(max(looks - 1, 0), 10))
        try await Task.sleep(for: .seconds(min(pauseSeconds * factor, pauseSecondsMax)))
    }
}

extension Toolbox {
    /// Registers nodes with the network that the settings name.
    public var registration: NodeRegistrationService {
        get throws { NodeRegistrationService(tools: self, transactions: try transactions) }
    }
}
