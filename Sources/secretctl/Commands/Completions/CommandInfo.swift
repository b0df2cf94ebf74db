import ArgumentParser

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What ArgumentParser knows of a command, as its own dump says it.
struct CommandInfo: Decodable {
    let commandName: String
    let abstract: String?
    let discussion: String?
    let shouldDisplay: Bool?
    let subcommands: [CommandInfo]?
    let arguments: [Argument]?

    struct Argument: Decodable {
        let kind: String
        let shouldDisplay: Bool
        let sectionTitle: String?
        let isOptional: Bool
        let isRepeating: Bool
        let names: [Name]?
        let valueName: String?
        let defaultValue: String?
        let allValues: [String]?
        let abstract: String?

        var isPositional: Bool { kind == "positional" }

        /// `--output <format>`, `-v, --verbose`, `<name>`.
        var spelling: String {
            guard !isPositional else { return "<\(valueName ?? "value")>" }
            let names = (names ?? []).sorted { $0.name.count < $1.name.count }
                .map { $0.kind == "long" ? "--" + $0.name : "-" + $0.name }
            let value = kind == "option" ? " <\(valueName ?? "value")>" : ""
            return names.joined(separator: ", ") + value
        }
    }

    struct Name: Decodable {
        let kind: String
        let name: String
    }

    /// The whole tree.
    static func root() -> CommandInfo {
        struct Dump: Decodable { let command: CommandInfo }
        do {
            let json = Data(Secretctl._dumpHelp().utf8)
            return try JSONDecoder().decode(Dump.self, from: json).command
        } catch {
            preconditionFailure("the parser's own dump is JSON of the shape above: \(error)")
        }
    }

    /// Without what is hidden and the built-in `help`.
    var visibleSubcommands: [CommandInfo] {
        (subcommands ?? []).filter { $0.commandName != "help" && $0.shouldDisplay != false }
    }

    /// In the order of declaration, without what is hidden and `--help`.
    var visibleArguments: [Argument] {
        (arguments ?? []).filter {
            $0.shouldDisplay && !($0.names ?? []).contains { $0.name == "help" }
        }
    }
}
