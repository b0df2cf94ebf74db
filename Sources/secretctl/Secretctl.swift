import ArgumentParser

/// The command tree's root. Each group names its verbs in `Commands/<Noun>/`.
struct Secretctl: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secretctl",
        abstract: "Keys, stakes, transactions and nodes of Secret Network.",
        discussion: """
            Start a development node with 'secretctl node run', make a key with \
            'secretctl keys add NAME', and read 'secretctl COMMAND --help': it begins \
            with examples.
            """,
        groupedSubcommands: [
            CommandGroup(name: "Keys", subcommands: [Keys.self]),
            CommandGroup(name: "Money", subcommands: [Send.self, Stake.self, Tx.self]),
            CommandGroup(
                name: "Operators", subcommands: [ValidatorGroup.self, Gov.self, Grant.self]),
            CommandGroup(name: "Contracts", subcommands: [Contract.self, Token.self]),
            CommandGroup(
                name: "Chain", subcommands: [Query.self, Node.self, Devnet.self, Network.self]),
            CommandGroup(name: "Enclaves", subcommands: [Enclave.self]),
            CommandGroup(
                name: "This program",
                subcommands: [Explain.self, Completions.self, Version.self, Documentation.self]),
        ])
}
