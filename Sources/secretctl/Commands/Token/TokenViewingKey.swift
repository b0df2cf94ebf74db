import ArgumentParser
import SecretCore

extension Token {
    /// Keys with which a holder may look.
    struct ViewingKey: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "viewing-key",
            abstract: "Set, create, keep and give out viewing keys.",
            discussion: """
                They are kept sealed by the account's key, and shown by 'show' alone.
                """,
            subcommands: [
                SetKey.self, CreateKey.self, ImportKey.self, ListKeys.self, ShowKey.self,
                ForgetKey.self,
            ])
    }
}

/// Whose viewing key.
struct ViewingKeyOwner: ParsableArguments {
    @Option(
        help: ArgumentHelp("Key of the holder: a name, or its address.", valueName: "key"))
    var from: String
}

extension Token.ViewingKey {
    struct SetKey: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "set",
            abstract: "Tell the token a fresh viewing key, or that of a file, and keep it.")
        static let examples = [
            "secretctl token viewing-key set secret1… --from alice",
            "secretctl token viewing-key set secret1… --key-file key.txt --from alice",
        ]

        @OptionGroup var token: TokenArgument
        @Option(
            name: .customLong("key-file"),
            help: ArgumentHelp("The key, one line; closed to others.", valueName: "file"),
            completion: .file())
        var keyFile: String?
        @OptionGroup(title: "Signing options") var signing: SigningOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ContractReply {
            try await tools.tokens.setViewingKey(
                of: token.token, file: keyFile, by: signing.order(change, passphrase))
        }
    }

    struct CreateKey: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "create",
            abstract: "Have the token make a viewing key, and keep it.")
        static let examples = ["secretctl token viewing-key create secret1… --from alice"]

        @OptionGroup var token: TokenArgument
        @OptionGroup(title: "Signing options") var signing: SigningOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ContractReply {
            try await tools.tokens.createViewingKey(
                of: token.token, by: signing.order(change, passphrase))
        }
    }

    struct ImportKey: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Keep a viewing key that the token knows already.")
        static let examples = [
            "secretctl token viewing-key import secret1… --key-file key.txt --from alice"
        ]

        @OptionGroup var token: TokenArgument
        @Option(
            name: .customLong("key-file"),
            help: ArgumentHelp("The key, one line; closed to others.", valueName: "file"),
            completion: .file())
        var keyFile: String
        @OptionGroup var owner: ViewingKeyOwner
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ViewingKeyAnswer {
            try tools.tokens.importViewingKey(
                of: token.token, file: keyFile, key: owner.from, from: passphrase.source)
        }
    }

    struct ListKeys: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the tokens whose viewing keys are kept.")
        static let examples = ["secretctl token viewing-key list --from alice"]

        @OptionGroup var owner: ViewingKeyOwner
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ViewingKeyAnswer {
            try tools.tokens.listViewingKeys(key: owner.from, from: passphrase.source)
        }
    }

    struct ShowKey: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Print a viewing key, for another wallet.",
            discussion: "Who has it sees your balance and history of that token.")
        static let examples = ["secretctl token viewing-key show secret1… --from alice"]

        @OptionGroup var token: TokenArgument
        @OptionGroup var owner: ViewingKeyOwner
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ViewingKeyAnswer {
            try tools.tokens.showViewingKey(
                of: token.token, key: owner.from, from: passphrase.source)
        }
    }

    struct ForgetKey: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "forget",
            abstract: "Forget a viewing key here; the token still knows it.")
        static let examples = ["secretctl token viewing-key forget secret1… --from alice"]

        @OptionGroup var token: TokenArgument
        @OptionGroup var owner: ViewingKeyOwner
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ViewingKeyAnswer {
            try tools.tokens.forgetViewingKey(
                of: token.token, key: owner.from, from: passphrase.source, by: change.consent)
        }
    }
}
