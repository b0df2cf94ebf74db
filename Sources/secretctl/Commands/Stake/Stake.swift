import ArgumentParser

/// Collateral. The bare group delegates: `stake 10scrt --to VALIDATOR --from KEY`.
struct Stake: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stake",
        abstract: "Stake SCRT as collateral, take it back, collect what it earns.",
        subcommands: [
            Delegate.self, Undelegate.self, Redelegate.self, CancelUnbonding.self, Claim.self,
            Compound.self, StakeRewards.self, AutoRestake.self, StakeStatusCommand.self,
        ],
        defaultSubcommand: Delegate.self)
}
