import ArgumentParser
import SecretCore

struct Undelegate: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take collateral back from a validator.",
        discussion: "The amount comes free after the chain's unbonding time: see 'stake status'.")
    static let examples = [
        "secretctl stake undelegate 10scrt --to secretvaloper1… --from alice"
    ]

    @Argument(
        help: ArgumentHelp("Amount with its unit, e.g. 5scrt.", valueName: "amount"),
        transform: { try Amount(parsing: $0) })
    var amount: Amount

    @Option(
        name: [.customLong("to"), .customLong("validator")],
        help: ArgumentHelp("Operator address of the validator.", valueName: "validator"),
        transform: { try ValidatorAddress($0) })
    var validator: ValidatorAddress

    @OptionGroup(title: "Signing options") var signing: SigningOptions
    @OptionGroup(title: "Chain options") var chain: ChainOptions
    @OptionGroup(title: "Change options") var change: ChangeOptions
    @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) async throws -> TransactionReply {
        try await tools.staking.undelegate(
            amount, from: validator, by: signing.order(change, passphrase))
    }
}
