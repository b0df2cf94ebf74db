import ArgumentParser
import SecretCore

extension Contract {
    struct Store: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "store",
            abstract: "Put a contract's code on the chain.",
            discussion: """
                The code is compressed on the way. The answer names its id, of which contracts \
                are made, and its hash.
                """)
        static let examples = [
            "secretctl contract store token.wasm --from alice",
            "secretctl contract store token.wasm.gz --from alice --gas 5000000 --yes --json",
        ]

        @Argument(
            help: ArgumentHelp(
                "WebAssembly, gzipped or not; - is standard input.", valueName: "file"),
            completion: .file())
        var file: String

        @Option(help: ArgumentHelp("Where its source lies, for others.", valueName: "url"))
        var source = ""

        @Option(
            help: ArgumentHelp("Which image built it, for others.", valueName: "image"))
        var builder = ""

        @OptionGroup(title: "Signing options") var signing: SigningOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ContractReply {
            try await tools.contracts.store(
                file, source: source, builder: builder, by: signing.order(change, passphrase))
        }
    }

    struct Instantiate: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "instantiate",
            abstract: "Make a contract of stored code.",
            discussion: "The label must be new on the chain. Without --admin it never changes.")
        static let examples = [
            """
            secretctl contract instantiate 1 '{"name":"Token"}' --label token-1 --from alice
            """,
            "secretctl contract instantiate 1 @init.json --label t2 --from alice --admin alice",
            "secretctl contract instantiate 1 --msg-file init.json --label t3 --from alice --json",
        ]

        @Argument(help: ArgumentHelp("The code's id.", valueName: "code-id"))
        var codeID: UInt64

        @OptionGroup var message: MessageOptions

        @Option(help: ArgumentHelp("A name of its own on this chain.", valueName: "text"))
        var label: String

        @Option(
            help: ArgumentHelp(
                "Who may migrate it: an address, or the name of a key.", valueName: "account"))
        var admin: String?

        @OptionGroup var funds: FundsOptions
        @OptionGroup(title: "Sealing options") var sealing: ContractSealingOptions
        @OptionGroup(title: "Signing options") var signing: SigningOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func validate() throws {
            guard !label.isEmpty else { throw ValidationError("--label takes a text") }
        }

        func answer(with tools: Toolbox) async throws -> ContractReply {
            try await tools.contracts.instantiate(
                codeID, label: label, message: message.source,
                admin: try admin.map { try tools.accountAddress(of: $0) }, funds: funds.coins(),
                sealing: sealing.sealing, by: signing.order(change, passphrase))
        }
    }

    struct Execute: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "execute",
            abstract: "Run a contract with a message, and open what it answers.",
            discussion: """
                Gas is what a simulation uses and a margin. An error of the contract is opened: \
                exit 6 where the simulation meets it and nothing was spent, 7 in a block.
                """)
        static let examples = [
            """
            secretctl contract execute secret1… '{"increment":{}}' --from alice
            """,
            "secretctl contract execute secret1… --msg @msg.json --funds 5scrt,7foo --from alice",
            "secretctl contract execute secret1… --msg-file - --from alice --dry-run < msg.json",
        ]

        @Argument(
            help: ArgumentHelp("The contract's address.", valueName: "contract"),
            transform: { try Address($0) })
        var contract: Address

        @OptionGroup var message: MessageOptions
        @OptionGroup var funds: FundsOptions
        @OptionGroup(title: "Sealing options") var sealing: ContractSealingOptions
        @OptionGroup(title: "Signing options") var signing: SigningOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ContractReply {
            try await tools.contracts.execute(
                contract, message: message.source, funds: funds.coins(),
                sealing: sealing.sealing, by: signing.order(change, passphrase))
        }
    }

    struct Migrate: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "migrate",
            abstract: "Give a contract other code; only its admin may.")
        static let examples = [
            """
            secretctl contract migrate secret1… '{"migrate":{}}' --code-id 2 --from alice
            """
        ]

        @Argument(
            help: ArgumentHelp("The contract's address.", valueName: "contract"),
            transform: { try Address($0) })
        var contract: Address

        @OptionGroup var message: MessageOptions

        @Option(
            name: .customLong("code-id"),
            help: ArgumentHelp("Id of the code that it is to run.", valueName: "n"))
        var codeID: UInt64

        @OptionGroup(title: "Sealing options") var sealing: ContractSealingOptions
        @OptionGroup(title: "Signing options") var signing: SigningOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ContractReply {
            try await tools.contracts.migrate(
                contract, to: codeID, message: message.source, sealing: sealing.sealing,
                by: signing.order(change, passphrase))
        }
    }
}
