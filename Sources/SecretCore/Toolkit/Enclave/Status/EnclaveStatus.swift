public import SecretBase

/// `enclave status`: what enclave a home has, and whether it can do its work. Not ready is exit 10.
public struct EnclaveStatus: Answer {
    enum Kind: String, Sendable { case software, sgx }

    enum State: String, Sendable {
        /// It has its network's seeds.
        case ready
        /// It has a key to ask for them, and has not got them.
        case waiting
        /// It has neither.
        case unprepared
    }

    /// What the evidence in the storage is worth.
    struct Attestation: Sendable {
        let verdict: String
        let word: String
        let until: Timestamp?
        /// Whole days; negative after its end.
        let daysLeft: Int64?
    }

    /// What the chain says. Nil for what it did not tell.
    struct Chain: Sendable {
        var chainID: String?
        /// Whether it holds an encrypted seed for this node's key.
        var holdsSeed: Bool?
        /// Whether its keys are those of this enclave.
        var hasOurKeys: Bool?
        /// Why it could not be asked.
        var fault: String?
    }

    let kind: Kind
    let directory: String
    var state: State
    /// The key with which it asks for seeds: 32 bytes, X25519.
    var nodeKey: Bytes?
    /// The network's keys, for messages and for seeds, as the enclave has them.
    var ioKey: Bytes?
    var seedKey: Bytes?
    /// MRENCLAVE.
    var measurement: String?
    var attestation: Attestation?
    var chain: Chain?
    /// What stands in the way, a sentence each.
    var findings: [String] = []

    private var mode: String { kind == .software ? "SIMULATED" : "SGX" }
    private var isReady: Bool { state == .ready && findings.isEmpty }

    public var exit: ExitStatus { isReady ? .done : .checkFailed }

    public var fields: AnswerValue {
        [
            "ready": .flag(isReady), "kind": .text(kind.rawValue), "mode": .text(mode),
            "directory": .text(directory), "state": .text(state.rawValue),
            "has_seeds": .flag(state == .ready),
            "waits_for_registration": .flag(state == .waiting),
            "node_key_hex": .optional(nodeKey.map { Hex.encode($0) }),
            "io_pubkey": .optional(ioKey.map { Base64.encode($0) }),
            "registration_pubkey": .optional(seedKey.map { Base64.encode($0) }),
            "mrenclave_hex": .optional(measurement),
            "attestation": attestation.map(Self.fields) ?? .null,
            "chain": chain.map(Self.fields) ?? .null, "findings": .texts(findings),
        ]
    }

    private static func fields(_ attestation: Attestation) -> AnswerValue {
        [
            "verdict": .text(attestation.verdict), "class": .text(attestation.word),
            "valid_until": .optional(attestation.until?.text(.none)),
            "days_left": attestation.daysLeft.map { .integer($0) } ?? .null,
        ]
    }

    private static func fields(_ chain: Chain) -> AnswerValue {
        func flag(_ value: Bool?) -> AnswerValue { value.map { .flag($0) } ?? .null }
        return [
            "chain_id": .optional(chain.chainID), "holds_seed": flag(chain.holdsSeed),
            "keys_equal": flag(chain.hasOurKeys), "error": .optional(chain.fault),
        ]
    }

    public func text(in style: TextStyle) -> String {
        let word =
            isReady
            ? style.good("READY")
            : state == .waiting && findings.isEmpty
                ? style.warning("WAITING") : style.bad("NOT READY")
        var blocks = [word + "  " + headline]
        if !findings.isEmpty {
            let narrow = TextStyle(usesColour: false, columns: style.columns - 2)
            blocks.append(
                findings.map { finding in
                    "- "
                        + narrow.wrapped(Terminology.printable(finding))
                        .replacing("\n", with: "\n  ")
                }.joined(separator: "\n"))
        }
        blocks.append(
            FieldList([
                ("enclave", kind == .software ? "software, SIMULATED: no hardware" : "SGX"),
                ("directory", directory), ("state", state.rawValue),
                ("node key", nodeKey.map { Hex.encode($0) } ?? ""),
                ("io public key", ioKey.map { Base64.encode($0) } ?? ""),
                ("registration key", seedKey.map { Base64.encode($0) } ?? ""),
                ("MRENCLAVE", measurement ?? ""), ("attestation", attestationText),
                ("chain", chainText),
            ]).text(in: style))
        return blocks.joined(separator: "\n\n")
    }

    private var headline: String {
        switch state {
        case .ready: "the enclave has its network's seeds"
        case .waiting: "it waits for registration: 'secretctl node register'"
        case .unprepared: "it has neither seeds nor a key to ask for them"
        }
    }

    private var attestationText: String {
        guard let attestation else { return "" }
        let days = attestation.daysLeft.map { $0 < 0 ? ", expired" : ", \($0) days left" } ?? ""
        return "\(attestation.verdict), \(attestation.word)" + days
    }

    private var chainText: String {
        guard let chain else { return "" }
        if let fault = chain.fault { return "not asked: \(fault)" }
        let seed = chain.holdsSeed.map { $0 ? "holds a seed for us" : "holds no seed for us" }
        let keys = chain.hasOurKeys.map { $0 ? "its keys are ours" : "its keys are not ours" }
        return [chain.chainID, seed, keys].compactMap { $0 }.joined(separator: ", ")
    }
}

/// There is no enclave to tell of.
public enum EnclaveStatusError: Failure, Equatable {
    case none(lookedIn: [String])

    public var code: String { "no_enclave" }
    public var exit: ExitStatus { .missing }
    public var description: String {
        switch self {
        case .none(let places): "there is no enclave in \(places.joined(separator: ", "))"
        }
    }
    public var hint: String? {
        "name the node's home with --home, or the sealed files' directory with --sgx-storage"
    }
}
