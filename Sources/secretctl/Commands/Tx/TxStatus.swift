import ArgumentParser
import SecretCore

struct TxStatus: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Say what became of a transaction.",
        discussion: "Exit 0: in a block, done. 7: in a block, failed. 8: not yet. 3: unknown.")
    static let examples = ["secretctl tx status 4AF55E20FB8FBCC1F29C8F3C4902504E14CC9CB6…"]

    @Argument(help: ArgumentHelp("The transaction's hash.", valueName: "hash"))
    var hash: String

    @OptionGroup(title: "Chain options") var chain: ChainOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) async throws -> Receipt {
        try await tools.transactions.status(of: hash)
    }
}
