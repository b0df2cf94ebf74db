import ArgumentParser
import SecretCore

struct Sign: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Sign a transaction that another tool wrote; send nothing.",
        discussion: """
            FILE is what 'tx build' writes, which names chain, account number and sequence, or \
            the JSON of 'secretcli tx … --generate-only'. As text, the answer is the signed \
            transaction in base64, which 'tx broadcast -' reads. A transaction of a multisig \
            account is given back with one more signature, for the next member or 'tx combine'.
            """)
    static let examples = [
        "secretctl tx sign unsigned.json --from alice --offline > signed.txt",
        "secretctl tx sign treasury.json --from bob > treasury-bob.json",
        """
        secretctl tx sign unsigned.json --mnemonic-file words.txt --chain-id secret-4 \
        --account-number 7 --sequence 3 --offline
        """,
    ]

    @Argument(help: ArgumentHelp("The transaction's JSON; - is standard input."))
    var file: String

    @Option(help: ArgumentHelp("Key that signs: a name, or its address.", valueName: "key"))
    var from: String?

    @Option(
        name: .customLong("mnemonic-file"),
        help: ArgumentHelp("Sign with the key of the words in this file.", valueName: "file"),
        completion: .file())
    var mnemonicFile: String?

    @OptionGroup(title: "Derivation options") var derivation: DerivationOptions

    @Option(
        name: .customLong("account-number"),
        help: ArgumentHelp("The account's number (default: asked of the node).", valueName: "n"))
    var accountNumber: UInt64?

    @Option(help: ArgumentHelp("The sequence (default: asked of the node).", valueName: "n"))
    var sequence: UInt64?

    @Option(
        name: .customLong("sign-mode"),
        help: ArgumentHelp("How it is signed: direct or amino.", valueName: "mode"))
    var signMode = "direct"

    @Flag(help: "Ask no node for anything.")
    var offline = false

    @OptionGroup(title: "Chain options") var chain: ChainOptions
    @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
        guard (from == nil) != (mnemonicFile == nil) else {
            throw ValidationError("give one of --from and --mnemonic-file")
        }
        guard ["direct", "amino"].contains(signMode) else {
            throw ValidationError("--sign-mode takes direct or amino")
        }
    }

    func answer(with tools: Toolbox) async throws -> SigningReply {
        let key: SigningTask.Key =
            if let mnemonicFile {
                .phrase(
                    file: mnemonicFile, coinType: derivation.coinType,
                    account: derivation.account, index: derivation.index)
            } else {
                .keyring(name: from ?? "", passphrase.source)
            }
        return try await tools.transactions.signReply(
            SigningTask(
                file: file, key: key, mode: signMode, accountNumber: accountNumber,
                sequence: sequence, isOffline: offline))
    }
}
