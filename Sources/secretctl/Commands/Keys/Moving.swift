import ArgumentParser
import SecretCore

extension Keys {
    struct Import: AnsweringCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Keep a key that another tool made, or an address to watch.",
            discussion: """
                An armor is what 'secretcli keys export' writes. Its passphrase is taken to be \
                that of the new key, unless --armor-passphrase-file is given.
                """)
        static let examples = [
            "secretctl keys import alice --armor-file alice.asc",
            "secretctl keys import bob --hex-file bob.hex --passphrase-file pass.txt",
            "secretctl keys import cold --watch secret1ap26qrlp8mcq2pg6r47w43l0y8zkqm8a450s03",
        ]

        @Argument(help: "Name of the key.") var name: String
        @Option(
            name: .customLong("armor-file"),
            help: ArgumentHelp("File with the chain's ASCII armor.", valueName: "file"),
            completion: .file())
        var armorFile: String?
        @Option(
            name: .customLong("armor-passphrase-file"),
            help: ArgumentHelp("The armor's own passphrase.", valueName: "file"),
            completion: .file())
        var armorPassphraseFile: String?
        @Option(
            name: .customLong("hex-file"),
            help: ArgumentHelp("File with a private key of 64 hex digits.", valueName: "file"),
            completion: .file())
        var hexFile: String?
        @Option(
            help: ArgumentHelp(
                "Address or public key to watch; it cannot sign.", valueName: "address"))
        var watch: String?
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) throws -> KeyOutcome {
            try tools.keys.import(
                name,
                .init(
                    hexFile: hexFile, armorFile: armorFile,
                    armorPassphraseFile: armorPassphraseFile, watched: watch),
                from: passphrase.source, by: change.consent)
        }
    }

    struct Export: AnsweringCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Give a private key out.",
            discussion: """
                It prints the chain's ASCII armor, sealed under the key's own passphrase or that \
                of --armor-passphrase-file; with --hex the bare key. --out writes it to a new \
                file that only you can read.
                """)
        static let examples = [
            "secretctl keys export alice --out alice.asc",
            "secretctl keys export alice --hex --confirm alice --passphrase-file pass.txt",
        ]

        @Argument(help: "Name of the key.") var name: String
        @Flag(help: "Print the bare key as hex, sealed by nothing.") var hex = false
        @Option(
            name: .customLong("armor-passphrase-file"),
            help: ArgumentHelp("Another passphrase for the armor.", valueName: "file"),
            completion: .file())
        var armorPassphraseFile: String?
        @Option(
            help: ArgumentHelp("Write to this new file.", valueName: "file"), completion: .file())
        var out: String?
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Change options") var confirm: ConfirmOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func validate() throws {
            guard !hex || armorPassphraseFile == nil else {
                throw ValidationError("--hex has no --armor-passphrase-file")
            }
        }

        func answer(with tools: Toolbox) throws -> KeyOutcome {
            try tools.keys.export(
                name, as: hex ? .hex : .armor(passphraseFile: armorPassphraseFile), to: out,
                from: passphrase.source, by: confirm.consent(with: change))
        }
    }
}
