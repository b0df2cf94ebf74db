internal import SecretAttestation
public import SecretBase

extension Toolbox {
    /// Looks at evidence of enclaves.
    public var enclave: EnclaveService { EnclaveService(settings: settings) }
}

/// Reads and judges attestation evidence in files: offline, for a given time, with reasons.
public struct EnclaveService: Sendable {
    let settings: Settings

    /// What `enclave verify` is asked.
    public struct Order: Sendable {
        /// The evidence; `-` is standard input.
        public var file: String
        /// A file or a folder; nil for what the evidence carries itself.
        public var collateral: String?
        /// The time to judge for; nil for now.
        public var time: EnclaveTime?
        /// nil to tell it from the bytes.
        public var kind: EnclaveKind?
        public var allowsDebug: Bool
        /// A certificate's file in the place of Intel's roots.
        public var root: String?
        /// A policy's name or file.
        public var policy: String?

        public init(
            file: String, collateral: String? = nil, time: EnclaveTime? = nil,
            kind: EnclaveKind? = nil, allowsDebug: Bool = false, root: String? = nil,
            policy: String? = nil
        ) {
            self.file = file
            self.collateral = collateral
            self.time = time
            self.kind = kind
            self.allowsDebug = allowsDebug
            self.root = root
            self.policy = policy
        }
    }

    /// The verdict on a piece of evidence. Throws where a file is missing, a root or policy is none.
    public func verify(_ order: Order) throws -> EnclaveVerdict {
        let bytes = EvidenceFile.plain(try InputFile.read(order.file))
        var verifier = AttestationVerifier(allowsDebug: order.allowsDebug)
        if let root = order.root {
            verifier.roots = try Self.usable {
                try TrustedRoots(replacingWith: InputFile.read(root))
            }
        }
        if let policy = order.policy {
            verifier.policy = try PolicyShelf(settings: settings).policy(policy)
        }
        let kind = order.kind?.kind
        let time: Timestamp
        switch order.time {
        case .at(let given): time = given
        case .ofReport: time = EvidenceFile.reportTime(bytes, kind: kind) ?? SystemTime().now()
        case nil: time = SystemTime().now()
        }
        let kept = order.collateral == nil ? keptCollateral(for: bytes, kind) : nil
        let verdict = try judge(bytes, kind, order, verifier, kept?.collateral, at: time)
        // What says of itself that it is simulated is also judged as a simulation.
        let simulation: Verdict? =
            verdict.findings.first?.reason == .simulated
            ? try judge(
                bytes, kind, order, AttestationVerifier(roots: .simulated), kept?.collateral,
                at: time) : nil
        return EnclaveVerdict(
            verdict, policy: verifier.policy, root: verifier.roots.replacedBy,
            kept: kept?.key.name, simulation: simulation)
    }

    private func judge(
        _ bytes: Bytes, _ kind: Evidence.Kind?, _ order: Order, _ verifier: AttestationVerifier,
        _ kept: Collateral?, at time: Timestamp
    ) throws -> Verdict {
        let kind = kind ?? Evidence.kind(of: bytes)
        do throws(AttestationError) {
            if kind == .ias, let parts = EvidenceFile.bareReport(bytes) {
                let evidence = try parts(order.file, order.collateral)
                return verifier.verify(.ias(evidence), at: time)
            }
        } catch {
            return Verdict(error, part: "report", at: time)
        }
        var collateral = kept
        if let path = order.collateral {
            let files = try CollateralFile.read(path)
            do throws(AttestationError) {
                collateral = try files.collateral()
            } catch {
                let evidence = try? Evidence(bytes, kind: kind)
                return Verdict(
                    error, part: "collateral", at: time,
                    fields: evidence?.fields ?? AttestationFields())
            }
        }
        return verifier.verify(bytes, kind: kind, collateral: collateral, at: time)
    }

    /// What evidence says, without judgement.
    public func inspect(_ path: String, kind: EnclaveKind? = nil) throws -> EnclaveInspection {
        let bytes = EvidenceFile.plain(try InputFile.read(path))
        if kind?.kind ?? Evidence.kind(of: bytes) == .ias, EvidenceFile.bareReport(bytes) != nil {
            return EnclaveInspection(try IASReport(bytes))
        }
        return EnclaveInspection(try Evidence(bytes, kind: kind?.kind))
    }

    /// The id under which the network knows the machine that made a quote.
    public func machineID(_ path: String) throws -> EnclaveMachine {
        let bytes = EvidenceFile.plain(try InputFile.read(path))
        guard let id = EvidenceFile.machineID(in: bytes) else {
            throw EnclaveFileError.noMachine(path)
        }
        return EnclaveMachine(id: id)
    }

    /// What is wrong with a file that the operator named is a usage error, and no verdict.
    static func usable<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as AttestationError {
            throw EnclaveFileError.unusable(error.description)
        }
    }
}

/// A time to judge for.
public enum EnclaveTime: Sendable, Equatable {
    case at(Timestamp)
    /// When Intel's service made its report.
    case ofReport

    /// RFC 3339, seconds since 1970, or `report`. Nil for anything else.
    public init?(_ text: String) {
        if text == "report" {
            self = .ofReport
        } else if let seconds = Int64(text) {
            let time = Timestamp(seconds: seconds)
            guard time.isValid else { return nil }
            self = .at(time)
        } else if let time = try? Timestamp(parsing: text) {
            self = .at(time)
        } else {
            return nil
        }
    }
}

/// What a file of evidence is.
public enum EnclaveKind: String, Sendable, CaseIterable {
    case dcap, ias, combined, certificate

    var kind: Evidence.Kind {
        switch self {
        case .dcap: .dcap
        case .ias: .ias
        case .combined: .combined
        case .certificate: .certificate
        }
    }
}

/// What stands in the way of looking at evidence.
public enum EnclaveFileError: Failure, Equatable {
    case noMachine(String)
    case unusable(String)
    case unknownPolicy(String, known: [String])

    public var code: String {
        switch self {
        case .noMachine: "no_machine_id"
        case .unusable: "not_usable"
        case .unknownPolicy: "unknown_policy"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .noMachine: .checkFailed
        case .unusable: .usage
        case .unknownPolicy: .missing
        }
    }

    public var description: String {
        switch self {
        case .noMachine(let path):
            "\(path): it carries no PCK certificate, from which the machine's id is made"
        case .unusable(let why): why
        case .unknownPolicy(let name, _): "no policy and no file of the name '\(name)'"
        }
    }

    public var hint: String? {
        switch self {
        case .noMachine: "give a quote of certification type 5, or attestation_combined.bin"
        case .unusable: nil
        case .unknownPolicy(_, let known): "known: \(known.joined(separator: ", "))"
        }
    }
}
