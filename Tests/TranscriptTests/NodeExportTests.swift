import Foundation
import TestSupport
import Testing

@Suite("node export")
struct NodeExportTests {
    @Test("prints a genesis that begins behind the last block, or behind a chosen one")
    func exports() async throws {
        let node = try await LocalNode.start()
        let held = try await Binary.run(
            ["node", "export", "--home", node.home.path], home: node.home)
        #expect(held.status == 1 && held.stdout.isEmpty)
        #expect(node.stop() == 0)
        let home = node.home
        func export(_ words: String...) async throws -> Binary.Result {
            try await Binary.run(["node", "export", "--home", home.path] + words, home: home)
        }
        let text = try await export()
        #expect(text.status == 0 && text.stderr.isEmpty)
        let genesis = try JSONNode(parsing: text.stdout)
        #expect(genesis["chain_id"]?.string == "secretdev-1")
        #expect(genesis["initial_height"]?.string == "2")
        #expect(genesis["app_state"]?["staking"]?["exported"]?.bool == true)
        let chosen = try await export("--height", "1", "--json")
        #expect(chosen.status == 0)
        let answer = try chosen.answer()
        #expect(answer["schema"]?.string == "secretctl/node-export/v1")
        #expect(answer["initial_height"]?.integer == 2)
        #expect(answer["genesis"]?["chain_id"]?.string == "secretdev-1")
        #expect(try await export("--height", "999").status != 0)
        #expect(try await export("--height", "0").status == 2)
    }

    @Test("where there is no chain there is nothing to export: exit 3")
    func nothing() async throws {
        let home = try TemporaryHome()
        let result = try await Binary.run(
            ["node", "export", "--home", home.path, "--json"], home: home)
        #expect(result.status == 3 && result.stdout.isEmpty)
        #expect(try result.failure()["code"]?.string == "no_chain")
    }
}
