import ArgumentParser
import SecretCore

struct Send: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        abstract: "Send SCRT to an address.",
        discussion: "The transaction's hash is printed before it is sent.")
    static let examples = [
        "secretctl send 2.5scrt --to secret1… --from alice",
        "secretctl send 1000uscrt --to secret1… --from alice --dry-run",
        "secretctl send 1scrt --to secret1… --from ops --passphrase-file /run/pass --yes --json",
    ]

    @Argument(
        help: ArgumentHelp("Amount with its unit, e.g. 5scrt.", valueName: "amount"),
        transform: { try Amount(parsing: $0) })
    var amount: Amount

    @Option(
        help: ArgumentHelp("Address of the receiver.", valueName: "address"),
        transform: { try Address($0) })
    var to: Address

    @OptionGroup(title: "Signing options") var signing: SigningOptions
    @OptionGroup(title: "Chain options") var chain: ChainOptions
    @OptionGroup(title: "Change options") var change: ChangeOptions
    @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) async throws -> TransactionReply {
        try await tools.bank.send(amount, to: to, by: signing.order(change, passphrase))
    }
}
