import ArgumentParser
import SecretCore

extension Token {
    struct Info: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "info",
            abstract: "Show a token's name, symbol, decimals and supply.")
        static let examples = ["secretctl token info secret1…"]

        @OptionGroup var token: TokenArgument
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> TokenDescription {
            try await tools.tokens.info(token.token)
        }
    }

    struct Balance: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "balance",
            abstract: "Show what you hold of a token.",
            discussion: "Costs nothing, and sends no transaction.")
        static let examples = [
            "secretctl token balance secret1… --from alice",
            "secretctl token balance secret1… --permit-file permit.json --json",
            """
            secretctl token balance secret1… --viewing-key-file key.txt --holder secret1…
            """,
        ]

        @OptionGroup var token: TokenArgument
        @OptionGroup(title: "Access options") var access: TokenAccessOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> TokenBalance {
            try await tools.tokens.balance(token.token, by: access.access(passphrase))
        }
    }

    struct History: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "history",
            abstract: "Show what came and went, newest first.",
            discussion: """
                Asks for all transactions; --transfers asks for transfers alone, in the form \
                that older tokens know.
                """)
        static let examples = [
            "secretctl token history secret1… --from alice",
            "secretctl token history secret1… --from alice --transfers --page-size 50 --json",
        ]

        @OptionGroup var token: TokenArgument
        @Flag(help: "Transfers alone.") var transfers = false
        @Option(help: ArgumentHelp("Page, counted from 0.", valueName: "n")) var page = 0
        @Option(
            name: .customLong("page-size"), help: ArgumentHelp("Entries a page.", valueName: "n"))
        var pageSize = 20
        @OptionGroup(title: "Access options") var access: TokenAccessOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func validate() throws {
            guard page >= 0, (1...1000).contains(pageSize) else {
                throw ValidationError("--page takes 0 or more, --page-size 1 to 1000")
            }
        }

        func answer(with tools: Toolbox) async throws -> TokenHistory {
            try await tools.tokens.history(
                token.token, transfersOnly: transfers, page: page, pageSize: pageSize,
                by: access.access(passphrase))
        }
    }

    struct MakePermit: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "permit",
            abstract: "Sign a permit that lets whoever has it look (SNIP-24).",
            discussion: """
                Nothing is sent, and no node is asked. Who holds the permit may ask the tokens \
                for what it permits, until you revoke its name there.
                """)
        static let examples = [
            "secretctl token permit secret1… --from alice > permit.json",
            """
            secretctl token permit secret1… --from alice --permission balance --permission \
            history --name auditor --out permit.json
            """,
        ]

        @Argument(
            help: ArgumentHelp("Addresses of the tokens' contracts.", valueName: "token"),
            transform: { try Address($0) })
        var tokens: [Address]

        @Option(help: ArgumentHelp("Key that signs: a name, or its address.", valueName: "key"))
        var from: String

        @Option(
            name: .customLong("permission"),
            help: ArgumentHelp(
                "balance (default), history, allowance or owner; may be given again.",
                valueName: "what"))
        var permissions: [String] = []

        @Option(help: ArgumentHelp("The permit's name, by which it is revoked.", valueName: "text"))
        var name = "secretctl"

        @Option(
            help: ArgumentHelp("Write it to this new file.", valueName: "file"),
            completion: .file())
        var out: String?

        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func validate() throws {
            guard !tokens.isEmpty else { throw ValidationError("give one token or more") }
        }

        func answer(with tools: Toolbox) throws -> PermitAnswer {
            try tools.tokens.permit(
                for: tokens, permissions: permissions.isEmpty ? ["balance"] : permissions,
                name: name, to: out, key: from, from: passphrase.source)
        }
    }
}
