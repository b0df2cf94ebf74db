import ArgumentParser
import SecretCore

extension Query {
    struct Account: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "account",
            abstract: "Show an account's number, sequence and public key.")
        static let examples = [
            "secretctl query account alice", "secretctl query account secret1… --json",
        ]

        @OptionGroup var whose: AccountArgument
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> AccountDescription {
            try await tools.query.account(whose.account)
        }
    }

    struct Balance: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "balance",
            abstract: "Show what an account holds.",
            discussion: "An account that the chain has never seen holds nothing: exit 0.")
        static let examples = [
            "secretctl query balance alice", "secretctl query balance secret1… --json",
            "secretctl query balance alice --denom ibc/…",
        ]

        @OptionGroup var whose: AccountArgument
        @Option(
            help: ArgumentHelp("Denomination to put first (default: uscrt).", valueName: "denom"))
        var denom: String?
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> BalanceDescription {
            try await tools.query.balance(whose.account, denom: denom)
        }
    }

    struct Delegations: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "delegations",
            abstract: "Show what an account has staked, and with whom.")
        static let examples = [
            "secretctl query delegations alice", "secretctl query delegations secret1… --json",
        ]

        @OptionGroup var whose: AccountArgument
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> DelegationList {
            try await tools.query.delegations(whose.account)
        }
    }

    struct Unbonding: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "unbonding",
            abstract: "Show what an account is taking back, and when it arrives.")
        static let examples = [
            "secretctl query unbonding alice", "secretctl query unbonding secret1… --json",
        ]

        @OptionGroup var whose: AccountArgument
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> UnbondingList {
            try await tools.query.unbonding(whose.account)
        }
    }

    struct Rewards: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "rewards",
            abstract: "Show what an account's stake has earned and not collected.")
        static let examples = [
            "secretctl query rewards alice", "secretctl query rewards secret1… --json",
        ]

        @OptionGroup var whose: AccountArgument
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> RewardList {
            try await tools.staking.rewards(of: whose.account)
        }
    }
}
