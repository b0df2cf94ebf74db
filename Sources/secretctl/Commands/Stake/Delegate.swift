import ArgumentParser
import SecretCore

struct Delegate: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        abstract: "Delegate SCRT to a validator.")
    static let examples = [
        "secretctl stake delegate 10scrt --to secretvaloper1… --from alice",
        "secretctl stake 10scrt --to secretvaloper1… --from alice",
        "secretctl stake delegate 10scrt --to secretvaloper1… --from alice --dry-run",
    ]

    @Argument(
        help: ArgumentHelp("Amount with its unit, e.g. 5scrt.", valueName: "amount"),
        transform: { try Amount(parsing: $0) })
    var amount: Amount

    @Option(
        help: ArgumentHelp("Operator address of the validator.", valueName: "validator"),
        transform: { try ValidatorAddress($0) })
    var to: ValidatorAddress

    @OptionGroup(title: "Signing options") var signing: SigningOptions
    @OptionGroup(title: "Chain options") var chain: ChainOptions
    @OptionGroup(title: "Change options") var change: ChangeOptions
    @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) async throws -> TransactionReply {
        try await tools.staking.delegate(amount, to: to, by: signing.order(change, passphrase))
    }
}
