import ArgumentParser
import SecretCore

/// A manual page in roff, one for the program and one for each of its groups.
struct ManualPage {
    let fileName: String
    /// Ends with a newline.
    let text: String

    /// The program's page first, then one for each command below it, as the help lists them.
    static var all: [ManualPage] {
        let root = CommandInfo.root()
        return [overview(root)] + root.visibleSubcommands.map(page)
    }

    private static func overview(_ root: CommandInfo) -> ManualPage {
        var roff = Roff(title: "secretctl")
        roff.section("NAME")
        roff.line("secretctl \\- " + Roff.escape(abstract(of: root)))
        roff.section("SYNOPSIS")
        roff.line(".B secretctl")
        roff.line(".I command")
        roff.line("[options]")
        roff.section("DESCRIPTION")
        roff.paragraph(root.discussion ?? "")
        roff.section("COMMANDS")
        for command in root.visibleSubcommands {
            let name = "secretctl-" + command.commandName
            roff.entry(".BR \(Roff.escape(name)) (1)", abstract(of: command))
        }
        for notes in Notes.all {
            roff.section(notes.title)
            roff.paragraph(notes.text)
            for (term, meaning) in notes.terms { roff.entry(".B " + Roff.escape(term), meaning) }
        }
        return ManualPage(fileName: "secretctl.1", text: roff.text)
    }

    private static func page(_ command: CommandInfo) -> ManualPage {
        let name = "secretctl-" + command.commandName
        var roff = Roff(title: name)
        roff.section("NAME")
        roff.line("\(Roff.escape(name)) \\- \(Roff.escape(abstract(of: command)))")
        let verbs = command.visibleSubcommands
        if verbs.isEmpty {
            roff.section("SYNOPSIS")
            describe(command, path: [command.commandName], in: &roff)
        } else {
            if let discussion = command.discussion, !discussion.isEmpty {
                roff.section("DESCRIPTION")
                roff.paragraph(discussion)
            }
            for verb in verbs {
                roff.section("secretctl \(command.commandName) \(verb.commandName)")
                roff.paragraph(verb.abstract ?? "")
                describe(verb, path: [command.commandName, verb.commandName], in: &roff)
            }
            if let verb = verbs.first {
                roff.section("GLOBAL OPTIONS")
                entries(verb.visibleArguments.filter { $0.title == globalTitle }, in: &roff)
            }
        }
        roff.section("SEE ALSO")
        roff.line(".BR secretctl (1)")
        return ManualPage(fileName: name + ".1", text: roff.text)
    }

    private static func describe(_ command: CommandInfo, path: [String], in roff: inout Roff) {
        let words = command.visibleArguments.filter(\.isPositional).map {
            ($0.isOptional ? "[\($0.spelling)]" : $0.spelling) + ($0.isRepeating ? "..." : "")
        }
        let needed = command.visibleArguments.filter { $0.kind == "option" && !$0.isOptional }
        roff.synopsis(
            (["secretctl"] + path + words + needed.map(\.spelling) + ["[options]"])
                .joined(separator: " "))
        if let discussion = command.discussion, !discussion.isEmpty { roff.paragraph(discussion) }
        let (type, _) = CommandPath.named(path)
        if let examples = (type as? any IllustratedCommand.Type)?.examples {
            roff.heading("Examples")
            roff.example(examples)
        }
        // Sections in the order of their first argument.
        var titles: [String] = []
        for argument in command.visibleArguments where !titles.contains(argument.title) {
            titles.append(argument.title)
        }
        // A group's page has these once, at its end.
        if path.count > 1 { titles.removeAll { $0 == globalTitle } }
        for title in titles {
            roff.heading(title)
            entries(command.visibleArguments.filter { $0.title == title }, in: &roff)
        }
    }

    private static let globalTitle = "Global options"

    private static func entries(_ arguments: [CommandInfo.Argument], in roff: inout Roff) {
        for argument in arguments {
            roff.entry(".B " + Roff.escape(argument.spelling), argument.explanation)
        }
    }

    /// The abstract as a phrase: without the full stop.
    private static func abstract(of command: CommandInfo) -> String {
        var text = command.abstract ?? ""
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }
}

extension CommandInfo.Argument {
    fileprivate var title: String { sectionTitle ?? (isPositional ? "Arguments" : "Options") }

    fileprivate var explanation: String {
        var text = abstract ?? ""
        if let allValues, !allValues.isEmpty {
            text += " One of: \(allValues.joined(separator: ", "))."
        }
        if let defaultValue, kind != "flag" { text += " Default: \(defaultValue)." }
        return text
    }
}

extension CommandPath {
    /// The command of these words, and whether all of them named one.
    static func named(_ words: [String]) -> (command: any ParsableCommand.Type, isWhole: Bool) {
        let path = CommandPath(words, root: Secretctl.self)
        return (path.commands[path.commands.count - 1], path.words == words)
    }
}

/// Writes the few requests of man(7) that the pages need.
private struct Roff {
    private(set) var text: String

    init(title: String) {
        let title = title.uppercased().replacing("-", with: "\\-")
        text = ".TH \(title) 1 \"\" \"secretctl \(VersionAnswer.version)\" \"Secret Network\"\n"
    }

    /// Backslashes and hyphens mean something to roff; so do a dot and an apostrophe in front.
    static func escape(_ text: String) -> String {
        let text = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
        return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
    }

    /// A line of roff as it is.
    mutating func line(_ line: String) { text += line + "\n" }

    mutating func section(_ title: String) { line(".SH \"\(Self.escape(title))\"") }

    mutating func heading(_ title: String) { line(".SS \"\(Self.escape(title))\"") }

    mutating func paragraph(_ words: String) {
        for part in words.split(separator: "\n\n") {
            line(".PP")
            for row in part.split(separator: "\n") { line(Self.escape(String(row))) }
        }
    }

    mutating func synopsis(_ words: String) {
        line(".PP")
        line(".B " + Self.escape(words))
    }

    mutating func example(_ lines: [String]) {
        line(".PP")
        line(".nf")
        for example in lines { line("$ " + Self.escape(example)) }
        line(".fi")
    }

    mutating func entry(_ term: String, _ meaning: String) {
        line(".TP")
        line(term)
        line(Self.escape(meaning.isEmpty ? " " : meaning))
    }
}
