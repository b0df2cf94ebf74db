import ArgumentParser
import SecretCore

/// What a validator says of itself.
struct DescriptionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Name that people read, at most 70 bytes.", valueName: "name"))
    var moniker: String?

    @Option(help: ArgumentHelp("Keybase identity, 16 hex digits.", valueName: "text"))
    var identity: String?

    @Option(help: ArgumentHelp("Web address.", valueName: "url"))
    var website: String?

    @Option(
        name: .customLong("security-contact"),
        help: ArgumentHelp("Where to report what is wrong.", valueName: "text"))
    var securityContact: String?

    @Option(help: ArgumentHelp("More about it, at most 280 bytes.", valueName: "text"))
    var details: String?
}

/// Where the consensus key is.
struct ConsensusKeyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Consensus public key: the chain's or CometBFT's JSON, base64 or hex.",
            valueName: "key"))
    var pubkey: String?

    @Option(
        name: .customLong("node-home"),
        help: ArgumentHelp(
            "Take it from this node home's priv_validator_key.json.", valueName: "dir"),
        completion: .directory)
    var nodeHome: String?

    @Option(
        name: .customLong("node-rpc"),
        help: ArgumentHelp("Ask this node for its own, at its RPC address.", valueName: "url"))
    var nodeRPC: String?

    func validate() throws {
        guard [pubkey, nodeHome, nodeRPC].count(where: { $0 != nil }) == 1 else {
            throw ValidationError("give one of --pubkey, --node-home and --node-rpc")
        }
    }

    var source: ConsensusKeySource {
        if let pubkey { return .text(pubkey) }
        if let nodeHome { return .home(nodeHome) }
        return .rpc(nodeRPC ?? "")
    }
}

extension ValidatorGroup {
    struct Create: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "create",
            abstract: "Make the signer's account a validator.",
            discussion: """
                The plan shows the rank that it would have. The consensus key and the two limits \
                of the commission are for ever, so the moniker must be typed to confirm, or \
                given with --confirm; --yes is not enough.
                """)
        static let examples = [
            "secretctl validator create --moniker 'My Validator' --self-delegation 1000scrt "
                + "--commission 5% --commission-max 20% --commission-daily-max 1% "
                + "--node-home ~/.secretd --from operator --dry-run",
            "secretctl validator create --moniker mine --self-delegation 1000scrt --commission 0.05 "
                + "--commission-max 0.2 --commission-daily-max 0.01 --pubkey BASE64 "
                + "--from operator --confirm mine --json",
        ]

        @OptionGroup(title: "Description options") var text: DescriptionOptions
        @OptionGroup(title: "Consensus key options") var key: ConsensusKeyOptions

        @Option(
            name: .customLong("self-delegation"),
            help: ArgumentHelp("Own stake with its unit, e.g. 1000scrt.", valueName: "amount"),
            transform: { try Amount(parsing: $0) })
        var selfDelegation: Amount

        @Option(
            name: .customLong("min-self-delegation"),
            help: ArgumentHelp(
                "Jailed when the own stake falls below (default: 1uscrt).", valueName: "amount"),
            transform: { try Amount(parsing: $0) })
        var leastSelfDelegation: Amount?

        @Option(
            help: ArgumentHelp("Part of the rewards that is kept, e.g. 5%.", valueName: "part"),
            transform: { try Part.parse($0) })
        var commission: Dec

        @Option(
            name: .customLong("commission-max"),
            help: ArgumentHelp("It can never be more, for ever.", valueName: "part"),
            transform: { try Part.parse($0) })
        var commissionMax: Dec

        @Option(
            name: .customLong("commission-daily-max"),
            help: ArgumentHelp("It can never change more in a day, for ever.", valueName: "part"),
            transform: { try Part.parse($0) })
        var commissionDailyMax: Dec

        @OptionGroup(title: "Signing options") var signing: SigningOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Change options") var confirm: ConfirmOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func validate() throws {
            guard text.moniker?.isEmpty == false else {
                throw ValidationError("--moniker is needed")
            }
        }

        func answer(with tools: Toolbox) async throws -> ChangeReply {
            var new = NewValidator(
                moniker: text.moniker ?? "", selfDelegation: selfDelegation,
                commission: commission, commissionMax: commissionMax,
                commissionDailyMax: commissionDailyMax, consensusKey: key.source)
            new.identity = text.identity ?? ""
            new.website = text.website ?? ""
            new.securityContact = text.securityContact ?? ""
            new.details = text.details ?? ""
            if let leastSelfDelegation { new.leastSelfDelegation = leastSelfDelegation }
            var order = signing.order(change, passphrase)
            order.consent = confirm.consent(with: change)
            return try await tools.validators.create(new, by: order)
        }
    }

    struct Edit: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "edit",
            abstract: "Change what a validator says, its commission, its least own stake.",
            discussion: """
                What is not named stays. Commission changes once a day at most. The least own \
                stake can only be raised, so the moniker must be typed to confirm that, or given \
                with --confirm.
                """)
        static let examples = [
            "secretctl validator edit --website https://example.org --from operator",
            "secretctl validator edit --commission 6% --from operator --dry-run",
            "secretctl validator edit --min-self-delegation 500scrt --confirm 'My Validator' "
                + "--from operator",
        ]

        @OptionGroup(title: "Description options") var text: DescriptionOptions

        @Option(
            help: ArgumentHelp("Part of the rewards that is kept, e.g. 5%.", valueName: "part"),
            transform: { try Part.parse($0) })
        var commission: Dec?

        @Option(
            name: .customLong("min-self-delegation"),
            help: ArgumentHelp("Least own stake; only upwards.", valueName: "amount"),
            transform: { try Amount(parsing: $0) })
        var leastSelfDelegation: Amount?

        @OptionGroup(title: "Signing options") var signing: SigningOptions
        @OptionGroup(title: "Grant options") var acting: ActingOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Change options") var confirm: ConfirmOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ChangeReply {
            var edit = ValidatorEdit()
            edit.moniker = text.moniker
            edit.identity = text.identity
            edit.website = text.website
            edit.securityContact = text.securityContact
            edit.details = text.details
            edit.commission = commission
            edit.leastSelfDelegation = leastSelfDelegation
            var order = signing.order(change, passphrase)
            order.consent = confirm.consent(with: change)
            return try await tools.validators.edit(edit, by: acting.order(order))
        }
    }
}
