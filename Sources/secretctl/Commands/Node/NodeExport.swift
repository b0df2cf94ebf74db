import ArgumentParser
import SecretCore

struct NodeExportCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print the genesis of a chain that goes on from the development node's.",
        discussion: """
            The genesis has every account, stake, reward and proposal as the block left them, and \
            begins at the next height. The node must not run meanwhile. Contracts are sealed to \
            their chain, so a state that has any cannot be exported.
            """)
    static let examples = [
        "secretctl node export > genesis.json", "secretctl node export --height 100 --json",
    ]

    @Option(help: ArgumentHelp("Height of the block (default: the last).", valueName: "height"))
    var height: Int64?

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
        guard height ?? 1 > 0 else { throw ValidationError("--height: 1 or more is wanted") }
    }

    func answer(with tools: Toolbox) throws -> NodeExport {
        try tools.node.exportGenesis(at: height)
    }
}
