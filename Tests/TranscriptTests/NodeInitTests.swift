import Foundation
import TestSupport
import Testing

@Suite("node init")
struct NodeInitTests {
    private func run(_ home: TemporaryHome, _ words: [String]) async throws -> Binary.Result {
        try await Binary.run(["node", "init"] + words, home: home)
    }

    @Test("lays out homes, and says in JSON what they are")
    func json() async throws {
        let home = try TemporaryHome()
        let result = try await run(
            home,
            [
                "--engine", "cometbft", "--validators", "2", "--full-nodes", "1", "--base-port",
                "41000", "--block-time", "200ms", "--chain-id", "net-1", "--out", "net", "--json",
            ])
        #expect(result.status == 0 && result.stderr.isEmpty)
        let answer = try result.answer()
        #expect(answer["schema"]?.string == "secretctl/node-init/v1")
        #expect(answer["done"]?.bool == true && answer["chain_id"]?.string == "net-1")
        let nodes = try #require(answer["nodes"]?.array)
        #expect(nodes.map { $0["home"]?.string } == ["net/node0", "net/node1", "net/node2"])
        #expect(nodes.map { $0["role"]?.string } == ["validator", "validator", "full"])
        #expect(nodes[1]["p2p"]?.string == "tcp://127.0.0.1:41010")
        #expect(nodes[1]["rpc"]?.string == "http://127.0.0.1:41011")
        #expect(nodes[1]["abci"]?.string == "tcp://127.0.0.1:41012")
        #expect(nodes[1]["rest"]?.string == "http://127.0.0.1:41013")
        #expect(nodes[1]["grpc"]?.string == "127.0.0.1:41014")
        #expect(nodes[0]["faucet"]?.string == "http://127.0.0.1:41005")
        #expect(nodes[1]["faucet"] == .null)
        #expect(
            nodes[0]["operator"]?.string == "secretvaloper14aj08vd2ntty7dvskdmdu4zhf23mcwgtdvh6qt")
        for node in nodes {
            #expect(node["node_id"]?.string?.count == 40)
            #expect(node["validator_address"]?.string?.count == 40)
        }
        let key = try JSONNode(
            parsing: try home.read("net/node1/config/priv_validator_key.json"))
        #expect(key["address"] == nodes[1]["validator_address"])
        #expect(key["pub_key"]?["value"] == nodes[1]["consensus_pubkey"])
    }

    @Test("says as text what to run next, in 80 columns")
    func text() async throws {
        let home = try TemporaryHome()
        let result = try await run(home, ["--validators", "2", "--out", "net"])
        #expect(result.status == 0)
        #expect(result.stdout.hasPrefix("made 2 homes of chain secretdev-1 in net\n"))
        #expect(
            result.stdout.contains(
                "\n  secretctl node run --engine cometbft --home net/node0\n"))
        #expect(
            result.stdout.contains(
                "node0  validator  26656  26657  26658  1317  9090    5000\n"
                    + "node1  validator  26666  26667  26668  1327  9100       -\n"))
        for line in result.stdout.split(separator: "\n") { #expect(line.count <= 80) }
        // One answer holds no secret, nor does any file's name.
        let key = try JSONNode(
            parsing: try home.read("net/node0/config/priv_validator_key.json"))
        let secret = try #require(key["priv_key"]?["value"]?.string)
        #expect(!result.stdout.contains(secret))
    }

    @Test("rehearses without making anything")
    func rehearsal() async throws {
        let home = try TemporaryHome()
        let result = try await run(home, ["--out", "net", "--dry-run", "--json"])
        #expect(result.status == 0)
        let answer = try result.answer()
        #expect(answer["done"]?.bool == false)
        #expect(answer["nodes"]?[0]?["node_id"] == .null)
        #expect(answer["nodes"]?[0]?["rpc"]?.string == "http://127.0.0.1:26657")
        let text = try await run(home, ["--out", "net", "--dry-run"])
        #expect(text.stdout.hasPrefix("would make 1 home of chain secretdev-1 in net\n"))
        #expect(!text.stdout.contains("Next"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.path).isEmpty)
    }

    @Test("never replaces a home: a second time is exit 9, rehearsed or not")
    func again() async throws {
        let home = try TemporaryHome()
        #expect(try await run(home, ["--out", "net"]).status == 0)
        let before = try home.read("net/node0/config/node_key.json")
        for words in [[], ["--validators", "3"], ["--yes"], ["--dry-run"]] {
            let result = try await run(home, ["--out", "net", "--json"] + words)
            #expect(result.status == 9 && result.stdout.isEmpty)
            #expect(try result.failure()["code"]?.string == "home_taken")
        }
        #expect(try home.read("net/node0/config/node_key.json") == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.path) == ["net"])
    }

    @Test(
        "bad flags are exit 2, and make nothing",
        arguments: [
            [], ["--out", ""], ["--out", "net", "--engine", "embedded"],
            ["--out", "net", "--validators", "0"], ["--out", "net", "--validators", "101"],
            ["--out", "net", "--validators", "four"], ["--out", "net", "--full-nodes", "-1"],
            ["--out", "net", "--base-port", "65535"], ["--out", "net", "--base-port", "0"],
            ["--out", "net", "--validators", "2", "--base-port", "65525"],
            ["--out", "net", "--block-time", "instant"], ["--out", "net", "--block-time", "0s"],
            ["--out", "net", "--chain-id", "a b"], ["--out", "net", "--nodes", "3"], ["net"],
        ])
    func badFlags(_ words: [String]) async throws {
        let home = try TemporaryHome()
        let result = try await run(home, words)
        #expect(result.status == 2 && result.stdout.isEmpty && !result.stderr.isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.path).isEmpty)
    }

    @Test("a directory that cannot be written is exit 1, and says which")
    func unwritable() async throws {
        let home = try TemporaryHome()
        try home.write("", to: "file")
        let below = try await run(home, ["--out", "file/net", "--json"])
        #expect(below.status == 1)
        #expect(try below.failure()["code"]?.string == "home_unusable")
        #expect(try below.failure()["message"]?.string?.contains("file") == true)
        #expect(try await run(home, ["--out", "file"]).status == 1)
        // Root may write where others may not.
        guard geteuid() != 0 else { return }
        chmod(home.path, 0o500)
        defer { chmod(home.path, 0o700) }
        let result = try await run(home, ["--out", "net", "--json"])
        #expect(result.status == 1)
        #expect(try result.failure()["message"]?.string?.contains("Permission denied") == true)
    }
}
