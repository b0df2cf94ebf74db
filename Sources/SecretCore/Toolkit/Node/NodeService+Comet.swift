internal import SecretBase
public import SecretNode

extension NodeService {
    /// How `runComet` runs a node of a network. What is not set is as its home's files have it.
    public struct CometOptions: Sendable {
        public var rest: ListenAddress?
        public var grpc: ListenAddress?
        public var faucet: ListenAddress?
        public var abci: ABCIAddress?
        /// CometBFT's program; nil to look for it in PATH.
        public var program: String?
        /// Whether somebody else runs CometBFT.
        public var isApplicationAlone = false
        /// Heights at which a planned upgrade is passed over.
        public var skippedUpgrades: [Int64] = []
        public var isVerbose = false

        public init() {}
    }

    /// Serves until SIGTERM or SIGINT, or until application or engine ends; `onReady` is called
    /// once, when every door is open.
    ///
    /// Throws `HomeError` where there is no home of a network's node, `NodeError`, `GatewayError`.
    public func runComet(
        _ options: CometOptions, onReady: @escaping @Sendable (NodeReady) async -> Void
    ) async throws {
        var process = CometProcess.Options()
        process.doors[.rest] = options.rest
        process.doors[.grpc] = options.grpc
        process.doors[.faucet] = options.faucet
        process.abci = options.abci
        process.skippedUpgrades = Set(options.skippedUpgrades)
        process.isVerbose = options.isVerbose
        process.version = VersionAnswer.version
        process.wasmLibrary = tools.settings.environment["SECRETCTL_WASMTIME"]
        if !options.isApplicationAlone {
            process.program =
                options.program
                ?? EngineSearch.program(in: tools.settings.environment["PATH"] ?? "")
        }
        let log = try logger(isVerbose: options.isVerbose)
        try await CometProcess(home: cometHome, options: process, log: log).run {
            await onReady(NodeReady($0))
        }
    }

    /// The directory that `--home` names where it is a node's itself, else the node's usual one.
    var cometHome: CometHome {
        let usual = CometHome(root: tools.settings.paths.node)
        guard let named = tools.settings.paths.root.map({ CometHome(root: $0) }) else {
            return usual
        }
        return named.isHome || !usual.isHome ? named : usual
    }
}
