import ArgumentParser
import SecretCore

/// Engines that have something to lay out; the embedded one makes its home when it runs.
enum InitEngine: String, ExpressibleByArgument, CaseIterable {
    case cometbft
}

struct NodeInitCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Lay out CometBFT nodes: a network, or one that joins one.",
        discussion: """
            Writes a home for each node: its keys, one genesis, config.toml for CometBFT and \
            app.toml for the application, and the enclave's seeds, which all nodes share. The \
            chain begins with the accounts of the network's local image. All doors are on \
            127.0.0.1: the customary ports for node0, and ten more for each node after it. \
            Nothing that is there is ever replaced.

            With '--join', or '--genesis' and '--peers', the directory becomes the home of one full \
            node of a network that is there already. It gets the network's genesis and no seeds: \
            'secretctl node register' asks the network for those.
            """)
    static let examples = [
        "secretctl node init --validators 4 --out net",
        "secretctl node init --validators 4 --full-nodes 1 --base-port 40000 --out net --json",
        "secretctl node init --validators 1 --block-time 5s --chain-id my-1 --out net --dry-run",
        "secretctl node init --join http://127.0.0.1:26657 --base-port 41000 --out second",
    ]

    @Option(help: "The consensus engine.") var engine = InitEngine.cometbft

    @Option(
        help: ArgumentHelp(
            "Directory for the homes: DIR/node0 and on; the home itself for a node that joins.",
            valueName: "dir"),
        completion: .directory)
    var out: String

    @Option(help: ArgumentHelp("Validators, 1 to 100 (default: 1).", valueName: "n"))
    var validators: Int?

    @Option(
        name: .customLong("full-nodes"),
        help: ArgumentHelp(
            "Nodes more that are no validators, 0 to 100: to sync, or to become one later.",
            valueName: "n"))
    var fullNodes: Int?

    @Option(
        name: .customLong("base-port"),
        help: ArgumentHelp(
            """
            First port: node i has this + 10 i for p2p, and the next ones for RPC, ABCI, REST, \
            gRPC, faucet.
            """, valueName: "port"))
    var basePort: Int?

    @Option(
        name: .customLong("block-time"),
        help: ArgumentHelp(
            "Time from a block to the next, such as 5s or 200ms (default: 1s).",
            valueName: "time"), transform: { try Self.milliseconds($0) })
    var blockTime: Int?

    @Option(
        name: .customLong("chain-id"),
        help: ArgumentHelp(
            "Chain id (default: secretdev-1); of a network to join, what it must be.",
            valueName: "id"))
    var chainID: String?

    @OptionGroup(title: "Joining") var joining: JoiningOptions

    @OptionGroup(title: "Change options") var change: ChangeOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
        guard joining.isUsed else { return }
        guard validators == nil, fullNodes == nil else {
            throw ValidationError(
                "a node that joins a network makes none: no --validators and no --full-nodes")
        }
    }

    func answer(with tools: Toolbox) async throws -> NodeInitReply {
        if joining.isUsed {
            var options = joining.options(directory: out)
            options.chainID = chainID
            options.basePort = basePort
            options.blockMilliseconds = blockTime ?? options.blockMilliseconds
            return .joining(try await tools.node.join(options, by: change.consent))
        }
        var options = NodeService.InitOptions(directory: out)
        options.chainID = chainID
        options.validators = validators ?? options.validators
        options.fullNodes = fullNodes ?? options.fullNodes
        options.basePort = basePort
        options.blockMilliseconds = blockTime ?? options.blockMilliseconds
        return .network(try tools.node.initialize(options, by: change.consent))
    }

    private static func milliseconds(_ text: String) throws -> Int {
        guard case .interval(let milliseconds)? = BlockTime(text) else {
            throw ValidationError("'\(text)' is no block time; wanted one such as 5s or 200ms")
        }
        return milliseconds
    }
}
