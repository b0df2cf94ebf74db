import ArgumentParser
import SecretCore

/// Engines that `--engine` takes. More come with their own figures and files.
enum NodeEngine: String, ExpressibleByArgument, CaseIterable {
    case embedded, cometbft
}

struct NodeRun: RunningCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a node until it is interrupted.",
        discussion: """
            The embedded engine is a whole chain in one process. It is kept in the home and goes \
            on where it stopped. In the mode 'instant' a block is made as soon as a transaction \
            waits, and a broadcast is answered when the block is on disk. In the mode 'manual' \
            signal SIGUSR1 makes a block. '--validators' has it host several validators, and \
            '--poet' has their engagement weigh: with 'devnet silence' one can watch a weight fall.

            The engine 'cometbft' runs one node of a network of machines, from a home that 'node \
            init' made: the ledger here, consensus by CometBFT's own program, which is started and \
            watched where it is found. When one of both ends, the other is stopped.
            """)
    static let examples = [
        "secretctl node run", "secretctl node run --block-time 2s",
        "secretctl node run --json --rest-address 127.0.0.1:0 --grpc-address 127.0.0.1:0",
        "secretctl node run --engine cometbft --home net/node0",
        "secretctl node run --poet power --validators 4 --block-time 1s",
    ]

    @Option(help: "Where blocks come from.") var engine = NodeEngine.embedded

    @OptionGroup(title: "Addresses") var doors: NodeDoorOptions

    @Option(
        name: .customLong("block-time"),
        help: ArgumentHelp(
            "instant (default), manual, or the time between blocks such as 500ms.",
            valueName: "time"),
        transform: { try blockTime($0) })
    var blockTime: BlockTime?

    @Option(
        name: .customLong("chain-id"),
        help: ArgumentHelp("Chain id of a new chain (default: secretdev-1).", valueName: "id"))
    var chainID: String?

    @Option(
        help: ArgumentHelp(
            "Old states to keep: default, nothing, everything, or how many (KEEP or KEEP/INTERVAL).",
            valueName: "which"),
        transform: { try pruning($0) })
    var pruning: Pruning?

    @Option(
        name: .customLong("unsafe-skip-upgrades"), parsing: .upToNextOption,
        help: ArgumentHelp(
            "Heights at which a planned upgrade is passed over.", valueName: "height"))
    var skippedUpgrades: [Int64] = []

    @Option(
        help: ArgumentHelp(
            "Of a new chain: what engagement weighs, off (default), observe, rewards or power.",
            valueName: "mode"),
        transform: { try engagement($0) })
    var poet: EngagementMode?

    @Option(
        help: ArgumentHelp(
            "Of a new chain: how many local validators, 1 (default) to 32.", valueName: "n"))
    var validators: Int?

    @OptionGroup(title: "Engine cometbft") var comet: CometOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
        switch engine {
        case .embedded:
            guard validators.map({ (1...NodeService.validatorsMax).contains($0) }) ?? true else {
                throw ValidationError("--validators: wanted 1 to \(NodeService.validatorsMax)")
            }
            guard !comet.isUsed else {
                throw ValidationError(
                    "--abci-address, --cometbft and --application-only need --engine cometbft")
            }
        case .cometbft:
            let files = "with --engine cometbft the home's files say so:"
            guard blockTime == nil else {
                throw ValidationError(
                    "\(files) timeout_commit in config/config.toml, no --block-time")
            }
            guard chainID == nil else {
                throw ValidationError("\(files) chain_id in config/genesis.json, no --chain-id")
            }
            guard poet == nil, validators == nil else {
                throw ValidationError(
                    "\(files) app_state in config/genesis.json, no --poet and no --validators")
            }
            guard pruning == nil else {
                throw ValidationError("\(files) pruning in config/app.toml, no --pruning")
            }
            guard doors.rpc == nil else {
                throw ValidationError("\(files) rpc.laddr in config/config.toml, no --rpc-address")
            }
        }
    }

    func run(with tools: Toolbox, to stream: EventStream) async throws {
        switch engine {
        case .embedded: try await runEmbedded(tools, stream)
        case .cometbft: try await runComet(tools, stream)
        }
    }

    private func runEmbedded(_ tools: Toolbox, _ stream: EventStream) async throws {
        var options = NodeService.RunOptions()
        options.chainID = chainID
        options.rest = doors.rest
        options.rpc = doors.rpc
        options.grpc = doors.grpc
        options.faucet = doors.faucet
        options.blockTime = blockTime ?? options.blockTime
        options.pruning = pruning ?? options.pruning
        options.skippedUpgrades = skippedUpgrades
        options.engagement = poet
        options.validators = validators
        options.isVerbose = global.verbose
        try await tools.node.run(options) { ready in
            // Nobody reads stdout any more: the node serves all the same.
            try? stream.emit(ready.fields, text: ready.text)
        }
    }

    private func runComet(_ tools: Toolbox, _ stream: EventStream) async throws {
        var options = NodeService.CometOptions()
        options.rest = doors.rest
        options.grpc = doors.grpc
        options.faucet = doors.faucet
        options.abci = comet.abci
        options.program = comet.cometbft
        options.isApplicationAlone = comet.applicationOnly
        options.skippedUpgrades = skippedUpgrades
        options.isVerbose = global.verbose
        try await tools.node.runComet(options) { ready in
            try? stream.emit(ready.fields, text: ready.text)
        }
    }

    private static func blockTime(_ text: String) throws -> BlockTime {
        guard let time = BlockTime(text) else {
            throw ValidationError(
                "'\(text)' is no block time; wanted instant, manual, or a time such as 500ms")
        }
        return time
    }

    private static func engagement(_ text: String) throws -> EngagementMode {
        guard let mode = EngagementMode(rawValue: text) else {
            throw ValidationError(
                "'\(text)' is no mode; wanted off, observe, rewards or power")
        }
        return mode
    }

    private static func pruning(_ text: String) throws -> Pruning {
        guard let pruning = Pruning(text) else {
            throw ValidationError(
                "'\(text)' is no pruning; wanted default, nothing, everything, KEEP, or"
                    + " KEEP/INTERVAL with at least 2/10")
        }
        return pruning
    }
}
