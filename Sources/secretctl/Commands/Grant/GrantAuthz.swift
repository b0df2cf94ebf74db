import ArgumentParser
import SecretCore

struct GrantAuthz: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "authz",
        abstract: "Let an account send messages in another's name.",
        subcommands: [Give.self, Revoke.self, List.self])
}

extension GrantAuthz {
    struct Give: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "give",
            abstract: "Let an account send one kind of message in the signer's name.",
            discussion: """
                MESSAGE is a word such as claim, vote, delegate, undelegate, redelegate, send, \
                unjail, or a full type name. With --validator or --max a right to stake or to \
                pay is bounded. Rights with which an account can be emptied ask for the \
                grantee's address to be typed, or given with --confirm.
                """)
        static let examples = [
            "secretctl grant authz give secret1… --message vote --from alice --expires 1y",
            "secretctl grant authz give secret1… --message delegate --validator 'My Validator' "
                + "--max 100scrt --from alice --expires 90d",
            "secretctl grant authz give secret1… --message send --max 5scrt --to secret1… "
                + "--from alice --expires 30d --dry-run",
        ]

        @OptionGroup var whom: GranteeArgument

        @Option(
            help: ArgumentHelp("Which message it may send.", valueName: "message"),
            transform: { try MessageWord(parsing: $0) })
        var message: MessageWord

        @Option(
            help: ArgumentHelp(
                "For staking: only with this one; may be given again.", valueName: "validator"),
            transform: { try ValidatorReference($0) })
        var validator: [ValidatorReference] = []

        @Option(
            help: ArgumentHelp(
                "For staking and paying: so much in all.", valueName: "amount"),
            transform: { try Amount(parsing: $0) })
        var max: Amount?

        @Option(
            help: ArgumentHelp(
                "For paying: only to this account; may be given again.", valueName: "address"),
            transform: { try Address($0) })
        var to: [Address] = []

        @Option(
            help: ArgumentHelp(
                "When it ends: 90d, 1y, 2027-01-31, or never.", valueName: "when"),
            transform: { try GrantTerm.parse($0) })
        var expires: GrantTerm

        @OptionGroup(title: "Signing options") var signing: SigningOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Change options") var confirm: ConfirmOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ChangeReply {
            var right = GrantService.Right(message)
            right.validators = validator
            right.most = max
            right.receivers = to
            var order = signing.order(change, passphrase)
            order.consent = confirm.consent(with: change)
            return try await tools.grants.give(
                right, to: whom.grantee, until: expires.end, by: order)
        }
    }

    struct Revoke: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke",
            abstract: "Take rights back from an account.",
            discussion: "What it does not have is exit 0 with \"done\": false.")
        static let examples = [
            "secretctl grant authz revoke secret1… --message vote --from alice",
            "secretctl grant authz revoke cron --all --from alice",
        ]

        @OptionGroup var whom: GranteeArgument

        @Option(
            help: ArgumentHelp("Which message; may be given again.", valueName: "message"),
            transform: { try MessageWord(parsing: $0) })
        var message: [MessageWord] = []

        @Flag(help: "All that the signer has granted it.")
        var all = false

        @OptionGroup(title: "Signing options") var signing: SigningOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func validate() throws {
            guard message.isEmpty == all else {
                throw ValidationError("give --message, or --all")
            }
        }

        func answer(with tools: Toolbox) async throws -> ChangeReply {
            try await tools.grants.revoke(
                message, from: whom.grantee, by: signing.order(change, passphrase))
        }
    }

    struct List: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Show what an account lets others do, and what others let it do.")
        static let examples = [
            "secretctl grant authz list alice", "secretctl grant authz list secret1… --json",
        ]

        @OptionGroup var whose: AccountArgument
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> AuthorizationList {
            try await tools.grants.list(whose.account)
        }
    }
}

/// When a grant ends, or that it does not: that must be said.
struct GrantTerm: Sendable {
    let end: GrantEnd?

    static func parse(_ text: String) throws -> GrantTerm {
        GrantTerm(end: text == "never" ? nil : try GrantEnd(parsing: text))
    }
}
