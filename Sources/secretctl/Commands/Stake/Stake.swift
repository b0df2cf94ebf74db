import ArgumentParser

/// Collateral. The bare group delegates: `stake 10scrt --to VALIDATOR --from KEY`.
struct Stake: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Stake SCRT as collateral, take it back, see how it stands.",
        subcommands: [Delegate.self, Undelegate.self, StakeStatusCommand.self],
        defaultSubcommand: Delegate.self)
}
