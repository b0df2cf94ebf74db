import ArgumentParser
import SecretCore

struct Broadcast: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        commandName: "broadcast",
        abstract: "Send a signed transaction, and wait for its block.",
        discussion: """
            FILE holds the JSON of 'tx sign', the chain's JSON of a signed transaction, base64 or \
            hex. The same transaction may be sent again: the chain takes it once.
            """)
    static let examples = [
        "secretctl tx broadcast signed.json",
        "secretctl tx sign unsigned.json --from alice | secretctl tx broadcast -",
        "secretctl tx broadcast signed.json --wait 0",
    ]

    @Argument(help: ArgumentHelp("The signed transaction; - is standard input."))
    var file: String

    @Option(
        help: ArgumentHelp(
            "Seconds to wait for the block; 0 does not wait.", valueName: "seconds"))
    var wait = 60

    @OptionGroup(title: "Chain options") var chain: ChainOptions
    @OptionGroup(title: "Change options") var change: ChangeOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
        guard (0...86_400).contains(wait) else {
            throw ValidationError("--wait takes 0 to 86400 seconds")
        }
    }

    func answer(with tools: Toolbox) async throws -> TransactionReply {
        try await tools.transactions.broadcast(
            file: file, waitSeconds: wait, consent: change.consent)
    }
}
