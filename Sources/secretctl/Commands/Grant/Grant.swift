import ArgumentParser
import SecretCore

/// Rights of one account in another's name, and fees that one pays for another.
struct Grant: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant",
        abstract: "Let another key act for an account, as little as it needs.",
        subcommands: [GrantCron.self, GrantAuthz.self, GrantFees.self])
}

/// To or from whom.
struct GranteeArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("Address, or name of a key.", valueName: "grantee"))
    var grantee: String
}

struct GrantCron: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        commandName: "cron",
        abstract: "Give a key for cron what its jobs need and no more, in one transaction.",
        discussion: """
            Jobs: claim, compound, commission, vote, unjail. The key can then run those \
            commands with --grantor, and nothing else; its fees are paid up to --fee-limit. The \
            owner's key need not be on the machine. --revoke takes everything back.
            """)
    static let examples = [
        "secretctl grant cron cron --for compound,vote --validator 'My Validator' --from owner "
            + "--expires 1y --dry-run",
        "secretctl grant cron secret1… --for claim --from owner --expires 90d --fee-limit 5scrt",
        "secretctl grant cron cron --revoke --from owner",
    ]

    @Argument(help: ArgumentHelp("The key for cron: a name, or an address.", valueName: "key"))
    var key: String

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp(
            "Jobs: claim, compound, commission, vote, unjail.", valueName: "job,job…"),
        transform: { try Self.jobs($0) })
    var jobs: [CronJob]?

    @Option(
        help: ArgumentHelp(
            "With whom compound may delegate; may be given again.", valueName: "validator"),
        transform: { try ValidatorReference($0) })
    var validator: [ValidatorReference] = []

    @Option(
        help: ArgumentHelp(
            "What compound may delegate in all (default: no limit).", valueName: "amount"),
        transform: { try Amount(parsing: $0) })
    var max: Amount?

    @Option(
        name: .customLong("fee-limit"),
        help: ArgumentHelp("Fees that are paid in all (default: 10scrt).", valueName: "amount"),
        transform: { try Amount(parsing: $0) })
    var feeLimit: Amount?

    @Option(
        help: ArgumentHelp("When it ends: 90d, 1y, or 2027-01-31.", valueName: "when"),
        transform: { try GrantEnd(parsing: $0) })
    var expires: GrantEnd?

    @Flag(help: "Take back all that was granted to the key.")
    var revoke = false

    @OptionGroup(title: "Signing options") var signing: SigningOptions
    @OptionGroup(title: "Chain options") var chain: ChainOptions
    @OptionGroup(title: "Change options") var change: ChangeOptions
    @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
        guard revoke == (jobs == nil) else {
            throw ValidationError("give --for with jobs, or --revoke")
        }
        guard revoke || expires != nil else {
            throw ValidationError("--expires is needed: a key for cron is not for ever")
        }
    }

    private static func jobs(_ text: String) throws -> [CronJob] {
        var jobs: [CronJob] = []
        for word in text.split(separator: ",") {
            guard let job = CronJob(rawValue: String(word)) else {
                let known = CronJob.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("'\(word)' is no job; wanted some of \(known)")
            }
            if !jobs.contains(job) { jobs.append(job) }
        }
        guard !jobs.isEmpty else { throw ValidationError("--for names no job") }
        return jobs
    }

    func answer(with tools: Toolbox) async throws -> ChangeReply {
        let order = signing.order(change, passphrase)
        guard let jobs, let expires else {
            return try await tools.grants.revokeCron(from: key, by: order)
        }
        let grant = CronGrant(
            jobs: jobs, validators: validator, most: max,
            feesMax: feeLimit ?? Amount(uscrt: 10 * Amount.uscrtPerSCRT), end: expires)
        return try await tools.grants.giveCron(grant, to: key, by: order)
    }
}
