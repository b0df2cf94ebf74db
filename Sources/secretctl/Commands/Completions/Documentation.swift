import ArgumentParser
import SecretCore

/// Writes what is committed under `completions/` and `man/`; `make generate` calls it, and a test
/// compares its output with the committed files.
struct Documentation: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "documentation",
        abstract: "Print one of the generated files: completions/… or man/….", shouldDisplay: false)
    static let examples = [
        "secretctl documentation", "secretctl documentation man/secretctl.1",
    ]

    @Argument(help: "The file; without it, the names of all.") var file: String?
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) throws -> GeneratedFile {
        let files = Self.files()
        guard let file else {
            return GeneratedFile(name: "", text: files.map { $0.name + "\n" }.joined())
        }
        guard let found = files.first(where: { $0.name == file }) else {
            throw DocumentationError.unknownFile(file)
        }
        return GeneratedFile(name: found.name, text: found.text())
    }

    private static func files() -> [(name: String, text: () -> String)] {
        let shells = Shell.allCases.map { shell in
            ("completions/" + shell.fileName, { shell.script })
        }
        return shells + ManualPage.all.map { page in ("man/" + page.fileName, { page.text }) }
    }
}

/// A generated file's text.
struct GeneratedFile: Answer {
    let name: String
    let text: String

    var fields: AnswerValue { ["name": .text(name), "text": .text(text)] }

    func text(in style: TextStyle) -> String { String(text.dropLast()) }
}

enum DocumentationError: Failure {
    case unknownFile(String)

    var code: String { "unknown_file" }
    var exit: ExitStatus { .missing }
    var description: String {
        switch self {
        case .unknownFile(let name): "no generated file is named '\(name)'"
        }
    }
}
