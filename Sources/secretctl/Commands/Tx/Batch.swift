import ArgumentParser
import SecretCore

struct Batch: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        abstract: "Send many messages in one transaction: all happen, or none.",
        discussion: """
            FILE holds a list of messages in the chain's JSON, each with its @type. In those for \
            contracts, msg may be the contract's JSON itself: it is sealed, and the answer opened.
            """)
    static let examples = [
        "secretctl tx batch messages.json --from alice",
        "secretctl tx batch messages.json --from alice --dry-run --json",
    ]

    @Argument(
        help: ArgumentHelp("The messages' JSON; - is standard input.", valueName: "file"),
        completion: .file())
    var file: String

    @Option(
        name: .customLong("seed-file"),
        help: ArgumentHelp(
            "Encryption seed instead of the account's: hex, or an id_tx_io.json.",
            valueName: "file"),
        completion: .file())
    var seedFile: String?

    @OptionGroup(title: "Signing options") var signing: SigningOptions
    @OptionGroup(title: "Chain options") var chain: ChainOptions
    @OptionGroup(title: "Change options") var change: ChangeOptions
    @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) async throws -> ContractReply {
        try await tools.contracts.batch(
            file, seedFile: seedFile, by: signing.order(change, passphrase))
    }
}
