import ArgumentParser
import SecretCore

struct StakeStatusCommand: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show an account's collateral, what is unbonding, and its validators.")
    static let examples = [
        "secretctl stake status", "secretctl stake status alice",
        "secretctl stake status secret1… --json",
    ]

    @Argument(
        help: ArgumentHelp(
            "Address or name of a key (default: the only key).", valueName: "address"))
    var address: String?

    @OptionGroup(title: "Chain options") var chain: ChainOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) async throws -> StakeStatus {
        try await tools.staking.status(of: address)
    }
}
