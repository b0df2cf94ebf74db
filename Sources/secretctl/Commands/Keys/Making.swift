import ArgumentParser
import SecretCore

extension Keys {
    struct Add: AnsweringCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Make a key of a new mnemonic.",
            discussion: """
                The mnemonic is printed once and kept nowhere: who has it has the key. The key \
                itself is kept in a file that the passphrase seals.
                """)
        static let examples = [
            "secretctl keys add alice",
            "secretctl keys add alice --words 12 --passphrase-file pass.txt --json",
        ]

        @Argument(help: "Name of the new key.") var name: String
        @Option(help: ArgumentHelp("Words of the mnemonic: 12 or 24.", valueName: "n"))
        var words = 24
        @OptionGroup(title: "Wallet options") var wallet: WalletOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) throws -> KeyOutcome {
            try tools.keys.add(
                name, words: words, at: wallet.derivation, from: passphrase.source,
                by: change.consent)
        }
    }

    struct Recover: AnsweringCommand {
        static let configuration = CommandConfiguration(
            commandName: "recover",
            abstract: "Keep a key of a mnemonic that you have.",
            discussion: "Without --mnemonic-file the words are asked for, and not shown.")
        static let examples = [
            "secretctl keys recover alice",
            "secretctl keys recover alice --mnemonic-file words.txt --passphrase-file pass.txt",
            "secretctl keys recover ledger --mnemonic-file words.txt --coin-type 118",
        ]

        @Argument(help: "Name of the key.") var name: String
        @Option(
            name: .customLong("mnemonic-file"),
            help: ArgumentHelp("File with the words.", valueName: "file"), completion: .file())
        var mnemonicFile: String?
        @OptionGroup(title: "Wallet options") var wallet: WalletOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) throws -> KeyOutcome {
            try tools.keys.recover(
                name, mnemonicFile: mnemonicFile, at: wallet.derivation, from: passphrase.source,
                by: change.consent)
        }
    }

    struct Multisig: AnsweringCommand {
        static let configuration = CommandConfiguration(
            commandName: "multisig",
            abstract: "Put keys together to one that needs several signatures.",
            discussion: """
                Members are names of keys, or public keys as hex, base64 or JSON. They are put in \
                the order of their addresses, as secretcli does, unless --no-sort is given; the \
                order decides the address.
                """)
        static let examples = [
            "secretctl keys multisig treasury --threshold 2 alice bob carol",
            "secretctl keys multisig treasury --threshold 2 --keys alice,bob,carol",
            "secretctl keys multisig treasury --threshold 1 alice 02ee0fa7… --no-sort",
        ]

        @Argument(help: "Name of the new key.") var name: String
        @Argument(help: "Names of keys, or public keys.") var members: [String] = []
        @Option(help: ArgumentHelp("The same as one list.", valueName: "a,b,c"))
        var keys: String?
        @Option(help: ArgumentHelp("Signatures that are needed.", valueName: "n"))
        var threshold: UInt32
        @Flag(
            name: [.customLong("no-sort"), .customLong("nosort")],
            help: "Keep the members in the order given.")
        var noSort = false
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func validate() throws {
            guard members.isEmpty != (keys == nil) else {
                throw ValidationError("name the members one by one, or with --keys")
            }
        }

        private var listed: [String] { keys?.split(separator: ",").map(String.init) ?? [] }

        func answer(with tools: Toolbox) throws -> KeyOutcome {
            try tools.keys.multisig(
                name, threshold: threshold, members: members + listed, isSorted: !noSort,
                by: change.consent)
        }
    }
}
