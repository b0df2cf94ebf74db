import ArgumentParser
import SecretCore

struct Simulate: AnsweringCommand, ChainCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Say how much gas a transaction would use, and what it should offer.",
        discussion: """
            FILE is what 'tx build', 'tx sign' or 'secretcli --generate-only' writes. Nothing is \
            signed, sent or changed.
            """)
    static let examples = ["secretctl tx simulate unsigned.json --json"]

    @Argument(
        help: ArgumentHelp("The transaction; - is standard input.", valueName: "file"),
        completion: .file())
    var file: String

    @OptionGroup(title: "Chain options") var chain: ChainOptions
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) async throws -> SimulationAnswer {
        try await tools.transactions.simulate(file: file)
    }
}
