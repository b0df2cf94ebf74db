import ArgumentParser
import SecretCore

/// A command's help: examples first, because they answer the question at hand most often.
enum HelpText {
    static let columns = 80

    static func text(for command: any ParsableCommand.Type) -> String {
        let lines = Secretctl.helpMessage(for: command, columns: columns)
            .split(separator: "\n", omittingEmptySubsequences: false)
            .map { tidied(String($0)) }
        var sections = sections(of: lines)
        reorder(&sections)
        let help = sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
        guard let leaf = command as? any IllustratedCommand.Type else { return help }
        return "EXAMPLES:\n" + leaf.examples.map { "  $ \($0)\n" }.joined() + "\n" + help
    }

    private static func sections(of lines: [String]) -> [[String]] {
        lines.split(separator: "").map { Array($0) }
    }

    /// A command's own options come before those that it shares; `--help` joins the last of them.
    private static func reorder(_ sections: inout [[String]]) {
        guard let old = sections.firstIndex(where: { $0.first == "OPTIONS:" }),
            let global = sections.firstIndex(where: { $0.first == "GLOBAL OPTIONS:" }),
            let help = sections[old].firstIndex(where: { $0.contains("-h, --help") })
        else { return }
        sections[global] += sections[old][help...]
        let own = Array(sections[old][..<help])
        sections.remove(at: old)
        guard own.count > 1 else { return }
        let titles = sections.map { $0.first ?? "" }
        let before =
            titles.lastIndex(of: "ARGUMENTS:") ?? titles.lastIndex { $0.hasPrefix("USAGE:") }
        sections.insert(own, at: before.map { $0 + 1 } ?? 0)
    }

    /// The parser lists every option in the usage line and calls each group "… SUBCOMMANDS".
    private static func tidied(_ line: String) -> String {
        if line.hasSuffix(" SUBCOMMANDS:") {
            return String(line.dropLast(" SUBCOMMANDS:".count)) + ":"
        }
        guard line.hasPrefix("USAGE: ") else { return line }
        return wrapped(usage(line))
    }

    /// The usage without options, which have their own sections: `secretctl send <amount> [options]`.
    private static func usage(_ line: String) -> [Substring] {
        var words: [Substring] = []
        var hasOptions = false
        for word in parts(of: line) {
            if word.hasPrefix("[-") || word == "[<options>]" {
                hasOptions = true
            } else {
                words.append(word)
            }
        }
        return words + (hasOptions ? ["[options]"] : [])
    }

    /// Words, where what stands in brackets is one.
    private static func parts(of line: String) -> [Substring] {
        var parts: [Substring] = []
        var depth = 0
        var start = line.startIndex
        for index in line.indices {
            switch line[index] {
            case "[", "(": depth += 1
            case "]", ")": depth -= 1
            case " " where depth == 0:
                parts.append(line[start..<index])
                start = line.index(after: index)
            default: break
            }
        }
        return parts + [line[start...]]
    }

    private static func wrapped(_ words: [Substring]) -> String {
        var lines: [String] = []
        var line = ""
        for word in words {
            if !line.isEmpty, line.count + 1 + word.count > columns {
                lines.append(line)
                line = "      "
            }
            line += line.isEmpty ? word : " " + word
        }
        return (lines + [line]).joined(separator: "\n")
    }
}
