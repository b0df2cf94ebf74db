import ArgumentParser
import SecretCore

/// The validator that an order is about.
struct NamedValidatorOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Operator address, moniker, or index of a local validator.", valueName: "validator"))
    var validator: String
}

extension Devnet {
    struct Silence: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "silence",
            abstract: "Have a local validator sign no blocks.",
            discussion: """
                Its votes are missing as if its machine were down, from the next block on. A node \
                refuses where less than two thirds of the power would be left: the chain would \
                stand still.
                """)
        static let examples = [
            "secretctl devnet silence 1 --blocks 50", "secretctl devnet silence validator-2 --json",
        ]

        @OptionGroup(title: "Arguments") var named: NamedValidatorOptions
        @Option(help: ArgumentHelp("For so many blocks only.", valueName: "n"))
        var blocks: Int64?
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func validate() throws {
            guard blocks ?? 1 > 0 else { throw ValidationError("--blocks: wanted 1 or more") }
        }

        func answer(with tools: Toolbox) async throws -> DevnetChange {
            try await tools.devnet.order(
                .silence(blocks: blocks), named.validator, by: change.consent)
        }
    }

    struct Restore: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "restore",
            abstract: "Have a silent validator sign again.")
        static let examples = ["secretctl devnet restore 1"]

        @OptionGroup(title: "Arguments") var named: NamedValidatorOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> DevnetChange {
            try await tools.devnet.order(.restore, named.validator, by: change.consent)
        }
    }

    struct Jail: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "jail",
            abstract: "Jail a validator, at no cost.",
            discussion: "It happens in a block of its own. The validator may unjail itself at once."
        )
        static let examples = ["secretctl devnet jail validator-1"]

        @OptionGroup(title: "Arguments") var named: NamedValidatorOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> DevnetChange {
            try await tools.devnet.order(.jail, named.validator, by: change.consent)
        }
    }
}
