import ArgumentParser
import SecretCore

struct ContractBuild: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Make a contract of a folder of Swift files.",
        discussion: """
            Compiles every Swift file in the folder together with the library for contracts, \
            which this program carries, links them, and checks the module as the chain does. \
            The functions instantiate, execute, query, migrate, reply and sudo at the top level \
            of a file become what the chain may call. Needs a Swift toolchain, 6.3 or newer.
            """)
    static let examples = [
        "secretctl contract build counter",
        "secretctl contract build token --out token.wasm --json",
    ]

    @Argument(help: "Folder with the contract's Swift files.", completion: .directory)
    var folder: String
    @Option(
        help: "Where the module goes (default: FOLDER/NAME.wasm).", completion: .file())
    var out: String?
    @Option(help: "What host and contract speak: v1 or v0.10.")
    var interface: ContractInterface = .v1
    @Option(
        help: "Folder of the Swift toolchain (default: the one in PATH).", completion: .directory)
    var toolchain: String?
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) throws -> BuiltContract {
        try tools.contractBuilder.build(
            .init(
                folder: folder, output: out, interface: interface, toolchain: toolchain))
    }
}

extension ContractInterface: ExpressibleByArgument {}
