import ArgumentParser
import SecretCore

/// An amount of a token.
struct TokenAmountArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Amount with the token's symbol, e.g. 2.5SSCRT, or in units.", valueName: "amount"),
        transform: { try TokenAmount(parsing: $0) })
    var amount: TokenAmount
}

extension Token {
    struct Transfer: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "transfer",
            abstract: "Give an amount of a token to an account.")
        static let examples = [
            "secretctl token transfer secret1… 2.5SSCRT --to secret1… --from alice",
            "secretctl token transfer secret1… 2500000units --to secret1… --from alice --yes --json",
        ]

        @OptionGroup var token: TokenArgument
        @OptionGroup var amount: TokenAmountArgument
        @Option(
            help: ArgumentHelp(
                "The receiver: an address, or the name of a key.", valueName: "account"))
        var to: String
        @Option(
            name: .customLong("token-memo"),
            help: ArgumentHelp("Note that only you two can read.", valueName: "text"))
        var tokenMemo: String?
        @OptionGroup(title: "Signing options") var signing: SigningOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ContractReply {
            try await tools.tokens.transfer(
                amount.amount, of: token.token, to: tools.accountAddress(of: to),
                memo: tokenMemo, by: signing.order(change, passphrase))
        }
    }

    struct Pay: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "send",
            abstract: "Give an amount to a contract, and call it with a message.")
        static let examples = [
            """
            secretctl token send secret1… 5SSCRT --to secret1… --msg '{"swap":{}}' --from alice
            """
        ]

        @OptionGroup var token: TokenArgument
        @OptionGroup var amount: TokenAmountArgument
        @Option(
            help: ArgumentHelp("Address of the receiving contract.", valueName: "address"),
            transform: { try Address($0) })
        var to: Address
        @Option(
            help: ArgumentHelp(
                "What the contract is told: JSON, @FILE or -.", valueName: "json"))
        var msg: String?
        @Option(
            name: .customLong("token-memo"),
            help: ArgumentHelp("Note that only you two can read.", valueName: "text"))
        var tokenMemo: String?
        @OptionGroup(title: "Signing options") var signing: SigningOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ContractReply {
            try await tools.tokens.send(
                amount.amount, of: token.token, to: to, message: msg.map { MessageSource($0) },
                memo: tokenMemo, by: signing.order(change, passphrase))
        }
    }

    struct Deposit: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "deposit",
            abstract: "Turn coins of the chain into tokens.")
        static let examples = ["secretctl token deposit secret1… 5scrt --from alice"]

        @OptionGroup var token: TokenArgument
        @Argument(
            help: ArgumentHelp("Coins with their unit, e.g. 5scrt or 7foo.", valueName: "coins"))
        var amount: String
        @OptionGroup(title: "Signing options") var signing: SigningOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func validate() throws { _ = try Funds.coins([amount]) }

        func answer(with tools: Toolbox) async throws -> ContractReply {
            try await tools.tokens.deposit(
                Funds.coins([amount]), into: token.token, by: signing.order(change, passphrase))
        }
    }

    struct Redeem: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "redeem",
            abstract: "Turn tokens back into coins of the chain.")
        static let examples = ["secretctl token redeem secret1… 5SSCRT --from alice"]

        @OptionGroup var token: TokenArgument
        @OptionGroup var amount: TokenAmountArgument
        @Option(
            help: ArgumentHelp(
                "Which coins, where the token has several.", valueName: "denom"))
        var denom: String?
        @OptionGroup(title: "Signing options") var signing: SigningOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ContractReply {
            try await tools.tokens.redeem(
                amount.amount, of: token.token, denom: denom,
                by: signing.order(change, passphrase))
        }
    }
}
