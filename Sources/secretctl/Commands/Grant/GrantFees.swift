import ArgumentParser
import SecretCore

struct GrantFees: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feegrant",
        abstract: "Pay the fees of another account.",
        subcommands: [Give.self, Revoke.self, List.self])
}

extension GrantFees {
    struct Give: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "give",
            abstract: "Pay an account's fees, up to a limit.",
            discussion: "What was granted to it before is replaced.")
        static let examples = [
            "secretctl grant feegrant give secret1… --limit 5scrt --expires 90d --from alice",
            "secretctl grant feegrant give cron --limit 5scrt --expires 1y --message act "
                + "--from alice --dry-run",
        ]

        @OptionGroup var whom: GranteeArgument

        @Option(
            help: ArgumentHelp("So much in all (default: no limit).", valueName: "amount"),
            transform: { try Amount(parsing: $0) })
        var limit: Amount?

        @Option(
            help: ArgumentHelp(
                "Only for transactions of these; may be given again.", valueName: "message"),
            transform: { try MessageWord(parsing: $0) })
        var message: [MessageWord] = []

        @Option(
            help: ArgumentHelp(
                "When it ends: 90d, 1y, 2027-01-31, or never.", valueName: "when"),
            transform: { try GrantTerm.parse($0) })
        var expires: GrantTerm

        @OptionGroup(title: "Signing options") var signing: SigningOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ChangeReply {
            try await tools.grants.giveFees(
                to: whom.grantee, most: limit, until: expires.end, only: message,
                by: signing.order(change, passphrase))
        }
    }

    struct Revoke: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke",
            abstract: "Pay no more fees of an account.",
            discussion: "Where none are paid it is exit 0 with \"done\": false.")
        static let examples = ["secretctl grant feegrant revoke secret1… --from alice"]

        @OptionGroup var whom: GranteeArgument
        @OptionGroup(title: "Signing options") var signing: SigningOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ChangeReply {
            try await tools.grants.revokeFees(
                from: whom.grantee, by: signing.order(change, passphrase))
        }
    }

    struct List: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Show whose fees an account pays, and who pays its own.")
        static let examples = [
            "secretctl grant feegrant list alice", "secretctl grant feegrant list secret1… --json",
        ]

        @OptionGroup var whose: AccountArgument
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> AllowanceList {
            try await tools.grants.listFees(whose.account)
        }
    }
}
