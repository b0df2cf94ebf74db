import ArgumentParser
import SecretCore

struct Delegate: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        commandName: "delegate",
        abstract: "Delegate SCRT to a validator.",
        discussion: """
            VALIDATOR is an operator address, a moniker, or the name of the key that operates \
            it. --dry-run shows the validator's rank and stake behind it.
            """)
    static let examples = [
        "secretctl stake delegate 10scrt --to secretvaloper1… --from alice",
        "secretctl stake 10scrt --to 'My Validator' --from alice",
        "secretctl stake delegate 10scrt --to secretvaloper1… --from alice --dry-run",
    ]

    @Argument(
        help: ArgumentHelp("Amount with its unit, e.g. 5scrt.", valueName: "amount"),
        transform: { try Amount(parsing: $0) })
    var amount: Amount

    @Option(
        help: ArgumentHelp(
            "The validator: operator address, moniker, or name of its key.",
            valueName: "validator"), transform: { try ValidatorReference($0) })
    var to: ValidatorReference

    @OptionGroup(title: "Signing options") var signing: SigningOptions
    @OptionGroup(title: "Grant options") var acting: ActingOptions
    @OptionGroup(title: "Chain options") var chain: ChainOptions
    @OptionGroup(title: "Change options") var change: ChangeOptions
    @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) async throws -> ChangeReply {
        try await tools.staking.delegate(
            amount, to: to, by: acting.order(signing.order(change, passphrase)))
    }
}
