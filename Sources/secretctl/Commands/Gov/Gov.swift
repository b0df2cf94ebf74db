import ArgumentParser
import SecretCore

/// Proposals and votes.
struct Gov: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gov",
        abstract: "Read proposals in plain words, submit them, vote.",
        subcommands: [
            List.self, Show.self, Tally.self, Vote.self, Deposit.self, Submit.self,
        ])
}

extension ProposalStatus: ExpressibleByArgument {}

/// Which proposal.
struct ProposalArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("The proposal's number.", valueName: "id"))
    var id: UInt64

    func validate() throws {
        guard id > 0 else { throw ValidationError("proposals are numbered from 1") }
    }
}

/// Whose vote is shown.
struct VoterOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Show how this account has voted (default: the only key's).", valueName: "account"))
    var voter: String?
}

/// Which proposals are listed.
struct ProposalListOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only those that stand so.", valueName: "status"))
    var status: ProposalStatus?

    @Option(help: ArgumentHelp("At most so many, the newest (default: 20).", valueName: "n"))
    var limit: Int = 20

    func validate() throws {
        guard (1...1000).contains(limit) else {
            throw ValidationError("--limit takes 1 to 1000")
        }
    }
}

extension Gov {
    struct List: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the newest proposals, what they wait for, and your votes.")
        static let examples = [
            "secretctl gov list --status voting", "secretctl gov list --voter alice --json",
        ]

        @OptionGroup var which: ProposalListOptions
        @OptionGroup var whose: VoterOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ProposalList {
            try await tools.gov.list(which.status, countMax: which.limit, voter: whose.voter)
        }
    }

    struct Show: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show a proposal: what it does, when it ends, how it stands.")
        static let examples = [
            "secretctl gov show 12", "secretctl gov show 12 --voter alice --json",
        ]

        @OptionGroup var which: ProposalArgument
        @OptionGroup var whose: VoterOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ProposalDescription {
            try await tools.gov.show(which.id, voter: whose.voter)
        }
    }

    struct Tally: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "tally",
            abstract: "Show how the votes on a proposal stand.")
        static let examples = ["secretctl gov tally 12", "secretctl gov tally 12 --json"]

        @OptionGroup var which: ProposalArgument
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> TallyDescription {
            try await tools.gov.tally(which.id)
        }
    }
}
