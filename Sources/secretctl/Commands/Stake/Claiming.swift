import ArgumentParser
import SecretCore

/// Which rewards are meant.
struct HarvestOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Only what waits with this validator.", valueName: "validator"),
        transform: { try ValidatorReference($0) })
    var validator: ValidatorReference?

    @Flag(help: "What waits with all validators (default).")
    var all = false

    @Flag(help: "The commission of the account's own validator too.")
    var commission = false

    func validate() throws {
        guard validator == nil || !all else {
            throw ValidationError("give --validator or --all, not both")
        }
    }

    func order(least: Amount) -> HarvestOrder {
        HarvestOrder(
            validator: validator, withCommission: commission, leastUSCRT: least.uscrt)
    }
}

struct Claim: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim",
        abstract: "Collect rewards and commission.",
        discussion: """
            Made for cron: one run at a time, one transaction, and exit 0 with "done": false \
            where nothing waits.
            """)
    static let examples = [
        "secretctl stake claim --from alice",
        "secretctl stake claim --commission --from operator --min 10scrt",
        "secretctl stake claim --from cron --grantor alice --passphrase-file /run/pass --yes "
            + "--json",
    ]

    @OptionGroup var harvest: HarvestOptions

    @Option(
        help: ArgumentHelp(
            "Do nothing below this, in all (default: 1uscrt).", valueName: "amount"),
        transform: { try Amount(parsing: $0) })
    var min: Amount?

    @OptionGroup(title: "Signing options") var signing: SigningOptions
    @OptionGroup(title: "Grant options") var acting: ActingOptions
    @OptionGroup(title: "Chain options") var chain: ChainOptions
    @OptionGroup(title: "Change options") var change: ChangeOptions
    @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) async throws -> ChangeReply {
        try await tools.staking.claim(
            harvest.order(least: min ?? Amount(uscrt: 1)),
            by: acting.order(signing.order(change, passphrase)))
    }
}

struct Compound: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        commandName: "compound",
        abstract: "Collect rewards and delegate them again, in one transaction.",
        discussion: """
            Each validator's rewards go back to it; commission goes to the operator's own. Made \
            for cron: one run at a time, what an earlier run left open is settled first, and \
            exit 0 with "done": false where there is nothing to do. The account keeps --reserve \
            for later fees.
            """)
    static let examples = [
        "secretctl stake compound --from alice",
        "secretctl stake compound --from alice --min 5scrt --dry-run",
        "secretctl stake compound --from cron --grantor alice --passphrase-file /run/pass --yes "
            + "--json",
    ]

    @OptionGroup var harvest: HarvestOptions

    @Option(
        help: ArgumentHelp(
            "Do nothing where less would be delegated (default: 1scrt).", valueName: "amount"),
        transform: { try Amount(parsing: $0) })
    var min: Amount?

    @Option(
        help: ArgumentHelp(
            "Leave this much in hand for later fees (default: 1scrt).", valueName: "amount"),
        transform: { try Amount(parsing: $0) })
    var reserve: Amount?

    @OptionGroup(title: "Signing options") var signing: SigningOptions
    @OptionGroup(title: "Grant options") var acting: ActingOptions
    @OptionGroup(title: "Chain options") var chain: ChainOptions
    @OptionGroup(title: "Change options") var change: ChangeOptions
    @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) async throws -> ChangeReply {
        try await tools.staking.compound(
            harvest.order(least: min ?? Amount(uscrt: Amount.uscrtPerSCRT)),
            reserve: reserve ?? StakingService.reserveDefault,
            by: acting.order(signing.order(change, passphrase)))
    }
}
