import ArgumentParser
import SecretCore

/// A shell that completions can be written for.
enum Shell: String, ExpressibleByArgument, CaseIterable, Sendable {
    case bash, zsh, fish

    /// The script, as the shell reads it, with a newline at its end.
    var script: String {
        let shell: CompletionShell =
            switch self {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        let text = Secretctl.completionScript(for: shell)
        return text.hasSuffix("\n") ? text : text + "\n"
    }

    /// The file's customary name.
    var fileName: String {
        switch self {
        case .bash: "secretctl.bash"
        case .zsh: "_secretctl"
        case .fish: "secretctl.fish"
        }
    }
}

struct Completions: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Print the completion script of a shell.")
    static let examples = [
        "secretctl completions bash > ~/.local/share/bash-completion/completions/secretctl",
        "secretctl completions zsh > ~/.zfunc/_secretctl",
        "secretctl completions fish > ~/.config/fish/completions/secretctl.fish",
    ]

    @Argument(help: "The shell.") var shell: Shell
    @OptionGroup(title: "Global options") var global: GlobalOptions

    func answer(with tools: Toolbox) -> CompletionScript { CompletionScript(shell: shell) }
}

/// The script; as text it is the script and nothing else.
struct CompletionScript: Answer {
    let shell: Shell

    var fields: AnswerValue {
        ["shell": .text(shell.rawValue), "script": .text(shell.script)]
    }

    func text(in style: TextStyle) -> String { String(shell.script.dropLast()) }
}
