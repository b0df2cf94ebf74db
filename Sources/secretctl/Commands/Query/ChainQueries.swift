import ArgumentParser
import SecretCore

extension BondStatus: ExpressibleByArgument {}

extension Query {
    struct Validators: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "validators",
            abstract: "List the validators, the largest stake first.")
        static let examples = [
            "secretctl query validators", "secretctl query validators --status bonded --json",
        ]

        @Option(help: ArgumentHelp("Only those that stand so.", valueName: "status"))
        var status: BondStatus?
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ValidatorList {
            try await tools.query.validators(status)
        }
    }

    struct Validator: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "validator",
            abstract: "Show one validator.",
            discussion: "How it signs and ranks: 'secretctl validator status'.")
        static let examples = [
            "secretctl query validator secretvaloper1…",
            "secretctl query validator 'My Validator' --json",
        ]

        @Argument(
            help: ArgumentHelp(
                "Operator address, moniker, or name of its key.", valueName: "validator"),
            transform: { try ValidatorReference($0) })
        var validator: ValidatorReference
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ValidatorDescription {
            try await tools.query.validator(validator)
        }
    }

    struct Tx: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "tx",
            abstract: "Show a transaction that is in a block.",
            discussion: """
                Exit 0 says that it was found, whether or not it succeeded. For one that you \
                sent yourself, 'secretctl tx status' knows more.
                """)
        static let examples = [
            "secretctl query tx 5F3A…", "secretctl query tx 5F3A… --json | jq .code",
        ]

        @Argument(
            help: ArgumentHelp("The transaction's hash, 64 hex digits.", valueName: "hash"),
            transform: { try TransactionHash($0) })
        var hash: TransactionHash
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> TransactionDescription {
            try await tools.query.transaction(hash)
        }
    }

    struct Block: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "block",
            abstract: "Show a block: the latest, or the one at a height.")
        static let examples = ["secretctl query block", "secretctl query block 42 --json"]

        @Argument(
            help: ArgumentHelp("Height of the block (default: the latest).", valueName: "height"))
        var height: Int64?
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func validate() throws {
            guard height.map({ $0 > 0 }) ?? true else {
                throw ValidationError("the height must be 1 or more")
            }
        }

        func answer(with tools: Toolbox) async throws -> BlockDescription {
            try await tools.query.block(height.map(Height.init))
        }
    }

    struct Params: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "params",
            abstract: "Show a module's parameters, or those of all.",
            discussion: """
                Modules: auth, bank, compute, consensus, distribution, gov, mint, poet, \
                slashing, staking. A node may not serve all of them.
                """)
        static let examples = [
            "secretctl query params staking", "secretctl query params --json",
        ]

        @Argument(help: "The module's name (default: all).") var module: String?
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ParameterDescription {
            try await tools.query.parameters(of: module)
        }
    }
}
