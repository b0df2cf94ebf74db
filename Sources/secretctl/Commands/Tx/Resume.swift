import ArgumentParser
import SecretCore

struct Resume: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Find out what became of a transaction, and send it again if it was lost.",
        discussion: """
            Sends the very bytes that were signed here before, and never signs others. Without a \
            hash: every transaction of this chain whose end is not known. Exit 0: all are done. 6: \
            one will never be in a block, since another took its sequence; it cost nothing. 7: one \
            failed in its block. 8: one is open still. With --dry-run nothing is sent.
            """)
    static let examples = [
        "secretctl tx resume", "secretctl tx resume 4AF55E20FB8FBCC1F29C8F3C4902504E14CC9CB6…",
    ]

    @Argument(help: ArgumentHelp("The transaction's hash.", valueName: "hash"))
    var hash: String?

    @Option(
        help: ArgumentHelp("Seconds to wait for the block.", valueName: "seconds"))
    var wait = 60

    @OptionGroup(title: "Chain options") var chain: ChainOptions
    @OptionGroup(title: "Change options") var change: ChangeOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
        guard (1...86_400).contains(wait) else {
            throw ValidationError("--wait takes 1 to 86400 seconds")
        }
    }

    func answer(with tools: Toolbox) async throws -> ResumedTransactions {
        try await tools.transactions.resume(
            hash, waitSeconds: wait, isRehearsal: change.consent.isRehearsal)
    }
}
