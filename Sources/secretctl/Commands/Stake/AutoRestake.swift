import ArgumentParser
import SecretCore

/// Rewards that the chain itself delegates again.
struct AutoRestake: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "auto",
        abstract: "Have the chain itself delegate rewards again.",
        subcommands: [On.self, Off.self, Status.self])
}

extension AutoRestake {
    struct On: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "on",
            abstract: "Have the chain delegate the rewards of a validator again.",
            discussion: "It costs no fee, and works from the chain's least stake on.")
        static let examples = [
            "secretctl stake auto on --validator 'My Validator' --from alice",
            "secretctl stake auto on --validator secretvaloper1… --from alice --dry-run",
        ]

        @OptionGroup var which: RestakeArgument
        @OptionGroup(title: "Signing options") var signing: SigningOptions
        @OptionGroup(title: "Grant options") var acting: ActingOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ChangeReply {
            try await tools.staking.setRestake(
                true, with: which.validator, by: acting.order(signing.order(change, passphrase)))
        }
    }

    struct Off: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "off",
            abstract: "Let the rewards of a validator wait until they are claimed.")
        static let examples = [
            "secretctl stake auto off --validator 'My Validator' --from alice"
        ]

        @OptionGroup var which: RestakeArgument
        @OptionGroup(title: "Signing options") var signing: SigningOptions
        @OptionGroup(title: "Grant options") var acting: ActingOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ChangeReply {
            try await tools.staking.setRestake(
                false, with: which.validator,
                by: acting.order(signing.order(change, passphrase)))
        }
    }

    struct Status: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "status",
            abstract: "Show which rewards the chain delegates again.")
        static let examples = [
            "secretctl stake auto status", "secretctl stake auto status alice --json",
        ]

        @OptionGroup var whose: AccountArgument
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> RestakeStatus {
            try await tools.staking.restakeStatus(of: whose.account)
        }
    }
}

/// With which validator.
struct RestakeArgument: ParsableArguments {
    @Option(
        name: [.customLong("validator"), .customLong("to")],
        help: ArgumentHelp(
            "The validator: operator address, moniker, or name of its key.",
            valueName: "validator"), transform: { try ValidatorReference($0) })
    var validator: ValidatorReference
}
