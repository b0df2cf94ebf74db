import ArgumentParser
import TestSupport
import Testing

@testable import secretctl

/// Cron gives no environment, no terminal, and sometimes no stdin at all: no command may wait for
/// what can never come.
struct ClosedInputTests {
    /// Commands that serve until they are stopped.
    static let serving: Set<String> = ["node run", "signer run", "watch", "metrics"]

    /// The words of every leaf.
    static func leaves(
        _ command: any ParsableCommand.Type = Secretctl.self, _ words: [String] = []
    ) -> [[String]] {
        let below = command.configuration.subcommands
        guard !below.isEmpty else { return [words] }
        return below.flatMap { leaves($0, words + [$0._commandName]) }
    }

    /// Enough arguments that a leaf begins with its work: what each of its flags wants is a word.
    private static func lines(_ words: [String]) -> [[String]] {
        [
            words, words + ["alice"], words + ["1scrt", "--to", Wallet.other, "--from", "alice"],
            words + ["-"], words + ["-", "--from", "alice"],
        ]
    }

    @Test("every command ends by itself with an empty environment and a closed stdin")
    func neverBlocks() async throws {
        let wallet = try await Wallet()
        let leaves = Self.leaves().filter { !Self.serving.contains($0.joined(separator: " ")) }
        #expect(leaves.count > 60)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for words in leaves {
                group.addTask {
                    for line in Self.lines(words) {
                        let result = try await Self.run(line, wallet)
                        #expect(
                            (0...10).contains(result.status),
                            "\(line.joined(separator: " ")) \(result)")
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Nothing in the environment, as `env -i` does it.
    private static func run(_ words: [String], _ wallet: Wallet) async throws -> Binary.Result {
        let takesNode = !["keys", "version", "completions"].contains(words[0])
        return try await Binary.run(
            program: Binary.path,
            words + ["--home", wallet.home.path]
                + (takesNode ? ["--node", "http://127.0.0.1:9"] : []),
            stdin: .closed, stdout: .captured, environment: [:], directory: wallet.home.path,
            timeout: 60)
    }

    @Test(
        "where something must be asked, the exit is 4 and the option is named",
        arguments: [
            (["send", "1scrt", "--to", Wallet.other, "--from", "alice"], "--yes"),
            (
                ["send", "1scrt", "--to", Wallet.other, "--from", "alice", "--yes"],
                "--passphrase-file"
            ),
            (
                ["stake", "1scrt", "--to", Wallet.validator, "--from", "alice", "--yes"],
                "--passphrase-file"
            ),
            (["keys", "add", "carol"], "--passphrase-file"),
            (["keys", "export", "alice"], "--confirm"),
        ])
    func asks(_ words: [String], _ option: String) async throws {
        let wallet = try await Wallet()
        let result = try await Self.run(words, wallet)
        #expect(result.status == 4, "\(result)")
        #expect(result.stderr.contains(option), "\(result)")
    }
}
