internal import SecretAttestation
public import SecretBase
internal import SecretClient
internal import SecretWire

extension Toolbox {
    /// The cache of Intel's collateral.
    public var collateral: CollateralService { CollateralService(tools: self) }
}

/// Fetches, keeps and shows what Intel publishes beside quotes. What is kept is verified whenever
/// it is looked at.
public struct CollateralService: Sendable {
    let tools: Toolbox

    /// Whose signatures count and for when.
    public struct Judging: Sendable {
        /// A certificate's file in the place of Intel's roots.
        public var root: String?
        /// Nil for now.
        public var time: Timestamp?

        public init(root: String? = nil, time: Timestamp? = nil) {
            self.root = root
            self.time = time
        }

        func roots() throws -> TrustedRoots {
            guard let root else { return .intel }
            return try EnclaveService.usable {
                try TrustedRoots(replacingWith: InputFile.read(root))
            }
        }
    }

    /// What to fetch, and from where.
    public struct FetchOrder: Sendable {
        /// A quote or combined file that tells which; nil where the next two do.
        public var quote: String?
        /// 6 bytes.
        public var fmspc: Bytes?
        /// `processor` or `platform`.
        public var authority: String?
        public var isTDX = false
        /// Nil for Intel's own service.
        public var pccs: String?
        /// Nil for the settings'.
        public var timeoutSeconds: Int?

        public init() {}
    }

    var shelf: CollateralShelf { CollateralShelf(tools.settings) }

    /// Everything that is kept, with its times. Never throws for what is damaged: it is told.
    public func list(_ judging: Judging) throws -> CollateralList {
        CollateralList(try states(of: shelf.keys, judging), folder: shelf.folder, isCheck: false)
    }

    /// As `list`, for a script: expired or not genuine is exit 10. Throws `.empty`.
    public func check(_ judging: Judging) throws -> CollateralList {
        let states = try states(of: shelf.keys, judging)
        guard !states.isEmpty else { throw CollateralFailure.empty(shelf.folder) }
        for state in states where state.standing == .ending {
            tools.notices.warn("\(state.key.name) ends within 7 days: fetch it anew")
        }
        return CollateralList(states, folder: shelf.folder, isCheck: true)
    }

    /// One that is kept, part by part. Throws `.unknown`.
    public func show(_ name: String?, _ judging: Judging) throws -> CollateralShown {
        let key = try key(named: name)
        return CollateralShown(try states(of: [key], judging)[0])
    }

    private func states(
        of keys: [CollateralKey], _ judging: Judging
    ) throws -> [CollateralState] {
        let roots = try judging.roots()
        let time = judging.time ?? SystemTime().now()
        return keys.map { key in
            do {
                guard let container = try shelf.read(key) else {
                    return CollateralState(key, why: "it is gone", at: time)
                }
                return try CollateralState(key, container, roots: roots, at: time)
            } catch {
                return CollateralState(key, why: "\(error)", at: time)
            }
        }
    }

    private func key(named name: String?) throws -> CollateralKey {
        let keys = shelf.keys
        guard let name else {
            guard let only = keys.first else { throw CollateralFailure.empty(shelf.folder) }
            guard keys.count == 1 else { throw CollateralFailure.several(keys.map(\.name)) }
            return only
        }
        let found = keys.filter { $0.name == name || Hex.encode($0.fmspc) == name.lowercased() }
        guard let first = found.first else {
            throw CollateralFailure.unknown(name, known: keys.map(\.name))
        }
        guard found.count == 1 else { throw CollateralFailure.several(found.map(\.name)) }
        return first
    }

    /// Asks a service, verifies, and keeps what is genuine. Throws `CollateralServiceError`,
    /// `CollateralFailure.notGenuine`, `AttestationError`.
    public func fetch(
        _ order: FetchOrder, _ judging: Judging, by consent: Consent
    ) async throws -> CollateralList {
        let key = try wanted(order)
        let seconds = Double(try order.timeoutSeconds ?? tools.settings.timeoutSeconds())
        let source = CollateralSource(
            url: try NodeURL(order.pccs ?? CollateralSource.intel), timeoutSeconds: seconds)
        tools.notices.progress("asking \(source.url) for \(key.name)")
        return try keep([try await source.fetch(key)], judging, by: consent)
    }

    private func wanted(_ order: FetchOrder) throws -> CollateralKey {
        if let fmspc = order.fmspc,
            let authority = order.authority.flatMap(CollateralKey.Authority.init(rawValue:))
        {
            return try CollateralKey(
                fmspc: fmspc, authority: authority, environment: order.isTDX ? .tdx : .sgx)
        }
        let bytes = EvidenceFile.plain(try InputFile.read(order.quote ?? "-"))
        switch try Evidence(bytes) {
        case .quote(let quote): return try CollateralKey(of: quote)
        case .combined(let blob): return try CollateralKey(of: Quote(blob.quote))
        case .ias, .certificate:
            throw AttestationError.unsupported(
                "reports of Intel's older service need no collateral")
        }
    }

    /// Takes collateral that lies in files, in any of its forms. Throws where nothing whole can be
    /// put together, and `CollateralFailure.notGenuine`.
    public func `import`(
        _ paths: [String], _ judging: Judging, by consent: Consent
    ) throws -> CollateralList {
        let made = try CollateralImport.read(paths)
        return try keep(made, judging, by: consent)
    }

    /// Keeps all of them or none.
    private func keep(
        _ containers: [CollateralContainer], _ judging: Judging, by consent: Consent
    ) throws -> CollateralList {
        let roots = try judging.roots()
        let time = judging.time ?? SystemTime().now()
        var states: [CollateralState] = []
        for container in containers {
            let key = try CollateralKey(of: Collateral(container: container.bytes))
            let state = try CollateralState(key, container, roots: roots, at: time)
            if let fault = state.faults.first {
                throw CollateralFailure.notGenuine(key.name, part: fault.part, why: fault.text)
            }
            states.append(state)
        }
        if !consent.isRehearsal {
            for (state, container) in zip(states, containers) {
                try shelf.write(container, for: state.key)
            }
        }
        return CollateralList(
            states, folder: shelf.folder, isCheck: false, isRehearsal: consent.isRehearsal)
    }

    /// Writes one that is kept to a file: Secret's container byte for byte, or one JSON object.
    public func export(
        _ name: String?, to path: String, asJSON: Bool, by consent: Consent
    ) throws -> CollateralExport {
        let key = try key(named: name)
        guard let container = try shelf.read(key) else {
            throw CollateralFailure.unknown(key.name, known: [])
        }
        let bytes =
            asJSON
            ? try Collateral(container: container.bytes).json.bytes() + [0x0a] : container.bytes
        if !consent.isRehearsal {
            let isThere = InputFile.exists(path)
            if isThere { try tools.confirm("replace \(path)", by: consent) }
            try OutputFile.write(bytes, to: path, replaces: isThere)
        }
        return CollateralExport(
            key: key, path: path, bytes: bytes, asJSON: asJSON, isRehearsal: consent.isRehearsal)
    }
}
