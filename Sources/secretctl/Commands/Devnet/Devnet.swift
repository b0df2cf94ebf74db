import ArgumentParser
import SecretCore

/// What only a local development node does.
struct Devnet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "devnet",
        abstract: "Change a local development node's state as no network would.",
        subcommands: [
            SetBalance.self, Silence.self, Restore.self, Jail.self, Mine.self, Warp.self,
        ])
}

extension Devnet {
    struct SetBalance: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "set-balance",
            abstract: "Have an account hold exactly these amounts, in any denomination.",
            discussion: """
                It happens in a block of its own, and the supply follows. Zero takes a \
                denomination away; those that are not named stay. Only a node of this program \
                on this machine does it.
                """)
        static let examples = [
            "secretctl devnet set-balance alice 1000scrt 100foo",
            "secretctl devnet set-balance secret1… 100denom,7uscrt --json",
        ]

        @Argument(
            help: ArgumentHelp("An address, or the name of a key.", valueName: "account"))
        var account: String

        @Argument(
            help: ArgumentHelp(
                "Amounts with their units, e.g. 5scrt or 100foo,7bar.", valueName: "amount"))
        var amounts: [String]

        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func validate() throws { _ = try Funds.entries(amounts) }

        func answer(with tools: Toolbox) async throws -> DevnetBalances {
            try await tools.devnet.setBalances(
                Funds.entries(amounts), of: account, by: change.consent)
        }
    }
}
