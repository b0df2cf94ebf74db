import ArgumentParser
import SecretCore

/// A command whose help begins with examples: every leaf of the tree is one.
protocol IllustratedCommand: ParsableCommand {
    /// One to four command lines, the most usual first, each beginning with `secretctl`.
    static var examples: [String] { get }
    var global: GlobalOptions { get }
}

/// A command that asks one service and gives one answer.
///
/// It declares `@OptionGroup(title: "Global options") var global: GlobalOptions`, and is a
/// `ChainCommand` too where it talks to a chain. Printing, errors and exit codes are `Launch`'s.
protocol AnsweringCommand: IllustratedCommand {
    associatedtype Reply: Answer
    func answer(with tools: Toolbox) async throws -> Reply
}

/// A command that runs for long and says things as they happen, such as `node run`.
protocol RunningCommand: IllustratedCommand {
    /// Returns when the work is over; each event is one line on stdout as soon as it is emitted.
    func run(with tools: Toolbox, to stream: EventStream) async throws
}

/// A command that talks to a chain: `@OptionGroup(title: "Chain options") var chain: ChainOptions`.
protocol ChainCommand: IllustratedCommand {
    var chain: ChainOptions { get }
}

/// Where a running command's events go: a line of JSON each, or a line of text.
struct EventStream: Sendable {
    let terminal: Terminal

    /// Throws when stdout cannot be written.
    func emit(_ fields: AnswerValue, text: String) throws {
        try terminal.writeAnswer(terminal.writesJSON ? fields.json : text)
    }
}
