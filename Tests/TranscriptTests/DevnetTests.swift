import Foundation
import TestSupport
import Testing

@Suite("devnet silence, restore, jail, mine, warp")
struct DevnetTests {
    private static func json(_ node: LocalNode, _ words: String...) async throws -> JSONNode {
        let result = try await node.run(["devnet"] + words + ["--json"])
        try #require(result.status == 0, "\(words) \(result)")
        return try result.answer()
    }

    @Test("a network on one machine, from silence to recovery")
    func network() async throws {
        let arguments = ["--validators", "4", "--poet", "power", "--block-time", "manual"]
        try await LocalNode.with(arguments: arguments) { node in
            let silent = try await Self.json(node, "silence", "1", "--blocks", "20")
            #expect(silent["done"]?.bool == true && silent["moniker"]?.string == "validator-1")
            #expect(silent["blocks"]?.integer == 20)
            let mined = try await Self.json(node, "mine", "30")
            #expect(mined["height"]?.integer == 31)
            let restored = try await Self.json(
                node, "restore", try #require(silent["validator"]?.string))
            #expect(restored["height"]?.integer == 31)
            let jailed = try await Self.json(node, "jail", "validator-2")
            #expect(jailed["height"]?.integer == 32)
            let warped = try await Self.json(node, "warp", "21d")
            #expect(warped["seconds"]?.integer == 1_814_400)
            #expect(warped["height"]?.integer == 33)
            let text = try await node.run(["devnet", "mine", "1"])
            #expect(text.stdout.contains("height") && text.stdout.contains("34"))
            let dry = try await Self.json(node, "mine", "7", "--dry-run")
            #expect(dry["done"]?.bool == false)
            #expect(try await Self.json(node, "mine", "1")["height"]?.integer == 35)
        }
    }

    @Test("what is wrong is said, and the node goes on")
    func refusals() async throws {
        try await LocalNode.with(arguments: ["--validators", "2"]) { node in
            for (words, status) in [
                (["silence", "0"], Int32(2)), (["silence", "nobody"], 2), (["jail", "9"], 2),
                (["mine", "0"], 2), (["mine", "100001"], 2), (["mine", "x"], 2),
                (["warp", "1"], 2), (["warp", "11y"], 2), (["warp", "4000d"], 2),
                (["silence", "0", "--blocks", "0"], 2),
            ] {
                let result = try await node.run(["devnet"] + words)
                #expect(result.status == status, "\(words) \(result)")
            }
            #expect(try await Self.json(node, "mine", "3")["height"]?.integer == 4)
        }
    }

    @Test("another mode than the home's is exit 9 and names the way out; bad words are exit 2")
    func modes() async throws {
        let first = try await LocalNode.start(arguments: ["--poet", "observe"])
        #expect(first.stop() == 0)
        func run(_ words: String...) async throws -> Binary.Result {
            try await Binary.run(
                [
                    "node", "run", "--json", "--home", first.home.path, "--rest-address",
                    "127.0.0.1:0", "--rpc-address", "127.0.0.1:0", "--grpc-address",
                    "127.0.0.1:0", "--faucet-address", "127.0.0.1:0",
                ] + words, home: first.home)
        }
        for words in [["--poet", "power"], ["--validators", "2"]] {
            let other = try await run(words[0], words[1])
            #expect(other.status == 9 && other.stdout.isEmpty, "\(other)")
            #expect(try other.failure()["code"]?.string == "other_setting")
            #expect(other.stderr.contains("node reset"))
        }
        #expect(try await run("--poet", "on").status == 2)
        #expect(try await run("--validators", "0").status == 2)
        #expect(try await run("--validators", "33").status == 2)
        #expect(try await run("--engine", "cometbft", "--poet", "off").status == 2)
        let again = try await LocalNode.start(
            home: first.home, arguments: ["--poet", "observe", "--validators", "1"])
        #expect(again.stop() == 0)
    }
}
