import ArgumentParser
import SecretCore

/// Engines that have something to lay out; the embedded one makes its home when it runs.
enum InitEngine: String, ExpressibleByArgument, CaseIterable {
    case cometbft
}

struct NodeInitCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Lay out a network of CometBFT nodes on this machine.",
        discussion: """
            Writes a home for each node: its keys, one genesis, config.toml for CometBFT and \
            app.toml for the application, and the enclave's seeds, which all nodes share. The \
            chain begins with the accounts of the network's local image. All doors are on \
            127.0.0.1: the customary ports for node0, and ten more for each node after it. \
            Nothing that is there is ever replaced.
            """)
    static let examples = [
        "secretctl node init --validators 4 --out net",
        "secretctl node init --validators 4 --full-nodes 1 --base-port 40000 --out net --json",
        "secretctl node init --validators 1 --block-time 5s --chain-id my-1 --out net --dry-run",
    ]

    @Option(help: "The consensus engine.") var engine = InitEngine.cometbft

    @Option(
        help: ArgumentHelp("Directory for the homes: DIR/node0 and on.", valueName: "dir"),
        completion: .directory)
    var out: String

    @Option(help: ArgumentHelp("Validators, 1 to 100.", valueName: "n"))
    var validators = 1

    @Option(
        name: .customLong("full-nodes"),
        help: ArgumentHelp(
            "Nodes more that are no validators, 0 to 100: to sync, or to become one later.",
            valueName: "n"))
    var fullNodes = 0

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
        help: ArgumentHelp("Chain id (default: secretdev-1).", valueName: "id"))
    var chainID: String?

    @OptionGroup(title: "Change options") var change: ChangeOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) throws -> NodeInit {
        var options = NodeService.InitOptions(directory: out)
        options.chainID = chainID
        options.validators = validators
        options.fullNodes = fullNodes
        options.basePort = basePort
        options.blockMilliseconds = blockTime ?? options.blockMilliseconds
        return try tools.node.initialize(options, by: change.consent)
    }

    private static func milliseconds(_ text: String) throws -> Int {
        guard case .interval(let milliseconds)? = BlockTime(text) else {
            throw ValidationError("'\(text)' is no block time; wanted one such as 5s or 200ms")
        }
        return milliseconds
    }
}
