import ArgumentParser
import SecretCore

/// The command that the words of a command line name, found without parsing its options.
///
/// It answers what ArgumentParser's errors do not: which command was meant when parsing failed, and
/// what an unknown word may have been meant to be.
struct CommandPath {
    /// From the root to the deepest command that was named.
    let commands: [any ParsableCommand.Type]
    /// The words as ArgumentParser is to see them: options that stood before the first command
    /// word moved behind the last, where they are declared.
    let arguments: [String]
    /// A word where a command was wanted, but none has that name.
    let unknownWord: String?
    /// A group was named, and nothing after it.
    let lacksVerb: Bool
    let asksForHelp: Bool

    /// `keys add`; empty for the root.
    var words: [String] { commands.dropFirst().map { $0._commandName } }

    init(_ arguments: [String], root: any ParsableCommand.Type) {
        var rest = arguments[...]
        let early = Self.takeGlobals(&rest)
        let prefix = rest.first == "help" ? [] as [String] : []
        let isHelpCommand = rest.first == "help"
        if isHelpCommand { rest.removeFirst() }
        var commands: [any ParsableCommand.Type] = [root]
        var names = prefix
        while let word = rest.first, let next = Self.child(of: commands[commands.count - 1], word) {
            commands.append(next)
            names.append(word)
            rest.removeFirst()
        }
        let deepest = commands[commands.count - 1].configuration
        let isGroup = !deepest.subcommands.isEmpty && deepest.defaultSubcommand == nil
        let word = rest.first { $0 != "--" && !$0.hasPrefix("-") }
        self.commands = commands
        self.arguments = names + early + rest
        asksForHelp =
            isHelpCommand
            || rest.prefix { $0 != "--" }.contains { ["-h", "--help", "-help"].contains($0) }
        unknownWord = isGroup && (rest.first == word || isHelpCommand) ? word : nil
        lacksVerb = isGroup && word == nil && !asksForHelp
    }

    /// Takes options that every command has from the front of the line.
    private static func takeGlobals(_ rest: inout ArraySlice<String>) -> [String] {
        var taken: [String] = []
        while let word = rest.first {
            if ["--json", "--no-input", "--no-color", "--verbose", "-v"].contains(word)
                || word.hasPrefix("--output=") || word.hasPrefix("--home=")
            {
                taken.append(rest.removeFirst())
            } else if word == "--output" || word == "--home", rest.count > 1 {
                taken += [rest.removeFirst(), rest.removeFirst()]
            } else {
                break
            }
        }
        return taken
    }

    private static func child(
        of command: any ParsableCommand.Type, _ word: String
    ) -> (any ParsableCommand.Type)? {
        command.configuration.subcommands.first {
            $0._commandName == word || $0.configuration.aliases.contains(word)
        }
    }

    /// The verb nearest to the unknown word, if one is near enough to be a slip of the finger.
    var suggestion: String? {
        guard let unknownWord else { return nil }
        let names = commands[commands.count - 1].configuration.subcommands
            .filter { $0.configuration.shouldDisplay }.map { $0._commandName }
        let ranked = names.map { ($0, Self.distance(unknownWord, $0)) }
        guard let best = ranked.min(by: { $0.1 < $1.1 }) else { return nil }
        return best.1 <= max(1, min(unknownWord.count, best.0.count) / 3) + 1
            && best.1 < best.0.count ? best.0 : nil
    }

    /// Edits, and swaps of neighbours, that lead from one word to the other.
    static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.utf8), right = Array(right.utf8)
        guard left.count <= 64 else { return .max }
        var before: [Int] = []
        var previous = Array(0...right.count)
        for i in left.indices {
            var row = [i + 1]
            for j in right.indices {
                var cost = previous[j] + (left[i] == right[j] ? 0 : 1)
                cost = min(cost, previous[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    cost = min(cost, before[j - 1] + 1)
                }
                row.append(cost)
            }
            before = previous
            previous = row
        }
        return previous[right.count]
    }
}
