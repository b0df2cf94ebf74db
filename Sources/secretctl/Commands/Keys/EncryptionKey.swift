import ArgumentParser
import SecretCore

extension Keys {
    /// What seals an account's messages for contracts.
    struct EncryptionKey: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "encryption-key",
            abstract: "Look at, give out and replace the key that seals messages for contracts.",
            discussion: """
                It is derived from the account's key for each chain, as wallets do it, and \
                stored nowhere. An imported one takes its place, sealed by the account's key.
                """,
            subcommands: [ShowOne.self, ExportOne.self, ImportOne.self, ForgetOne.self])
    }
}

extension Keys.EncryptionKey {
    struct ShowOne: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show the public half, and where the key comes from.")
        static let examples = [
            "secretctl keys encryption-key show alice",
            "secretctl keys encryption-key show alice --chain-id secret-4 --json",
        ]

        @Argument(help: "Name of the key, or its address.") var name: String
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) throws -> EncryptionKeyAnswer {
            try tools.encryptionKeys.show(name, from: passphrase.source)
        }
    }

    struct ExportOne: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Give the key out as id_tx_io.json, which secretcli reads.",
            discussion: """
                Who has it can read all messages of the account on this chain, and spend \
                nothing. --out writes it to a new file that only you can read.
                """)
        static let examples = [
            "secretctl keys encryption-key export alice --out id_tx_io.json",
            """
            secretctl keys encryption-key export alice --chain-id secret-4 --confirm alice \
            --passphrase-file pass.txt
            """,
        ]

        @Argument(help: "Name of the key, or its address.") var name: String
        @Option(
            help: ArgumentHelp("Write to this new file.", valueName: "file"), completion: .file())
        var out: String?
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Change options") var confirm: ConfirmOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) throws -> EncryptionKeyAnswer {
            try tools.encryptionKeys.export(
                name, to: out, from: passphrase.source, by: confirm.consent(with: change))
        }
    }

    struct ImportOne: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Use the key of an id_tx_io.json for this account and chain.",
            discussion: "It is kept beside the account's key, and sealed by it.")
        static let examples = [
            "secretctl keys encryption-key import alice id_tx_io.json",
            "secretctl keys encryption-key import alice seed.hex --chain-id secret-4",
        ]

        @Argument(help: "Name of the key, or its address.") var name: String
        @Argument(
            help: "An id_tx_io.json, or 64 hex digits; closed to others.", completion: .file())
        var file: String
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Change options") var confirm: ConfirmOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) throws -> EncryptionKeyAnswer {
            try tools.encryptionKeys.import(
                name, file: file, from: passphrase.source, by: confirm.consent(with: change))
        }
    }

    struct ForgetOne: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "forget",
            abstract: "Forget an imported key; the derived one is used again.")
        static let examples = [
            "secretctl keys encryption-key forget alice --confirm alice"
        ]

        @Argument(help: "Name of the key, or its address.") var name: String
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Change options") var confirm: ConfirmOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) throws -> EncryptionKeyAnswer {
            try tools.encryptionKeys.forget(
                name, from: passphrase.source, by: confirm.consent(with: change))
        }
    }
}
