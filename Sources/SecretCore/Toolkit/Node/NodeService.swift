internal import Logging
internal import SecretBase
internal import SecretClient
public import SecretNode
public import SecretStorage
internal import SecretWire

/// The development node: running it, asking how it is, starting afresh.
public struct NodeService: Sendable {
    let tools: Toolbox

    /// How `run` runs an embedded node. Addresses are those of the network's local image unless set.
    public struct RunOptions: Sendable {
        public var chainID: String?
        public var rest: ListenAddress?
        public var rpc: ListenAddress?
        public var grpc: ListenAddress?
        public var faucet: ListenAddress?
        public var blockTime = BlockTime.instant
        public var pruning = Pruning.standard
        /// Heights at which a planned upgrade is passed over.
        public var skippedUpgrades: [Int64] = []
        /// Of a new chain; nil for off and one, or for what the chain in the home has.
        public var engagement: EngagementMode?
        public var validators: Int?
        public var isVerbose = false

        public init() {}
    }

    /// Validators that one node hosts.
    public static var validatorsMax: Int { NodeSettings.validatorsMax }

    var home: NodeHome { NodeHome(root: tools.settings.paths.node) }

    /// Serves until SIGTERM or SIGINT; `onReady` is called once, when every door is open.
    ///
    /// Throws when the home is held, a port is taken, or the database fails.
    public func run(
        _ options: RunOptions, onReady: @escaping @Sendable (NodeReady) async -> Void
    ) async throws {
        let chainID = options.chainID ?? NetworkProfile.development.chainID
        var settings = NodeSettings(
            chainID: chainID, blockTime: options.blockTime,
            wasmLibrary: tools.settings.environment["SECRETCTL_WASMTIME"])
        settings.pruning = options.pruning
        settings.skippedUpgrades = Set(options.skippedUpgrades)
        settings.engagement = options.engagement
        settings.validators = options.validators
        let process = NodeProcess(
            home: home, settings: settings,
            doors: NodeDoors([
                .rest: options.rest ?? ListenAddress(port: 1317),
                .rpc: options.rpc ?? ListenAddress(port: 26_657),
                .grpc: options.grpc ?? ListenAddress(port: 9090),
                .faucet: options.faucet ?? ListenAddress(port: 5000),
            ]), version: VersionAnswer.version, log: try logger(isVerbose: options.isVerbose))
        try await process.run { await onReady(NodeReady($0)) }
    }

    /// To stderr; under `--json`, where stderr is for the error object, only what is serious.
    func logger(isVerbose: Bool) throws -> Logger {
        var log = Logger(label: "node") { StreamLogHandler.standardError(label: $0) }
        let isQuiet = try tools.settings.writesJSON()
        log.logLevel = isVerbose ? .debug : isQuiet ? .critical : .notice
        return log
    }

    func requireChain(_ found: String) throws {
        guard tools.settings.source(of: "chain_id") != nil else { return }
        let wanted = try tools.settings.network().chainID
        guard found == wanted else { throw ClientError.wrongChain(wanted: wanted, got: found) }
    }

    /// Deletes the chain in the home, after its chain id was typed or given. Keys stay.
    ///
    /// Throws `NodeError.noChain`, `.homeHeld` while a node runs, `AskError`.
    public func reset(by consent: Consent) throws -> NodeReset {
        guard !CometHome(root: home.root).isHome else {
            // What the validator has signed last lies there too: without it, it could sign twice.
            throw NodeError.ofNetwork(directory: home.root)
        }
        guard home.hasChain else { throw NodeError.noChain(directory: home.root) }
        let lock = try HomeLock(on: home)
        defer { withExtendedLifetime(lock) {} }
        // A chain that cannot be read has no name; the usual one stands for it.
        let chainID =
            (try? ChainDatabase.chainID(at: home.chainFile)) ?? NetworkProfile.development.chainID
        let answer = NodeReset(
            chainID: chainID, directory: home.data, isRehearsal: consent.isRehearsal)
        if consent.isRehearsal { return answer }
        try tools.confirm(
            "delete chain \(chainID) in \(home.root)", typing: chainID, by: consent)
        try home.deleteChain()
        return answer
    }
}

extension Toolbox {
    /// The development node.
    public var node: NodeService { NodeService(tools: self) }
}
