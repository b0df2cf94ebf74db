import ArgumentParser
import SecretCore

/// The operator's keys.
struct Keys: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make, keep and look into keys.",
        subcommands: [
            Add.self, Recover.self, Import.self, Export.self, List.self, Show.self, Inspect.self,
            Rename.self, Delete.self, Passwd.self, Multisig.self,
        ])
}

/// Where in a wallet's tree a key hangs.
struct DerivationOptions: ParsableArguments {
    @Option(
        name: .customLong("coin-type"),
        help: ArgumentHelp("Coin type: 529, or 118 of older Ledger apps.", valueName: "n"))
    var coinType: UInt32 = 529

    @Option(help: ArgumentHelp("Account in the path.", valueName: "n"))
    var account: UInt32 = 0

    @Option(help: ArgumentHelp("Address index in the path.", valueName: "n"))
    var index: UInt32 = 0

    @Option(
        name: .customLong("bip39-passphrase-file"),
        help: ArgumentHelp("The mnemonic's own passphrase, if it has one.", valueName: "file"),
        completion: .file())
    var passphraseFile: String?

    var derivation: KeysService.Derivation {
        .init(
            coinType: coinType, account: account, index: index, passphraseFile: passphraseFile)
    }
}
