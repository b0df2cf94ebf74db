import ArgumentParser
import SecretCore

/// Engines that `--engine` takes. More come with their own figures and files.
enum NodeEngine: String, ExpressibleByArgument, CaseIterable {
    case embedded
}

struct NodeRun: RunningCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a development node until it is interrupted.",
        discussion: """
            The chain is kept in the home and goes on where it stopped. In the mode 'instant' a \
            block is made as soon as a transaction waits, and a broadcast is answered when the \
            block is on disk. In the mode 'manual' signal SIGUSR1 makes a block.
            """)
    static let examples = [
        "secretctl node run", "secretctl node run --block-time 2s",
        "secretctl node run --json --rest-address 127.0.0.1:0 --grpc-address 127.0.0.1:0",
    ]

    @Option(help: "Where blocks come from.") var engine = NodeEngine.embedded

    @Option(
        name: .customLong("rest-address"),
        help: ArgumentHelp(
            "Where REST listens (default: 127.0.0.1:1317); port 0 takes a free one.",
            valueName: "host:port"),
        transform: { try listenAddress($0) })
    var restAddress: ListenAddress?

    @Option(
        name: .customLong("grpc-address"),
        help: ArgumentHelp(
            "Where gRPC listens (default: 127.0.0.1:9090), in plain HTTP/2.",
            valueName: "host:port"),
        transform: { try listenAddress($0) })
    var grpcAddress: ListenAddress?

    @Option(
        name: .customLong("faucet-address"),
        help: ArgumentHelp(
            "Where the faucet listens (default: 127.0.0.1:5000).", valueName: "host:port"),
        transform: { try listenAddress($0) })
    var faucetAddress: ListenAddress?

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

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run(with tools: Toolbox, to stream: EventStream) async throws {
        var options = NodeService.RunOptions()
        options.chainID = chainID
        options.rest = restAddress ?? options.rest
        options.grpc = grpcAddress ?? options.grpc
        options.faucet = faucetAddress ?? options.faucet
        options.blockTime = blockTime ?? options.blockTime
        options.isVerbose = global.verbose
        try await tools.node.run(options) { ready in
            // Nobody reads stdout any more: the node serves all the same.
            try? stream.emit(ready.fields, text: ready.text)
        }
    }

    private static func listenAddress(_ text: String) throws -> ListenAddress {
        guard let address = ListenAddress(text) else {
            throw ValidationError("'\(text)' is no address; wanted host:port, e.g. 127.0.0.1:1317")
        }
        return address
    }

    private static func blockTime(_ text: String) throws -> BlockTime {
        guard let time = BlockTime(text) else {
            throw ValidationError(
                "'\(text)' is no block time; wanted instant, manual, or a time such as 500ms")
        }
        return time
    }
}
