internal import SecretAttestation
public import SecretBase

extension Toolbox {
    /// Looks at hosts.
    public var doctor: DoctorService { DoctorService(tools: self) }
}

/// Finds out what keeps a host from being a node of the network. Read-only but for `--fix`, and
/// without the network but for `--online`.
public struct DoctorService: Sendable {
    let tools: Toolbox
    /// Tests put their own in its place.
    var roots = TrustedRoots.intel

    init(tools: Toolbox) { self.tools = tools }

    /// What `enclave doctor` is asked.
    public struct Order: Sendable {
        /// A saved tree in the place of this host.
        public var root: String?
        public var storage: String?
        public var isOnline = false
        /// The PCCS to ask in the place of the configured one.
        public var service: String?
        /// The time to judge for; nil for the host's own.
        public var time: Timestamp?
        /// Where to save this host.
        public var save: String?
        /// What check-hw printed, in the place of a host; `-` is standard input.
        public var transcript: String?
        public var isRepairing = false
        /// A file in the place of the policy for hosts that comes with the program.
        public var policy: String?

        public init() {}
    }

    /// Throws where a tree or transcript is missing, and where something must be confirmed.
    public func examine(_ order: Order, by consent: Consent) async throws -> EnclaveDoctor {
        if let transcript = order.transcript { return try judge(transcript, at: order.time) }
        if let root = order.root {
            guard let host = SavedHost(at: root) else { throw DoctorError.noTree(root) }
            return try answer(examined(host, order), host: "saved host \(root)")
        }
        let live = LiveHost(environment: tools.settings.environment, time: SystemTime())
        guard let folder = order.save else {
            var examination = try examined(live, order)
            if order.isOnline { try await probe(&examination, order) }
            let repairs = order.isRepairing ? examination.repairs : []
            guard !repairs.isEmpty else { return answer(examination, host: "this host") }
            return try repair(repairs, examination, order, live, by: consent)
        }
        let recorder = RecordingHost(live)
        var examination = try examined(recorder, order)
        try recorder.save(in: folder)
        if order.isOnline { try await probe(&examination, order) }
        var answer = answer(examination, host: "this host")
        answer.saved = folder
        return answer
    }

    private func examined(_ host: some HostTree, _ order: Order) throws -> Examination {
        let policy = try PolicyShelf(settings: tools.settings).policy("secret-mainnet")
        let verifier = AttestationVerifier(roots: roots, policy: policy)
        let hosts =
            try order.policy.map { try HostPolicy(parsing: InputFile.read($0), named: $0) }
            ?? .builtIn
        var examination = Examination(
            host, policy: hosts, at: order.time, storage: order.storage, verifier: verifier)
        examination.examine()
        return examination
    }

    private func answer(_ examination: Examination, host: String) -> EnclaveDoctor {
        EnclaveDoctor(
            host: host, findings: examination.findings, time: examination.time,
            checked: examination.policy.checked)
    }

    private func repair(
        _ repairs: [HostRepair], _ examination: Examination, _ order: Order, _ live: LiveHost,
        by consent: Consent
    ) throws -> EnclaveDoctor {
        let changes = repairs.filter(\.isChange)
        if !consent.isRehearsal, !changes.isEmpty {
            for repair in changes { tools.notices.note(repair.text(isRehearsal: true)) }
            try tools.confirm("make \(changes.count) changes to this host", by: consent)
            for change in changes { try change.make() }
        }
        let after = consent.isRehearsal ? examination : try examined(live, order)
        var answer = answer(after, host: "this host")
        answer.repairs = repairs
        answer.isRehearsal = consent.isRehearsal
        return answer
    }

    private func judge(_ path: String, at time: Timestamp?) throws -> EnclaveDoctor {
        let text = String(decoding: try InputFile.read(path), as: UTF8.self)
        return EnclaveDoctor(
            host: "check-hw's transcript \(path)", findings: CheckHardware.findings(in: text),
            time: time ?? SystemTime().now(), checked: Catalogue.shared.checked)
    }
}

/// What stands in the doctor's way.
public enum DoctorError: Failure, Equatable {
    case noTree(String)
    case occupied(String)
    case unwritable(String, why: String)
    case badService(String)

    public var code: String {
        switch self {
        case .noTree: "no_tree"
        case .occupied: "occupied"
        case .unwritable: "unwritable"
        case .badService: "bad_url"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .noTree: .missing
        case .occupied, .badService: .usage
        case .unwritable: .failed
        }
    }

    public var description: String {
        switch self {
        case .noTree(let path): "\(path): there is no such directory"
        case .occupied(let path): "\(path) is there already and is not empty"
        case .unwritable(let path, let why): "\(path) cannot be written: \(why)"
        case .badService(let text): "'\(text)' is no address of a PCCS"
        }
    }

    public var hint: String? {
        switch self {
        case .noTree: "'secretctl enclave doctor --save DIR' makes one on the host in question"
        case .occupied: "name a directory that is not there yet"
        case .badService: "wanted one as https://pccs.example.org/sgx/certification/v4/"
        case .unwritable: nil
        }
    }
}
