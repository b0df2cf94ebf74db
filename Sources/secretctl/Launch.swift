import ArgumentParser
import SecretCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// From the process's start to its exit code.
@main
enum Launch {
    static func main() async {
        prepareProcess()
        let status = await run(Array(CommandLine.arguments.dropFirst()))
        exit(status.rawValue)
    }

    private static func prepareProcess() {
        Startup.harden()
        // A reader that goes away shows as EPIPE where we write, not as our death.
        signal(SIGPIPE, SIG_IGN)
        // A file that we open must never become the stdout of a script that closed it.
        holdPlace(of: STDIN_FILENO, O_RDONLY)
        holdPlace(of: STDOUT_FILENO, O_RDONLY)
        holdPlace(of: STDERR_FILENO, O_WRONLY)
    }

    private static func holdPlace(of descriptor: Int32, _ mode: Int32) {
        guard fcntl(descriptor, F_GETFD) < 0, errno == EBADF else { return }
        // The lowest free number is the closed one: those below it are open by now.
        _ = open("/dev/null", mode)
    }

    static func run(_ arguments: [String]) async -> ExitStatus {
        let path = CommandPath(arguments, root: Secretctl.self)
        var terminal = Terminal(
            writesJSON: asksForJSON(arguments), forbidsColour: arguments.contains("--no-color"),
            isVerbose: false)
        do {
            if let text = informalAnswer(path) {
                try terminal.writeAnswer(text)
                return .done
            }
            let command = try parse(path)
            guard let leaf = command as? any IllustratedCommand else {
                throw LaunchError.noVerb(path)
            }
            let settings = try settings(of: leaf)
            terminal = try self.terminal(for: leaf.global, settings: settings)
            let tools = Toolbox(
                settings: settings, prompts: Prompts(forbidden: leaf.global.noInput),
                notices: terminal)
            return try await perform(leaf, path: path, tools: tools, terminal: terminal)
        } catch LaunchError.answered(let text) {
            return Terminal.write(text + "\n", to: STDOUT_FILENO) == 0 ? .done : .failed
        } catch {
            let report = (error as? LaunchError)?.report ?? ErrorReport(error)
            report.write(to: terminal)
            return report.exit
        }
    }

    /// Help, for which nothing needs to be parsed.
    private static func informalAnswer(_ path: CommandPath) -> String? {
        guard path.unknownWord == nil else { return nil }
        if path.arguments == ["--version"] {
            return VersionAnswer().text(in: TextStyle(usesColour: false))
        }
        if path.asksForHelp || (path.commands.count == 1 && path.arguments.isEmpty) {
            return HelpText.text(for: path.commands[path.commands.count - 1])
        }
        return nil
    }

    private static func parse(_ path: CommandPath) throws -> any ParsableCommand {
        // Completion scripts ask the program for values by a request of the parser's own.
        let isRequest = path.arguments.first?.hasPrefix("---") ?? false
        guard isRequest || (path.unknownWord == nil && !path.lacksVerb) else {
            throw LaunchError.noVerb(path)
        }
        do {
            return try Secretctl.parseAsRoot(path.arguments)
        } catch {
            guard Secretctl.exitCode(for: error) != .success else {
                throw LaunchError.answered(Secretctl.message(for: error))
            }
            throw LaunchError.parsing(error, path)
        }
    }

    /// Read before parsing, because an error of parsing must know how to be written.
    private static func asksForJSON(_ arguments: [String]) -> Bool {
        let flags = arguments.prefix { $0 != "--" }
        return flags.contains("--json") || flags.contains("--output=json")
            || zip(flags, flags.dropFirst()).contains { $0 == "--output" && $1 == "json" }
            || (Environment.process()["SECRETCTL_OUTPUT"] == "json"
                && !flags.contains { $0.hasPrefix("--output") })
    }

    private static func settings(of command: any IllustratedCommand) throws -> Settings {
        var flags = (command as? any ChainCommand)?.chain.flags ?? [:]
        flags["output"] = command.global.json ? "json" : command.global.output?.rawValue
        return try Settings(
            home: command.global.home, flags: flags, environment: .process())
    }

    private static func terminal(
        for options: GlobalOptions, settings: Settings
    ) throws -> Terminal {
        Terminal(
            writesJSON: try settings.writesJSON(), forbidsColour: options.noColor,
            isVerbose: options.verbose)
    }

    private static func perform(
        _ command: any IllustratedCommand, path: CommandPath, tools: Toolbox, terminal: Terminal
    ) async throws -> ExitStatus {
        if let command = command as? any RunningCommand {
            try await command.run(with: tools, to: EventStream(terminal: terminal))
            return .done
        }
        guard let command = command as? any AnsweringCommand else {
            preconditionFailure(
                "a leaf answers or runs; the walk over the tree in the tests sees to it")
        }
        signal(SIGINT) { _ in _exit(ExitStatus.interrupted.rawValue) }
        let answer: any Answer = try await command.answer(with: tools)
        try terminal.write(answer, of: type(of: command), path: path)
        return answer.exit
    }
}

extension Terminal {
    /// The answer, under the schema that its command's words name.
    fileprivate func write(
        _ answer: any Answer, of command: any ParsableCommand.Type, path: CommandPath
    ) throws(TerminalError) {
        guard writesJSON else { return try writeAnswer(answer.text(in: style)) }
        var words = path.words
        // A bare group that stands for one of its verbs answers as that verb.
        if words.last != command._commandName { words.append(command._commandName) }
        let schema = "secretctl/\(words.joined(separator: "-"))/v\(answer.schemaVersion)"
        try writeAnswer(
            AnswerValue.object([.init("schema", .text(schema))])
                .merging(answer.fields).json)
    }
}

extension AnswerValue {
    /// Two objects' fields in one; a value that is no object becomes the field `value`.
    fileprivate func merging(_ other: AnswerValue) -> AnswerValue {
        guard case .object(let fields) = other else { return adding([Field("value", other)]) }
        return adding(fields)
    }
}

/// What can go wrong before a command runs.
private enum LaunchError: Error {
    case noVerb(CommandPath)
    case parsing(any Error, CommandPath)
    /// No error: the parser itself has answered.
    case answered(String)

    var report: ErrorReport {
        switch self {
        case .answered(let text):
            return ErrorReport(usage: text, hint: nil)
        case .parsing(let error, let path):
            return ErrorReport(parsing: error, path: path)
        case .noVerb(let path):
            let group = (["secretctl"] + path.words).joined(separator: " ")
            guard let word = path.unknownWord else {
                let verbs = path.commands[path.commands.count - 1].configuration.subcommands
                    .filter { $0.configuration.shouldDisplay }.map { $0._commandName }
                return ErrorReport(
                    usage: "'\(group)' needs a verb: \(verbs.joined(separator: ", "))",
                    hint: "see '\(group) --help'")
            }
            let kind = path.words.isEmpty ? "command" : "verb of '\(group)'"
            let hint = path.suggestion.map { "did you mean '\(group) \($0)'?" }
            return ErrorReport(
                usage: "unknown \(kind): '\(word)'", hint: hint ?? "see '\(group) --help'")
        }
    }
}
