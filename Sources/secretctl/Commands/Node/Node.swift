import ArgumentParser

/// The group `node`.
struct Node: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "node",
        abstract: "Run a development node and look after it.",
        discussion: """
            The embedded node is the network's local image in one process: chain secretdev-1, \
            its accounts a, b, c, d, its faucet, unbonding in 90 seconds.
            """,
        subcommands: [
            NodeInitCommand.self, NodeRun.self, NodeStatusCommand.self, NodeHealthCommand.self,
            NodeResetCommand.self, NodeExportCommand.self, NodeRegister.self,
        ])
}
