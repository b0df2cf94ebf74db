internal import SecretBase
internal import SecretWire

/// What is known of processors, packages and needs: dated data with sources, never code.
struct HostPolicy: Sendable {
    /// A family of processors.
    struct Processor: Sendable {
        enum Verdict: String, Sendable {
            case supported
            case endOfLife = "end_of_life"
            case withoutSGX = "without_sgx"
            /// SGX without flexible launch control, which DCAP needs.
            case withoutLaunchControl = "without_launch_control"
        }

        let name: String
        let family: Int
        let models: [Int]
        /// Nil for any.
        let steppings: [Int]?
        /// A word of the model's name; nil for any.
        let nameContains: String?
        let verdict: Verdict
        /// Whether hyperthreading lets enclaves leak (L1TF).
        let leaksByThreads: Bool
        /// Whether the platform must be registered by its firmware's manifest.
        let isRegistered: Bool
        /// By signature (`06-6a-06`): the least microcode.
        let microcodeMin: [String: UInt64]
    }

    /// `YYYY-MM-DD`.
    let checked: String
    let processors: [Processor]
    let packagesRequired: [String]
    let packagesForRegistration: [String]
    /// Name prefixes of packages that must be of one version.
    let packagesOfOneVersion: [String]
    let packagesOfEPID: [String]
    /// Two of these at once disagree.
    let quoteProviders: [String]
    let overclockingFiles: [String]
    let overclockingProcesses: [String]
    let timeKeepers: [String]
    let kernelMin: (major: Int, minor: Int)
    let memoryMin: Int64
    let diskFreeMin: Int64
    let enclaveMemoryMin: Int64
    let cacheSecondsMax: Int64
    /// Days after which the policy itself counts as old.
    let staleDays: Int64
    /// Versions in a PCCS address that still answer.
    let serviceVersions: [String]
    /// Ports that only this host, or a proxy before it, should reach.
    let portsPrivate: [Int]

    static let builtIn = HostPolicy((try? JSONValue(parsing: PackageResources.hosts_json)) ?? .null)

    /// An operator's own. Throws `.unusable` for what is no policy with a date and processors.
    init(parsing text: Bytes, named name: String) throws(EnclaveFileError) {
        let limits = JSONValue.Limits(bytes: 1 << 20, depth: 8)
        guard let json = try? JSONValue(parsing: text, limits: limits) else {
            throw .unusable("policy \(name): no JSON")
        }
        self.init(json)
        guard (try? Timestamp(parsing: checked + "T00:00:00Z")) != nil, !processors.isEmpty,
            !packagesRequired.isEmpty, memoryMin > 0, diskFreeMin > 0
        else {
            throw .unusable(
                "policy \(name): it is no policy for hosts with a date, processors and needs")
        }
    }

    private init(_ json: JSONValue) {
        func words(_ name: String) -> [String] {
            json[name]?.array?.compactMap(\.string) ?? []
        }
        func number(_ name: String) -> Int64 { json[name]?.numberText.flatMap { Int64($0) } ?? 0 }
        checked = json["checked"]?.string ?? ""
        processors = json["processors"]?.array?.compactMap(Processor.init) ?? []
        packagesRequired = words("packages_required")
        packagesForRegistration = words("packages_for_registration")
        packagesOfOneVersion = words("packages_of_one_version")
        packagesOfEPID = words("packages_of_epid")
        quoteProviders = words("quote_providers")
        overclockingFiles = words("overclocking_files")
        overclockingProcesses = words("overclocking_processes")
        timeKeepers = words("time_keepers")
        kernelMin = (Int(number("kernel_major_min")), Int(number("kernel_minor_min")))
        memoryMin = number("memory_bytes_min")
        diskFreeMin = number("disk_free_bytes_min")
        enclaveMemoryMin = number("enclave_memory_bytes_min")
        cacheSecondsMax = number("cache_seconds_max")
        staleDays = number("stale_days")
        serviceVersions = words("pccs_versions")
        portsPrivate =
            json["ports_private"]?.array?.compactMap { $0.numberText.flatMap { Int($0) } } ?? []
    }

    /// The first that fits: narrower ones stand before wider ones.
    func processor(_ info: ProcessorInfo) -> Processor? {
        processors.first { entry in
            entry.family == info.family && entry.models.contains(info.model)
                && (entry.steppings.map { $0.contains(info.stepping) } ?? true)
                && (entry.nameContains.map { info.name.contains($0) } ?? true)
        }
    }
}

extension HostPolicy.Processor {
    fileprivate init?(_ json: JSONValue) {
        func number(_ value: JSONValue?) -> Int? { value?.numberText.flatMap { Int($0) } }
        func numbers(_ name: String) -> [Int]? { json[name]?.array?.compactMap { number($0) } }
        guard let name = json["name"]?.string, let family = number(json["family"]),
            let models = numbers("models"),
            let verdict = json["verdict"]?.string.flatMap(Verdict.init)
        else { return nil }
        self.name = name
        self.family = family
        self.models = models
        steppings = numbers("steppings")
        nameContains = json["name_contains"]?.string
        self.verdict = verdict
        leaksByThreads = json["leaks_by_threads"] == .bool(true)
        isRegistered = json["is_registered"] == .bool(true)
        var least: [String: UInt64] = [:]
        for member in json["microcode_min"]?.members ?? [] {
            least[member.name] = member.value.string.flatMap { UInt64($0, radix: 16) }
        }
        microcodeMin = least
    }
}
