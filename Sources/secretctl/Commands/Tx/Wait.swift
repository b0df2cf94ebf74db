import ArgumentParser
import SecretCore

struct Wait: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        commandName: "wait",
        abstract: "Wait until a transaction is in a block.",
        discussion: "Exit 0: done. 7: failed in its block. 8: in no block after that time.")
    static let examples = [
        "secretctl tx wait 4AF55E20FB8FBCC1F29C8F3C4902504E14CC9CB6… --seconds 30"
    ]

    @Argument(help: ArgumentHelp("The transaction's hash.", valueName: "hash"))
    var hash: String

    @Option(help: ArgumentHelp("How long to wait.", valueName: "n"))
    var seconds = 60

    @OptionGroup(title: "Chain options") var chain: ChainOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
        guard (1...86_400).contains(seconds) else {
            throw ValidationError("--seconds takes 1 to 86400")
        }
    }

    func answer(with tools: Toolbox) async throws -> Receipt {
        try await tools.transactions.wait(for: hash, seconds: seconds)
    }
}
