import ArgumentParser
import SecretCore

extension Keys {
    struct List: AnsweringCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the keys.",
            discussion: "No passphrase is needed. A damaged key file is named, and the exit is 10.")
        static let examples = ["secretctl keys list", "secretctl keys list --json"]

        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) throws -> KeyList { try tools.keys.list() }
    }

    struct Show: AnsweringCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show one key; no passphrase is needed.")
        static let examples = [
            "secretctl keys show alice", "secretctl keys show alice --address",
            "secretctl keys show alice --bech val",
        ]

        /// The prefixes of one key's address.
        enum Role: String, ExpressibleByArgument, CaseIterable {
            case account = "acc"
            case validator = "val"
            case consensus = "cons"
        }

        @Argument(help: "Name of the key.") var name: String
        @Flag(help: "Print the address only.") var address = false
        @Flag(help: "Print the public key only, as the chain's JSON.") var pubkey = false
        @Option(
            help: ArgumentHelp("Print the address of this role only.", valueName: "acc|val|cons"))
        var bech: Role?
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func validate() throws {
            guard !(pubkey && (address || bech != nil)) else {
                throw ValidationError("--pubkey goes with neither --address nor --bech")
            }
        }

        private var focus: KeyAnswer.Focus? {
            if pubkey { return .publicKey }
            switch bech {
            case .account?: return .address
            case .validator?: return .validatorAddress
            case .consensus?: return .consensusAddress
            case nil: return address ? .address : nil
            }
        }

        func answer(with tools: Toolbox) throws -> KeyAnswer {
            try tools.keys.show(name, focus: focus)
        }
    }

    struct Inspect: AnsweringCommand {
        static let configuration = CommandConfiguration(
            commandName: "inspect",
            abstract: "Say what an address, a public key or a mnemonic stands for.",
            discussion: "Nothing is kept, and no key of yours is opened.")
        static let examples = [
            "secretctl keys inspect secret1ap26qrlp8mcq2pg6r47w43l0y8zkqm8a450s03",
            "secretctl keys inspect A07oJJ9n4TYTnD7ZStYyiPbB3kXOZvqIMkchGmmPRAzf",
            "secretctl keys inspect --mnemonic-file words.txt --coin-type 118",
        ]

        @Argument(help: "Address, or public key as hex, base64 or JSON.") var subject: String?
        @Option(
            name: .customLong("mnemonic-file"),
            help: ArgumentHelp("File with the words.", valueName: "file"), completion: .file())
        var mnemonicFile: String?
        @OptionGroup(title: "Wallet options") var wallet: WalletOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func validate() throws {
            guard (subject == nil) != (mnemonicFile == nil) else {
                throw ValidationError("give either an address or public key, or --mnemonic-file")
            }
        }

        func answer(with tools: Toolbox) throws -> KeyInspection {
            if let mnemonicFile {
                return try tools.keys.inspect(mnemonicFile: mnemonicFile, at: wallet.derivation)
            }
            return try tools.keys.inspect(subject ?? "")
        }
    }
}
