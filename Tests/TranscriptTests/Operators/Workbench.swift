import Foundation
import TestSupport
import Testing

/// A node of its own, and the wallet of the development node's account `a`.
struct Workbench: Sendable {
    let node: LocalNode
    let wallet: Wallet

    static func with(
        arguments: [String] = [], _ body: @escaping @Sendable (Workbench) async throws -> Void
    ) async throws {
        let wallet = try await Wallet()
        try await LocalNode.with(arguments: arguments) { node in
            try await body(Workbench(node: node, wallet: wallet))
        }
    }

    /// Runs a command against the node, with the wallet's home.
    func run(
        _ words: [String], stdin: Binary.Input = .none
    ) async throws -> Binary.Result {
        try await wallet.run(words + ["--node", node.rest], stdin: stdin)
    }

    /// A question's answer as JSON, which carries its schema; and as text, which fits 80 columns.
    func ask(_ words: String...) async throws -> JSONNode {
        let run = try await run(words + ["--json"])
        try #require(run.status == 0, "\(words): \(run)")
        let answer = try run.answer()
        #expect(answer["schema"]?.string?.hasPrefix("secretctl/\(words[0])-") == true)
        let text = try await self.run(words)
        #expect(text.status == 0, "\(text)")
        #expect(!text.stdout.isEmpty)
        for line in text.stdout.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        return answer
    }

    /// The answer to a change that is signed and sent, or found needless.
    func change(_ words: String...) async throws -> JSONNode {
        let run = try await run(words + wallet.signing + ["--json"])
        try #require(run.status == 0, "\(words): \(run)")
        #expect(run.stderr.isEmpty)
        let answer = try run.answer()
        #expect(answer["schema"]?.string?.hasPrefix("secretctl/\(words[0])-") == true)
        return answer
    }

    /// The failure of a change that must not come to a transaction.
    func refusal(_ words: [String], _ exit: Int32) async throws -> JSONNode {
        let before = try await sequence()
        let run = try await run(words + wallet.signing + ["--json"])
        #expect(run.status == exit, "\(words): \(run)")
        #expect(run.stdout.isEmpty)
        #expect(try await sequence() == before)
        return try run.failure()
    }

    /// How many transactions the wallet's account has sent.
    func sequence() async throws -> Int {
        let run = try await run(["query", "account", Wallet.address, "--json"])
        return try #require(run.answer()["sequence"]?.integer, "\(run)")
    }

    /// Height of the latest block.
    func height() async throws -> Int {
        try #require(try await run(["query", "block", "--json"]).answer()["height"]?.integer)
    }

    /// Pays somebody a little, so that there is a block more.
    func makeBlock() async throws {
        let run = try await run(["send", "1uscrt", "--to", Wallet.other] + wallet.signing)
        try #require(run.status == 0, "\(run)")
    }

    /// Paths below the wallet's home with their sizes.
    func tree() -> [String] {
        let files = FileManager.default.enumerator(atPath: wallet.home.path)
        return (files?.allObjects ?? []).map { "\($0)" }.sorted()
    }
}
