internal import SecretAttestation
internal import SecretBase

/// One look at one host: each family of checks adds its findings.
struct Examination {
    let host: any HostTree
    let policy: HostPolicy
    /// The time to judge for.
    let time: Timestamp
    /// What attestation is held against.
    let verifier: AttestationVerifier
    let storage: String

    let accounts: HostAccounts
    /// Who runs the node; nil where that cannot be told.
    let nodeUser: HostAccounts.User?
    /// Why that user.
    let nodeUserReason: String
    /// From the service's unit, where there is one, else from the environment.
    let environment: [String: String]
    let processor: HostReading<ProcessorInfo>
    let processes: HostReading<Set<String>>
    let kernelLog: HostReading<[String]>
    /// The verdict on the storage's evidence.
    let attestation: HostReading<Verdict>

    private(set) var findings: [HostFinding] = []

    init(
        _ host: any HostTree, policy: HostPolicy = .builtIn, at time: Timestamp?,
        storage given: String?, verifier: AttestationVerifier
    ) {
        self.host = host
        self.policy = policy
        self.verifier = verifier
        self.time = time ?? Self.clock(host) ?? SystemTime().now()
        let unit = ServiceUnit(host)
        let variables = Self.variables(host).merging(unit.environment) { $1 }
        environment = variables
        storage = given ?? variables["SCRT_SGX_STORAGE"] ?? "/opt/secret/.sgx_secrets"
        let accounts = HostAccounts(
            passwd: host.text("/etc/passwd").value ?? "", group: host.text("/etc/group").value ?? ""
        )
        self.accounts = accounts
        let owner = host.entry(storage).value?.owner.flatMap { accounts.user(id: $0) }
        let runner = HostUser(host)?.id.flatMap { accounts.user(id: $0) }
        if let user = unit.user.flatMap({ accounts.user($0) }) {
            (nodeUser, nodeUserReason) = (user, "the user of \(ServiceUnit.path)")
        } else if let owner {
            (nodeUser, nodeUserReason) = (owner, "the owner of \(storage)")
        } else {
            (nodeUser, nodeUserReason) = (runner, "who runs the doctor")
        }
        processor =
            switch host.text("/proc/cpuinfo", most: HostLimits.processor) {
            case .value(let text):
                ProcessorInfo(text).map { .value($0) }
                    ?? .unknown("/proc/cpuinfo names no vendor and model")
            case .absent: .absent
            case .unknown(let why): .unknown(why)
            }
        processes = host.fact(.processes).map { text in
            Set(text.hostLines.map(\.hostTrimmed).filter { !$0.isEmpty })
        }
        kernelLog = host.fact(.log).map(\.hostLines)
        let evidence = "\(storage)/\(Self.attestationName)"
        let judged = self.time
        attestation = host.read(evidence, most: CombinedBlob.bytesMax).map { bytes in
            verifier.verify(EvidenceFile.plain(bytes), kind: .combined, at: judged)
        }
    }

    /// All families, in the order in which a host is built up.
    mutating func examine() {
        checkProcessor()
        checkFirmware()
        checkDevices()
        checkAccess()
        checkService()
        checkPackages()
        checkProvider()
        checkRegistration()
        checkStorage()
        checkAttestation()
        checkClock()
        checkResources()
        checkPorts()
    }

    mutating func ok(_ id: String, _ seen: String, evidence: [String] = []) {
        findings.append(
            HostFinding(id: id, state: .ok, severity: .info, seen: seen, evidence: evidence))
    }

    /// Good enough, and something that should be known.
    mutating func warn(
        _ id: String, _ seen: String, _ explain: String,
        _ likelihood: Likelihood = .possible, evidence: [String] = []
    ) {
        findings.append(
            HostFinding(
                id: id, state: .ok, severity: .warning, seen: seen, evidence: evidence,
                likelihood: likelihood, explain: explain))
    }

    mutating func fail(
        _ id: String, _ seen: String, _ explain: String, _ likelihood: Likelihood,
        evidence: [String] = []
    ) {
        findings.append(
            HostFinding(
                id: id, state: .fail, severity: .error, seen: seen, evidence: evidence,
                likelihood: likelihood, explain: explain))
    }

    mutating func unknown(_ id: String, _ why: String) {
        findings.append(
            HostFinding(id: id, state: .cannotCheck, severity: .info, seen: why))
    }

    /// Lines of the kernel's log that have `word` in them.
    func logged(_ word: String) -> [String] {
        (kernelLog.value ?? []).filter { $0.contains(word) }.map { String($0.prefix(200)) }
    }

    var isVirtual: Bool { processor.value?.flags.contains("hypervisor") ?? false }

    /// Nil where the kernel's version cannot be told.
    var kernel: (text: String, isNewEnough: Bool)? {
        guard let words = host.fact(.kernel).value?.split(separator: " "), words.count >= 2
        else { return nil }
        let parts = words[1].split(separator: ".").prefix(2).map { part in
            Int(part.prefix(while: \.isNumber)) ?? -1
        }
        guard parts.count == 2, parts.allSatisfy({ $0 >= 0 }) else { return nil }
        let least = policy.kernelMin
        return (String(words[1]), (parts[0], parts[1]) >= (least.major, least.minor))
    }

    static func clock(_ host: any HostTree) -> Timestamp? {
        let text = host.fact(.clock).value ?? ""
        let line = text.hostLines.first { $0.hasPrefix("now ") }
        return line.flatMap { try? Timestamp(parsing: String($0.dropFirst(4)).hostTrimmed) }
    }

    private static func variables(_ host: any HostTree) -> [String: String] {
        var variables: [String: String] = [:]
        for line in (host.fact(.environment).value ?? "").hostLines {
            let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
            if parts.count == 2 { variables[parts[0]] = parts[1] }
        }
        return variables
    }
}

/// Who runs the doctor.
struct HostUser {
    let id: Int?
    /// What the session has, which may be older than `/etc/group`.
    let groups: Set<Int>

    /// Nil where that was not saved.
    init?(_ host: any HostTree) {
        guard let text = host.fact(.user).value else { return nil }
        func numbers(_ word: String) -> [Int] {
            let line = text.hostLines.first { $0.hasPrefix(word + " ") } ?? ""
            return line.split(separator: " ").dropFirst().compactMap { Int($0) }
        }
        id = numbers("uid").first
        groups = Set(numbers("groups") + numbers("gid"))
    }
}

/// The node's unit of systemd, as the network's package writes it, and what was dropped in beside.
struct ServiceUnit {
    static let path = "/etc/systemd/system/secret-node.service"

    let user: String?
    let environment: [String: String]

    init(_ host: any HostTree) {
        var user: String?
        var environment: [String: String] = [:]
        let more = (host.names(in: Self.path + ".d").value ?? []).prefix(64)
            .filter { $0.hasSuffix(".conf") }.map { Self.path + ".d/" + $0 }
        let texts = ([Self.path] + more).map { host.text($0, most: 64 * 1024).value ?? "" }
        for line in texts.flatMap(\.hostLines) {
            let parts = line.split(separator: "=", maxSplits: 1).map { String($0).hostTrimmed }
            guard parts.count == 2 else { continue }
            if parts[0] == "User" { user = parts[1] }
            if parts[0] == "Environment" {
                let plain = parts[1].filter { $0 != "\"" }
                for word in plain.split(separator: " ") {
                    let pair = word.split(separator: "=", maxSplits: 1).map(String.init)
                    if pair.count == 2 { environment[pair[0]] = pair[1] }
                }
            }
        }
        self.user = user
        self.environment = environment
    }
}
