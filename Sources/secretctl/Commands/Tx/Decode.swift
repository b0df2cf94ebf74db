import ArgumentParser
import SecretCore

struct Decode: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode",
        abstract: "Print a transaction as the chain's JSON.")
    static let examples = [
        "secretctl tx decode signed.json", "secretctl tx decode CpABCo0BChwvY29zbW9zLmJhbms…",
    ]

    @Argument(
        help: ArgumentHelp(
            "A file, - for standard input, or the transaction as base64 or hex.",
            valueName: "transaction"))
    var transaction: String

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) throws -> DecodedAnswer {
        try tools.transactions.decode(transaction)
    }
}
