import ArgumentParser
import SecretCore

struct Redelegate: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        commandName: "redelegate",
        abstract: "Move collateral from one validator to another at once.",
        discussion: """
            It goes on earning. It cannot be moved on from there before the chain's unbonding \
            time is over.
            """)
    static let examples = [
        "secretctl stake redelegate 10scrt --src 'Old one' --dst 'New one' --from alice",
        "secretctl stake redelegate 10scrt --src secretvaloper1… --dst secretvaloper1… "
            + "--from alice --dry-run",
    ]

    @Argument(
        help: ArgumentHelp("Amount with its unit, e.g. 5scrt.", valueName: "amount"),
        transform: { try Amount(parsing: $0) })
    var amount: Amount

    @Option(
        help: ArgumentHelp("The validator that it leaves.", valueName: "validator"),
        transform: { try ValidatorReference($0) })
    var src: ValidatorReference

    @Option(
        help: ArgumentHelp("The validator that it goes to.", valueName: "validator"),
        transform: { try ValidatorReference($0) })
    var dst: ValidatorReference

    @OptionGroup(title: "Signing options") var signing: SigningOptions
    @OptionGroup(title: "Grant options") var acting: ActingOptions
    @OptionGroup(title: "Chain options") var chain: ChainOptions
    @OptionGroup(title: "Change options") var change: ChangeOptions
    @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) async throws -> ChangeReply {
        try await tools.staking.redelegate(
            amount, from: src, to: dst, by: acting.order(signing.order(change, passphrase)))
    }
}

struct CancelUnbonding: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel-unbonding",
        abstract: "Give collateral that is being taken back to its validator again.",
        discussion: "Without AMOUNT all of it. 'stake status' shows amounts and heights.")
    static let examples = [
        "secretctl stake cancel-unbonding --validator 'My Validator' --from alice",
        "secretctl stake cancel-unbonding 5scrt --validator secretvaloper1… --height 1200 "
            + "--from alice",
    ]

    @Argument(
        help: ArgumentHelp("Amount with its unit (default: all of it).", valueName: "amount"),
        transform: { try Amount(parsing: $0) })
    var amount: Amount?

    @Option(
        name: [.customLong("validator"), .customLong("to")],
        help: ArgumentHelp("The validator that it was taken from.", valueName: "validator"),
        transform: { try ValidatorReference($0) })
    var validator: ValidatorReference

    @Option(
        help: ArgumentHelp(
            "Block at which it began; needed where there are several.", valueName: "height"))
    var height: Int64?

    @OptionGroup(title: "Signing options") var signing: SigningOptions
    @OptionGroup(title: "Grant options") var acting: ActingOptions
    @OptionGroup(title: "Chain options") var chain: ChainOptions
    @OptionGroup(title: "Change options") var change: ChangeOptions
    @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) async throws -> ChangeReply {
        try await tools.staking.cancelUnbonding(
            amount, with: validator, begunAt: height,
            by: acting.order(signing.order(change, passphrase)))
    }
}
