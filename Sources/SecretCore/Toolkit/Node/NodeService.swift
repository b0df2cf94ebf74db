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
        public var isVerbose = false

        public init() {}
    }

    private var home: NodeHome { NodeHome(root: tools.settings.paths.node) }

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

    /// What the node at `--node` says of itself.
    public func status() async throws -> NodeStatus {
        let chain = try tools.chain()
        let base = "/cosmos/base"
        let info = try await chain.get(base + "/tendermint/v1beta1/node_info")
        let syncing = try await chain.get(base + "/tendermint/v1beta1/syncing")
        let state = try await chain.get(base + "/node/v1beta1/status")
        let key = try await chain.sealingKey()
        guard let chainID = info["default_node_info"]?["network"]?.string,
            let height = state["height"]?.numberText.flatMap(Int64.init),
            let hash = state["app_hash"]?.string, let appHash = try? Base64.decode(hash),
            let time = state["timestamp"]?.string
        else { throw ClientError.garbage(path: base, why: "a field of the status is missing") }
        try requireChain(chainID)
        let isEmbedded = info["application_version"]?["app_name"]?.string == "secretctl"
        return NodeStatus(
            chainID: chainID, height: height, appHash: appHash, time: time,
            isCatchingUp: syncing["syncing"] == .bool(true), isEmbedded: isEmbedded,
            ioPublicKey: key)
    }

    /// Whether the node at `--node` does what a node is for.
    public func health() async throws -> NodeHealth {
        let status = try await status()
        var findings: [String] = []
        if status.isCatchingUp { findings.append("it is catching up with the chain") }
        if status.height < 1 { findings.append("it has no block") }
        // The embedded node makes blocks when there is something to do; silence is no illness.
        if !status.isEmbedded, let time = try? Timestamp(parsing: status.time) {
            let age = SystemTime().now().seconds - time.seconds
            if age > NodeHealth.ageSecondsMax { findings.append("its last block is \(age) s old") }
        }
        return NodeHealth(status: status, findings: findings)
    }

    private func requireChain(_ found: String) throws {
        guard tools.settings.source(of: "chain_id") != nil else { return }
        let wanted = try tools.settings.network().chainID
        guard found == wanted else { throw ClientError.wrongChain(wanted: wanted, got: found) }
    }

    /// Deletes the chain in the home, after its chain id was typed or given. Keys stay.
    ///
    /// Throws `NodeError.noChain`, `.homeHeld` while a node runs, `AskError`.
    public func reset(by consent: Consent) throws -> NodeReset {
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
