import ArgumentParser
import SecretCore

extension Contract {
    struct SetAdmin: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "set-admin",
            abstract: "Give the right to migrate a contract to another account.",
            discussion: "Only the present admin may.")
        static let examples = [
            "secretctl contract set-admin secret1… secret1… --from alice",
            "secretctl contract set-admin secret1… bob --from alice",
        ]

        @Argument(
            help: ArgumentHelp("The contract's address.", valueName: "contract"),
            transform: { try Address($0) })
        var contract: Address

        @Argument(
            help: ArgumentHelp(
                "The new admin: an address, or the name of a key.", valueName: "account"))
        var newAdmin: String?

        @Option(
            help: ArgumentHelp("The same as an option.", valueName: "account"))
        var admin: String?

        @OptionGroup(title: "Signing options") var signing: SigningOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func validate() throws {
            guard (newAdmin == nil) != (admin == nil) else {
                throw ValidationError("give the new admin, once")
            }
        }

        func answer(with tools: Toolbox) async throws -> TransactionReply {
            try await tools.contracts.setAdmin(
                tools.accountAddress(of: newAdmin ?? admin ?? ""), of: contract,
                by: signing.order(change, passphrase))
        }
    }

    struct ClearAdmin: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "clear-admin",
            abstract: "Take a contract's admin away for ever: nobody can migrate it again.",
            discussion: """
                At a terminal the contract's address is to be typed once more; scripts give \
                --confirm with it, or --yes.
                """)
        static let examples = [
            "secretctl contract clear-admin secret1… --from alice",
            "secretctl contract clear-admin secret1… --from alice --confirm secret1…",
        ]

        @Argument(
            help: ArgumentHelp("The contract's address.", valueName: "contract"),
            transform: { try Address($0) })
        var contract: Address

        @OptionGroup(title: "Signing options") var signing: SigningOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var confirm: ConfirmOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> TransactionReply {
            var order = signing.order(change, passphrase)
            order.consent = confirm.consent(with: change)
            return try await tools.contracts.clearAdmin(of: contract, by: order)
        }
    }
}
