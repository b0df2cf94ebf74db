import ArgumentParser
import SecretCore

struct Batch: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: "Send many operations, in one transaction or in several.",
        discussion: """
            FILE holds operations: a JSON list, or one on each line. Each is a message in the \
            chain's JSON with its @type, or short: {"send":{"to":…,"amount":"5scrt"}}, and so \
            delegate, undelegate, redelegate, claim, vote, execute. In messages for contracts, \
            msg may be the contract's JSON itself: it is sealed, and the answer opened. In one \
            transaction all happen, or none. A batch that was stopped goes on when the same \
            command is given again, and what is done is not done twice.
            """)
    static let examples = [
        "secretctl tx batch messages.json --from alice",
        "secretctl tx batch payroll.jsonl --per-transaction 50 --from ops --yes",
        "secretctl tx batch payroll.jsonl --label 2026-12 --per-transaction 50 --from ops",
        "secretctl tx batch messages.json --from alice --dry-run --json",
    ]

    @Argument(
        help: ArgumentHelp("The operations; - is standard input.", valueName: "file"),
        completion: .file())
    var file: String

    @OptionGroup var parts: BatchOptions

    @Option(
        name: .customLong("seed-file"),
        help: ArgumentHelp(
            "Encryption seed instead of the account's: hex, or an id_tx_io.json.",
            valueName: "file"),
        completion: .file())
    var seedFile: String?

    @OptionGroup(title: "Signing options") var signing: SigningOptions
    @OptionGroup(title: "Chain options") var chain: ChainOptions
    @OptionGroup(title: "Change options") var change: ChangeOptions
    @OptionGroup(title: "Passphrase options") var passphrase: PassphraseOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) async throws -> BatchReply {
        try await tools.batches.send(
            parts.task(file, .operations, seedFile: seedFile),
            by: signing.order(change, passphrase))
    }
}

/// How many operations make a transaction, and what makes a batch this one.
struct BatchOptions: ParsableArguments {
    @Option(
        name: .customLong("per-transaction"),
        help: ArgumentHelp(
            "Operations a transaction (default: all in one).", valueName: "n"))
    var perTransaction: Int?

    @Option(
        help: ArgumentHelp(
            "Tells this batch from an earlier one with the same content.", valueName: "text"))
    var label = ""

    func validate() throws {
        if let perTransaction, !(1...1000).contains(perTransaction) {
            throw ValidationError("--per-transaction takes 1 to 1000")
        }
    }

    func task(
        _ file: String, _ format: BatchTask.Format, seedFile: String? = nil
    ) -> BatchTask {
        BatchTask(
            file: file, format: format, perTransaction: perTransaction, label: label,
            seedFile: seedFile)
    }
}
