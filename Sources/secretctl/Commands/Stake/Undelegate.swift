import ArgumentParser
import SecretCore

struct Undelegate: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        commandName: "undelegate",
        abstract: "Take collateral back from a validator.",
        discussion: """
            The amount comes free after the chain's unbonding time: see 'stake status'. Until \
            then 'stake cancel-unbonding' gives it back.
            """)
    static let examples = [
        "secretctl stake undelegate 10scrt --to secretvaloper1… --from alice",
        "secretctl stake undelegate 10scrt --validator 'My Validator' --from alice --dry-run",
    ]

    @Argument(
        help: ArgumentHelp("Amount with its unit, e.g. 5scrt.", valueName: "amount"),
        transform: { try Amount(parsing: $0) })
    var amount: Amount

    @Option(
        name: [.customLong("to"), .customLong("validator")],
        help: ArgumentHelp(
            "The validator: operator address, moniker, or name of its key.",
            valueName: "validator"), transform: { try ValidatorReference($0) })
    var validator: ValidatorReference

    @OptionGroup(title: "Signing options") var signing: SigningOptions
    @OptionGroup(title: "Grant options") var acting: ActingOptions
    @OptionGroup(title: "Chain options") var chain: ChainOptions
    @OptionGroup(title: "Change options") var change: ChangeOptions
    @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) async throws -> ChangeReply {
        try await tools.staking.undelegate(
            amount, from: validator, by: acting.order(signing.order(change, passphrase)))
    }
}
