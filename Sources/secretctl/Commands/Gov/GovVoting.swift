import ArgumentParser
import SecretCore

extension Gov {
    struct Vote: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "vote",
            abstract: "Vote on a proposal, or on all open ones by a policy.",
            discussion: """
                VOTE is yes, no, abstain or no_with_veto, or weights such as yes=0.7,no=0.3. \
                The same vote cast before is exit 0 with "done": false, so cron may repeat it. A \
                policy is a file of JSON: {"votes": {"12": "yes"}, "default": "abstain", \
                "min_time_left": "2h"}; all its votes go into one transaction.
                """)
        static let examples = [
            "secretctl gov vote 12 yes --from alice",
            "secretctl gov vote 12 yes=0.7,no=0.3 --from alice --dry-run",
            "secretctl gov vote --policy votes.json --from cron --grantor alice --yes --json",
        ]

        @Argument(help: ArgumentHelp("The proposal's number.", valueName: "id"))
        var id: UInt64?

        @Argument(
            help: ArgumentHelp(
                "yes, no, abstain, no_with_veto, or weights.", valueName: "vote"),
            transform: { try Ballot(parsing: $0) })
        var vote: Ballot?

        @Option(
            help: ArgumentHelp("Vote as this file says on all that is open.", valueName: "file"),
            completion: .file())
        var policy: String?

        @Option(
            name: .customLong("min-time-left"),
            help: ArgumentHelp(
                "Exit 10 without a vote where less time is left, e.g. 2h.", valueName: "span"),
            transform: { try Period.parse($0) })
        var leastTime: Int64?

        @OptionGroup(title: "Signing options") var signing: SigningOptions
        @OptionGroup(title: "Grant options") var acting: ActingOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func validate() throws {
            if policy != nil {
                guard id == nil, vote == nil, leastTime == nil else {
                    throw ValidationError("--policy says which proposals, how and until when")
                }
            } else {
                guard let id, id > 0, vote != nil else {
                    throw ValidationError("give a proposal's number and a vote, or --policy")
                }
            }
        }

        func answer(with tools: Toolbox) async throws -> ChangeReply {
            let order = acting.order(signing.order(change, passphrase))
            if let policy { return try await tools.gov.vote(policyFile: policy, by: order) }
            guard let id, let vote else {
                preconditionFailure("validate() has seen to both, or to a policy")
            }
            return try await tools.gov.vote(
                vote, on: id, leastSeconds: leastTime ?? 0, by: order)
        }
    }

    struct Deposit: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "deposit",
            abstract: "Add to a proposal's deposit, so that it can be voted on.")
        static let examples = [
            "secretctl gov deposit 12 100scrt --from alice",
            "secretctl gov deposit 12 100scrt --from alice --dry-run",
        ]

        @OptionGroup var which: ProposalArgument
        @Argument(
            help: ArgumentHelp("Amount with its unit, e.g. 100scrt.", valueName: "amount"),
            transform: { try Amount(parsing: $0) })
        var amount: Amount

        @OptionGroup(title: "Signing options") var signing: SigningOptions
        @OptionGroup(title: "Grant options") var acting: ActingOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ChangeReply {
            try await tools.gov.deposit(
                amount, on: which.id, by: acting.order(signing.order(change, passphrase)))
        }
    }

    struct Submit: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "submit",
            abstract: "Submit a proposal: a text from flags, or messages from a file.",
            discussion: """
                FILE is JSON as the network's own tool takes it: title, summary, messages with \
                @type, deposit, metadata, expedited. - is standard input. The plan says in plain \
                words what the messages would do.
                """)
        static let examples = [
            "secretctl gov submit proposal.json --from alice --dry-run",
            "secretctl gov submit proposal.json --deposit 100scrt --from alice",
            "secretctl gov submit --title 'Meet in May' --summary 'We meet.' --deposit 100scrt "
                + "--from alice",
        ]

        @Argument(
            help: ArgumentHelp("File with the proposal; - is standard input.", valueName: "file"),
            completion: .file())
        var file: String?

        @Option(help: ArgumentHelp("Title of a text.", valueName: "text"))
        var title: String?

        @Option(help: ArgumentHelp("The text itself.", valueName: "text"))
        var summary: String?

        @Option(help: ArgumentHelp("Where there is more to read.", valueName: "url"))
        var metadata: String?

        @Flag(help: "Voted on in the shorter time, with the higher hurdles.")
        var expedited = false

        @Option(
            help: ArgumentHelp("Deposit, instead of the file's.", valueName: "amount"),
            transform: { try Amount(parsing: $0) })
        var deposit: Amount?

        @OptionGroup(title: "Signing options") var signing: SigningOptions
        @OptionGroup(title: "Grant options") var acting: ActingOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func validate() throws {
            let hasText = title != nil || summary != nil || metadata != nil || expedited
            guard (file != nil) != hasText else {
                throw ValidationError("give a file, or --title and --summary")
            }
            if hasText, title?.isEmpty != false || summary?.isEmpty != false {
                throw ValidationError("a text needs --title and --summary")
            }
        }

        func answer(with tools: Toolbox) async throws -> ChangeReply {
            let draft =
                if let file {
                    try ProposalDraft(file: file)
                } else {
                    ProposalDraft(
                        title: title ?? "", summary: summary ?? "", metadata: metadata ?? "",
                        isExpedited: expedited)
                }
            return try await tools.gov.submit(
                draft, deposit: deposit, by: acting.order(signing.order(change, passphrase)))
        }
    }
}
