import ArgumentParser

/// Questions about the chain's state.
struct Query: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "Ask a chain about accounts, blocks, stakes, validators, proposals.",
        subcommands: [
            Account.self, Balance.self, Delegations.self, Unbonding.self, Rewards.self,
            Validators.self, Validator.self, Proposals.self, Proposal.self, Tx.self,
            Block.self, Params.self, Contract.self, Code.self,
        ])
}

/// Whose state is asked for.
struct AccountArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Address, or name of a key (default: the only key).", valueName: "account"))
    var account: String?
}
