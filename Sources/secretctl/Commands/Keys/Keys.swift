import ArgumentParser
import SecretCore

/// The operator's keys.
struct Keys: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Make, keep and look into keys.",
        subcommands: [
            Add.self, Recover.self, Import.self, Export.self, List.self, Show.self, Inspect.self,
            Rename.self, Delete.self, Passwd.self, Multisig.self, EncryptionKey.self,
        ])
}

/// Where in a wallet's tree a key hangs, and the wallet's own passphrase.
struct WalletOptions: ParsableArguments {
    @OptionGroup var place: DerivationOptions

    @Option(
        name: .customLong("bip39-passphrase-file"),
        help: ArgumentHelp("The mnemonic's own passphrase, if it has one.", valueName: "file"),
        completion: .file())
    var passphraseFile: String?

    var derivation: KeysService.Derivation {
        .init(
            coinType: place.coinType, account: place.account, index: place.index,
            passphraseFile: passphraseFile)
    }
}
