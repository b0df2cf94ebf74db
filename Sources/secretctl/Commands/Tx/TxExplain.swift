import ArgumentParser
import SecretCore

struct ExplainTransaction: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say in plain words what a transaction does, before it is signed.",
        discussion: """
            Who pays what to whom, what cannot be undone, the fee, and who has to sign. Only a \
            hash that was not signed here is asked of the node. What is sealed stays so, and what \
            this program does not know is said to be unknown.
            """)
    static let examples = [
        "secretctl tx explain unsigned.json",
        "secretctl tx build send 5scrt --to secret1… --from alice | secretctl tx explain -",
        "secretctl tx explain 4AF55E20FB8FBCC1F29C8F3C4902504E14CC9CB6…",
    ]

    @Argument(
        help: ArgumentHelp(
            "A file, - for standard input, base64 or hex, or a hash.", valueName: "transaction"))
    var transaction: String

    @OptionGroup(title: "Chain options") var chain: ChainOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) async throws -> TransactionExplanation {
        try await tools.transactions.explain(transaction)
    }
}
