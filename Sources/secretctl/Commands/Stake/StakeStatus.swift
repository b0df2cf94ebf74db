import ArgumentParser
import SecretCore

struct StakeStatusCommand: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show an account's collateral, rewards, and how its validators stand.",
        discussion: """
            For the account of an operator also its validator: rank, voting power, engagement \
            where the chain measures it, and how many blocks may be missed before jail.
            """)
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

struct StakeRewards: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        commandName: "rewards",
        abstract: "Show what an account's collateral has earned and not collected.")
    static let examples = [
        "secretctl stake rewards alice", "secretctl stake rewards secret1… --json",
    ]

    @OptionGroup var whose: AccountArgument
    @OptionGroup(title: "Chain options") var chain: ChainOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) async throws -> RewardList {
        try await tools.staking.rewards(of: whose.account)
    }
}
