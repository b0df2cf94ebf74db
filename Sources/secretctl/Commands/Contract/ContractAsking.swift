import ArgumentParser
import SecretCore

extension Contract {
    struct Query: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "query",
            abstract: "Ask a contract; nothing changes and nothing is paid.",
            discussion: """
                No key is needed: the question is sealed with one that is drawn for it. --from \
                seals it with the account's own instead.
                """)
        static let examples = [
            """
            secretctl contract query secret1… '{"get_count":{}}'
            """,
            """
            secretctl contract query secret1… --msg @query.json --code-file counter.wasm --json
            """,
        ]

        @Argument(
            help: ArgumentHelp("The contract's address.", valueName: "contract"),
            transform: { try Address($0) })
        var contract: Address

        @OptionGroup var message: MessageOptions
        @OptionGroup(title: "Sealing options") var sealing: ContractSealingOptions
        @OptionGroup(title: "Sealing options") var asking: AskingOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ContractQueryAnswer {
            try await tools.contracts.query(
                contract, message: message.source, sealing: sealing.sealing,
                by: AskingIdentity(
                    key: asking.from, passphrase: passphrase.source, seedFile: sealing.seedFile))
        }
    }

    struct Info: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "info",
            abstract: "Show a contract's code, label, creator and admin.")
        static let examples = [
            "secretctl contract info secret1…", "secretctl contract info secret1… --json",
        ]

        @Argument(
            help: ArgumentHelp("The contract's address.", valueName: "contract"),
            transform: { try Address($0) })
        var contract: Address

        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ContractDescription {
            try await tools.contracts.info(of: contract)
        }
    }

    struct List: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List stored codes, or the contracts of one.")
        static let examples = [
            "secretctl contract list", "secretctl contract list 1 --json",
        ]

        @Argument(
            help: ArgumentHelp("Id of the code whose contracts to list.", valueName: "code-id"))
        var codeID: UInt64?

        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ContractList {
            try await tools.contracts.list(codeID)
        }
    }

    struct CodeHash: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "code-hash",
            abstract: "Print the hash of a contract's code, of stored code, or of a file.",
            discussion: """
                It is the SHA-256 of the uncompressed code. For a file, no node is asked.
                """)
        static let examples = [
            "secretctl contract code-hash token.wasm.gz", "secretctl contract code-hash 1",
            "secretctl contract code-hash secret1… --json",
        ]

        @Argument(
            help: ArgumentHelp(
                "A file, a contract's address, or a code id.", valueName: "subject"),
            completion: .file())
        var subject: String

        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> CodeHashAnswer {
            try await tools.contracts.codeHash(of: subject)
        }
    }

    struct History: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "history",
            abstract: "Show which code a contract ran, and the messages it was given it with.",
            discussion: "With --from or --seed-file, those that you sealed are opened.")
        static let examples = [
            "secretctl contract history secret1…",
            "secretctl contract history secret1… --from alice",
        ]

        @Argument(
            help: ArgumentHelp("The contract's address.", valueName: "contract"),
            transform: { try Address($0) })
        var contract: Address

        @Option(
            help: ArgumentHelp("Open what this account sealed.", valueName: "key"))
        var from: String?

        @Option(
            name: .customLong("seed-file"),
            help: ArgumentHelp(
                "Open what this seed sealed: hex, or an id_tx_io.json.", valueName: "file"),
            completion: .file())
        var seedFile: String?

        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ContractHistory {
            try await tools.contracts.history(
                of: contract,
                by: AskingIdentity(
                    key: from, passphrase: passphrase.source, seedFile: seedFile))
        }
    }
}
