import ArgumentParser
import SecretCore

extension Keys {
    struct Rename: AnsweringCommand {
        static let configuration = CommandConfiguration(
            commandName: "rename",
            abstract: "Give a key another name.",
            discussion: "A key that signs needs its passphrase: its name is sealed with it.")
        static let examples = ["secretctl keys rename alice treasurer"]

        @Argument(help: "Name of the key.") var name: String
        @Argument(help: "Its new name.") var newName: String
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) throws -> KeyOutcome {
            try tools.keys.rename(
                name, to: newName, from: passphrase.source, by: change.consent)
        }
    }

    struct Delete: AnsweringCommand {
        static let configuration = CommandConfiguration(
            commandName: "delete",
            abstract: "Forget a key for ever.",
            discussion: "Its name must be typed once more, or given by --confirm.")
        static let examples = [
            "secretctl keys delete alice", "secretctl keys delete alice --confirm alice",
        ]

        @Argument(help: "Name of the key.") var name: String
        @OptionGroup(title: "Change options") var confirm: ConfirmOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) throws -> KeyOutcome {
            try tools.keys.delete(name, by: confirm.consent(with: change))
        }
    }

    struct Passwd: AnsweringCommand {
        static let configuration = CommandConfiguration(
            commandName: "passwd",
            abstract: "Seal a key under another passphrase.")
        static let examples = [
            "secretctl keys passwd alice",
            "secretctl keys passwd alice --passphrase-file old.txt --new-passphrase-file new.txt",
        ]

        @Argument(help: "Name of the key.") var name: String
        @Option(
            name: .customLong("new-passphrase-file"),
            help: ArgumentHelp("Read the new passphrase from this file.", valueName: "file"),
            completion: .file())
        var newPassphraseFile: String?
        @Option(
            name: .customLong("new-passphrase-fd"),
            help: ArgumentHelp(
                "Read the new passphrase from this file descriptor.", valueName: "n"))
        var newPassphraseDescriptor: Int32?
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) throws -> KeyOutcome {
            try tools.keys.changePassphrase(
                of: name, from: passphrase.source,
                to: PassphraseSource(
                    file: newPassphraseFile, descriptor: newPassphraseDescriptor),
                by: change.consent)
        }
    }
}
