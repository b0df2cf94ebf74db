import ArgumentParser
import SecretCore

extension Query {
    struct Proposals: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "proposals",
            abstract: "List the newest proposals.")
        static let examples = [
            "secretctl query proposals", "secretctl query proposals --status voting --json",
        ]

        @OptionGroup var which: ProposalListOptions
        @OptionGroup var whose: VoterOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ProposalList {
            try await tools.gov.list(which.status, countMax: which.limit, voter: whose.voter)
        }
    }

    struct Proposal: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "proposal",
            abstract: "Show one proposal.")
        static let examples = [
            "secretctl query proposal 12", "secretctl query proposal 12 --json",
        ]

        @OptionGroup var which: ProposalArgument
        @OptionGroup var whose: VoterOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ProposalDescription {
            try await tools.gov.show(which.id, voter: whose.voter)
        }
    }

    struct Contract: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "contract",
            abstract: "Show what the chain knows of a contract.",
            discussion: "To ask the contract itself: 'secretctl contract query'.")
        static let examples = [
            "secretctl query contract secret1…", "secretctl query contract secret1… --json",
        ]

        @Argument(
            help: ArgumentHelp("The contract's address.", valueName: "address"),
            transform: { try Address($0) })
        var address: Address
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ContractDescription {
            try await tools.contracts.info(of: address)
        }
    }

    struct Code: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "code",
            abstract: "Show stored code: hash, creator, contracts.")
        static let examples = ["secretctl query code 7", "secretctl query code 7 --json"]

        @Argument(help: ArgumentHelp("The code's number.", valueName: "id"))
        var id: UInt64
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> CodeDescription {
            try await tools.query.code(id)
        }
    }
}
