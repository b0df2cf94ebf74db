import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import secretctl

/// The whole command tree, walked.
struct HelpTests {
    /// Every leaf's words, hidden ones included.
    static let leaves: [[String]] = leaves(below: Secretctl.self, [])

    static func leaves(below command: any ParsableCommand.Type, _ words: [String]) -> [[String]] {
        let verbs = command.configuration.subcommands
        guard !verbs.isEmpty else { return [words] }
        return verbs.flatMap { leaves(below: $0, words + [$0._commandName]) }
    }

    @Test("every leaf answers or runs, and has what its options say", arguments: leaves)
    func conformance(_ words: [String]) throws {
        let (command, isWhole) = CommandPath.named(words)
        #expect(isWhole)
        #expect(command is any AnsweringCommand.Type || command is any RunningCommand.Type)
        let leaf = try #require(command as? any IllustratedCommand.Type)
        #expect((1...5).contains(leaf.examples.count))
        #expect(!leaf.configuration.abstract.isEmpty)
        #expect(leaf.configuration.abstract.hasSuffix("."))
        let options = Secretctl.helpMessage(for: command)
        #expect(options.contains("--json"))
        let talksToChain = options.contains("--chain-id <") && options.contains("--node <")
        #expect(talksToChain == (command is any ChainCommand.Type), "conform to ChainCommand")
    }

    @Test(
        "every leaf's help begins with an example of its own, and fits 80 columns",
        arguments: leaves)
    func examples(_ words: [String]) async throws {
        let run = try await Binary.run(words + ["--help"])
        #expect(run.status == 0)
        #expect(run.stderr == "")
        let lines = run.stdout.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "EXAMPLES:")
        #expect(lines[1].contains("secretctl " + words.joined(separator: " ")))
        for line in lines where !line.hasPrefix("  $ ") {
            #expect(line.count <= 80, "\(line)")
        }
        #expect(run.stdout.contains("--help"))
        #expect(run.stdout.contains("USAGE: secretctl " + words.joined(separator: " ")))
    }

    @Test(
        "the words of an example name the command that it illustrates, with options it has",
        arguments: leaves)
    func examplesAreOfTheirCommand(_ words: [String]) throws {
        let (command, _) = CommandPath.named(words)
        let leaf = try #require(command as? any IllustratedCommand.Type)
        let known = Secretctl.helpMessage(for: command, includeHidden: true)
        for example in leaf.examples {
            // Of a pipeline, the part that is the command's own.
            let own = try #require(
                example.split(separator: "|").last {
                    $0.contains("secretctl " + words[0])
                }, "\(example)")
            let parts = own.split(separator: " ").map(String.init)
            let start = try #require(parts.firstIndex(of: "secretctl"), "\(example)")
            let path = CommandPath(Array(parts[(start + 1)...]), root: Secretctl.self)
            #expect(path.unknownWord == nil, "\(example)")
            for part in parts where part.hasPrefix("--") {
                let isKnown = known.contains(part.prefix { $0 != "=" })
                #expect(isKnown, "\(example): no option \(part)")
            }
        }
    }

    @Test(
        "suggestions are for slips of the finger only",
        arguments: [
            ("versoin", "version"), ("netwok", "network"), ("qurey", "query"), ("xyz", nil),
            ("completely-else", nil),
        ] as [(String, String?)])
    func suggestions(_ word: String, _ meant: String?) {
        #expect(CommandPath([word], root: Secretctl.self).suggestion == meant)
    }
}

/// What is committed under completions/ and man/.
struct DocumentationTests {
    @Test("completions and manual pages are those of the commands: make generate writes them")
    func isCurrent() async throws {
        let names = try await Binary.run(["documentation"]).stdout.split(separator: "\n")
        #expect(names.count > 5)
        let root = Vectors.folder.deletingLastPathComponent().deletingLastPathComponent()
        for name in names.map(String.init) {
            let run = try await Binary.run(["documentation", name])
            let committed = try? String(contentsOf: root.appending(path: name), encoding: .utf8)
            let isCurrent = committed == run.stdout
            #expect(isCurrent, "\(name) is not what the commands say")
        }
    }

    @Test("completions are for three shells, and for no other")
    func completions() async throws {
        for shell in ["bash", "zsh", "fish"] {
            let run = try await Binary.run(["completions", shell])
            #expect(run.status == 0)
            #expect(run.stdout.contains("secretctl"))
            let json = try await Binary.run(["completions", shell, "--json"]).answer()
            #expect(json["script"]?.string == run.stdout)
        }
        #expect(try await Binary.run(["completions", "tcsh"]).status == 2)
        #expect(try await Binary.run(["completions"]).status == 2)
    }

    @Test("bash takes the completion script")
    func bashTakesIt() async throws {
        let home = try TemporaryHome()
        let script = try await Binary.run(["completions", "bash"]).stdout
        let path = try home.write(script, to: "secretctl.bash")
        let run = try await Binary.run(
            program: "/bin/bash", ["-n", path], stdin: .none, stdout: .captured,
            environment: [:], directory: home.path, timeout: 20)
        #expect(run.status == 0, "\(run)")
    }
}
