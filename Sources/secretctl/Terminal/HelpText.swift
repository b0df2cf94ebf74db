import ArgumentParser
import SecretCore

/// A command's help: examples first, because they answer the question at hand most often.
enum HelpText {
    static let columns = 80

    static func text(for command: any ParsableCommand.Type) -> String {
        let help = Secretctl.helpMessage(for: command, columns: columns)
        guard let leaf = command as? any IllustratedCommand.Type else { return help }
        return "EXAMPLES:\n" + leaf.examples.map { "  $ \($0)\n" }.joined() + "\n" + help
    }
}
