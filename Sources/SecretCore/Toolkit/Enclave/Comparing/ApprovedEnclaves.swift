internal import SecretAttestation
internal import SecretBase
internal import SecretChain
internal import SecretClient
internal import SecretWire

/// Measurements that somebody approved, 32 bytes each, and who that was.
struct ApprovedEnclaves: Sendable {
    let measurements: [Bytes]
    /// For a person.
    let source: String
    /// Where it was the chain.
    private(set) var proposal: UInt64?

    /// What the operator says.
    init(given: [Bytes]) {
        measurements = given
        source = "given on the command line"
    }

    /// A policy's list. Throws where it has none.
    init(policy: AttestationPolicy) throws(ComparingError) {
        let list = (policy.mrEnclaves ?? []).compactMap { try? Hex.decode($0) }
        guard !list.isEmpty, list.allSatisfy({ $0.count == 32 }) else {
            throw .noList(policy.name)
        }
        measurements = list
        source = "policy \(policy.name)"
    }

    /// What the chain's governance approved last.
    ///
    /// The chain has no query for the measurement its enclaves are to migrate to. It takes it from
    /// the plan of the newest upgrade proposal that has passed, whose `info` must be
    /// `MREnclaveHash:` and 64 hex digits and nothing else; so do we.
    ///
    /// Source: scrtlabs/SecretNetwork v1.25, x/compute/internal/keeper/ante.go.
    init(asking chain: any ChainPort) async throws {
        let upgrade = "/cosmos.upgrade.v1beta1.MsgSoftwareUpgrade"
        let passed = try await chain.proposals(
            status: ProposalStatus.passed.wireName, countMax: Self.proposalsMax)
        let newest = passed.filter { $0.messages.first?["@type"]?.string == upgrade }
            .max { $0.id < $1.id }
        guard let newest else { throw ComparingError.noUpgrade }
        let info = newest.messages.first?["plan"]?["info"]?.string ?? ""
        guard let measurement = Self.measurement(in: info) else {
            throw ComparingError.noMeasurement(proposal: newest.id)
        }
        measurements = [measurement]
        source = "proposal \(newest.id), the newest upgrade that has passed"
        proposal = newest.id
    }

    private static let proposalsMax = 200

    static func measurement(in info: String) -> Bytes? {
        let word = "MREnclaveHash:"
        guard info.hasPrefix(word), let bytes = try? Hex.decode(String(info.dropFirst(word.count))),
            bytes.count == 32
        else { return nil }
        return bytes
    }
}

/// Why there is nothing to compare with.
public enum ComparingError: Failure, Equatable {
    case tooFew
    case noList(String)
    case noUpgrade
    case noMeasurement(proposal: UInt64)

    public var code: String {
        switch self {
        case .tooFew: "too_few_enclaves"
        case .noList: "policy_without_list"
        case .noUpgrade: "no_upgrade_proposal"
        case .noMeasurement: "no_measurement"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .tooFew: .usage
        case .noList, .noUpgrade, .noMeasurement: .missing
        }
    }

    public var description: String {
        switch self {
        case .tooFew: "one enclave alone differs from nothing"
        case .noList(let name): "policy \(name) lists no MRENCLAVE"
        case .noUpgrade: "the chain has passed no software upgrade, so it has approved no MRENCLAVE"
        case .noMeasurement(let proposal):
            "proposal \(proposal), the newest upgrade that has passed, names no MRENCLAVE"
        }
    }

    public var hint: String? {
        switch self {
        case .tooFew: "name a second one, or give --chain, --approved HEX or --policy FILE"
        case .noList: "add \"mrenclaves\" to the policy's file, or give --approved HEX"
        case .noUpgrade, .noMeasurement: "give the release's measurement as --approved HEX"
        }
    }
}
