import ArgumentParser
import SecretCore

struct Version: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "version",
        abstract: "Print the version of this program.")
    static let examples = ["secretctl version", "secretctl version --json"]

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) -> VersionAnswer { VersionAnswer() }
}
