import ArgumentParser
import SecretCore

/// Validators, by those who operate them.
struct ValidatorGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validator",
        abstract: "Make a validator, change it, bring it back from jail.",
        subcommands: [Create.self, Edit.self, Unjail.self, Status.self, Commission.self])
}

/// Parts of one, on the command line.
enum Part {
    /// Reads `5%` or `0.05`. Throws for anything outside 0 to 1.
    static func parse(_ text: String) throws -> Dec {
        let isPercent = text.hasSuffix("%")
        let number = Dec(isPercent ? String(text.dropLast()) : text)
        guard let number, !number.isNegative,
            let part = isPercent ? try? number.dividedBy(100) : number, part <= .one
        else { throw ValidationError("'\(text)' is no part; wanted 5% or 0.05") }
        return part
    }
}

/// Which validator, where it may be left out.
struct ValidatorArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Operator address, moniker, or name of its key (default: the only key's).",
            valueName: "validator"), transform: { try ValidatorReference($0) })
    var validator: ValidatorReference?
}

extension ValidatorGroup {
    struct Status: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "status",
            abstract: "Show how a validator stands: rank, power, signing, engagement.",
            discussion: """
                'signing' says how many blocks of the window are missed, how many more would \
                jail, and in what time at the chain's measured pace.
                """)
        static let examples = [
            "secretctl validator status", "secretctl validator status 'My Validator' --json",
            "secretctl validator status secretvaloper1… --json "
                + "| jq .signing.slashing_budget.blocks_left",
        ]

        @OptionGroup var which: ValidatorArgument
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ValidatorStatus {
            try await tools.validators.status(of: which.validator)
        }
    }

    struct Commission: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "commission",
            abstract: "Show a validator's commission: rate, limits, what waits.",
            discussion: "'stake claim --commission' collects it, 'validator edit' changes it.")
        static let examples = [
            "secretctl validator commission", "secretctl validator commission operator --json",
        ]

        @OptionGroup var which: ValidatorArgument
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> CommissionStatus {
            try await tools.validators.commission(of: which.validator)
        }
    }

    struct Unjail: AnsweringCommand, ChainCommand {
        static let configuration = CommandConfiguration(
            commandName: "unjail",
            abstract: "Bring a validator back from jail.",
            discussion: """
                First looks whether it may come back: the jail's end, no double signing, enough \
                own stake, and a node that is not catching up. What stands in the way is exit \
                10, or 9 where it stands there for ever, and nothing is sent. --when-safe waits \
                for what time alone mends. Give --node with your validator's own node.
                """)
        static let examples = [
            "secretctl validator unjail --from operator --dry-run",
            "secretctl validator unjail --when-safe --from operator --yes",
            "secretctl validator unjail --when-safe --max-wait 2h --from operator --yes --json",
        ]

        @Flag(
            name: .customLong("when-safe"),
            help: "Wait for the jail's end and for the node to catch up.")
        var whenSafe = false

        @Option(
            name: .customLong("max-wait"),
            help: ArgumentHelp(
                "With --when-safe, give up after this (default: 1d).", valueName: "span"),
            transform: { try Period.parse($0) })
        var maxWait: Int64?

        @OptionGroup(title: "Signing options") var signing: SigningOptions
        @OptionGroup(title: "Grant options") var acting: ActingOptions
        @OptionGroup(title: "Chain options") var chain: ChainOptions
        @OptionGroup(title: "Change options") var change: ChangeOptions
        @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
        @OptionGroup(title: "Global options") var global: GlobalOptions

        func answer(with tools: Toolbox) async throws -> ChangeReply {
            try await tools.validators.unjail(
                patienceSeconds: whenSafe ? maxWait ?? 86_400 : 0,
                by: acting.order(signing.order(change, passphrase)))
        }
    }
}
