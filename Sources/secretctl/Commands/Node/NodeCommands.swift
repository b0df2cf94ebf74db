import ArgumentParser
import SecretCore

struct NodeStatusCommand: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show where a node stands.")
    static let examples = [
        "secretctl node status", "secretctl node status --node http://127.0.0.1:1317 --json",
    ]

    @OptionGroup(title: "Chain options") var chain: ChainOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) async throws -> NodeStatus { try await tools.node.status() }
}

struct NodeHealthCommand: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        commandName: "health", abstract: "Check whether a node is healthy.",
        discussion: "Exit 0: healthy. Exit 10: it answers, but is not. Exit 5: no answer.")
    static let examples = ["secretctl node health", "secretctl node health --timeout 2 --json"]

    @OptionGroup(title: "Chain options") var chain: ChainOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) async throws -> NodeHealth { try await tools.node.health() }
}

struct NodeResetCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset", abstract: "Delete the development node's chain and start afresh.",
        discussion: "The validator's key and the enclave's seeds stay.")
    static let examples = [
        "secretctl node reset --confirm secretdev-1", "secretctl node reset --dry-run",
    ]

    @OptionGroup(title: "Change options") var change: ChangeOptions
    @OptionGroup(title: "Confirmation") var confirm: ConfirmOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) throws -> NodeReset {
        try tools.node.reset(by: confirm.consent(with: change))
    }
}
