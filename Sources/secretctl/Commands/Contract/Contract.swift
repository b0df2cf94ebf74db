import ArgumentParser

/// Secret contracts.
struct Contract: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contract",
        abstract: "Build, store, make, run, ask and migrate secret contracts.",
        discussion: """
            Messages are sealed for the contract's code, and answers opened, with an encryption \
            key that is derived from the account's key as wallets do it.
            """,
        subcommands: [
            ContractBuild.self, Store.self, Instantiate.self, Execute.self, Query.self,
            Migrate.self, SetAdmin.self, ClearAdmin.self, Info.self, List.self, CodeHash.self,
            History.self,
        ])
}
