import Foundation
import TestSupport
import Testing

@Suite("node run, status, health, reset")
struct NodeCommandTests {
    @Test("serves, says so in one line, and answers status and health")
    func serves() async throws {
        try await LocalNode.with { node in
            #expect(node.ready["event"]?.string == "ready")
            #expect(node.chainID == "secretdev-1")
            #expect(node.ready["height"]?.integer == 1)
            #expect(node.rpc.hasPrefix("http://127.0.0.1:") && !node.rpc.hasSuffix(":0"))
            #expect(node.grpc.hasPrefix("http://127.0.0.1:") && !node.grpc.hasSuffix(":0"))
            let status = try await node.run(["node", "status", "--json"])
            #expect(status.status == 0 && status.stderr.isEmpty)
            let answer = try status.answer()
            #expect(answer["schema"]?.string == "secretctl/node-status/v1")
            #expect(answer["chain_id"]?.string == "secretdev-1")
            #expect(answer["height"]?.integer == 1)
            #expect(answer["catching_up"]?.bool == false)
            #expect(answer["engine"]?.string == "embedded")
            #expect(answer["enclave"]?["mode"]?.string == "SIMULATED")
            #expect(answer["app_hash_hex"]?.string?.count == 64)
            let health = try await node.run(["node", "health", "--json"])
            #expect(health.status == 0)
            #expect(try health.answer()["healthy"]?.bool == true)
            let text = try await node.run(["node", "health"])
            #expect(text.stdout == "healthy: secretdev-1 at height 1\n")
        }
    }

    @Test("goes on where it stopped, and stops on either signal with exit 0")
    func restarts() async throws {
        let first = try await LocalNode.start()
        _ = try await faucet(first)
        #expect(first.stop(signal: SIGINT) == 0)
        let second = try await LocalNode.start(home: first.home)
        #expect(second.ready["height"]?.integer == 2)
        #expect(second.stop(signal: SIGTERM) == 0)
    }

    private func faucet(_ node: LocalNode) async throws -> String {
        let address = "secret1fc3fzy78ttp0lwuujw7e52rhspxn8uj52zfyne"
        let result = try await Binary.run(
            program: "/usr/bin/curl",
            ["-sf", "-m", "20", "\(node.faucet)/faucet?address=\(address)"], stdin: .none,
            stdout: .captured, environment: [:], directory: "/", timeout: 30)
        return try #require(try JSONNode(parsing: result.stdout)["txhash"]?.string)
    }

    @Test("a held home and a taken port are exit 1, and say what to do")
    func conflicts() async throws {
        try await LocalNode.with { node in
            let held = try await Binary.run(
                [
                    "node", "run", "--json", "--home", node.home.path, "--rest-address",
                    "127.0.0.1:0", "--rpc-address", "127.0.0.1:0", "--grpc-address",
                    "127.0.0.1:0", "--faucet-address", "127.0.0.1:0",
                ], home: node.home)
            #expect(held.status == 1 && held.stdout.isEmpty)
            #expect(try held.failure()["code"]?.string == "home_held")
            #expect(try held.failure()["message"]?.string?.contains("(pid ") == true)

            let reset = try await Binary.run(
                ["node", "reset", "--confirm", "secretdev-1", "--home", node.home.path],
                home: node.home)
            #expect(reset.status == 1 && reset.stderr.contains("holds the home"))

            let other = try TemporaryHome()
            let taken = String(node.rest.dropFirst("http://".count))
            let port = try await Binary.run(
                [
                    "node", "run", "--json", "--home", other.path, "--rest-address", taken,
                    "--rpc-address", "127.0.0.1:0", "--grpc-address", "127.0.0.1:0",
                    "--faucet-address", "127.0.0.1:0",
                ], home: other)
            #expect(port.status == 1 && port.stdout.isEmpty)
            #expect(try port.failure()["code"]?.string == "port_taken")
        }
    }

    @Test("reset asks for the chain's name, rehearses, and deletes")
    func reset() async throws {
        let node = try await LocalNode.start()
        #expect(node.stop() == 0)
        let home = node.home
        func reset(_ words: String...) async throws -> Binary.Result {
            try await Binary.run(["node", "reset", "--home", home.path] + words, home: home)
        }
        let unconfirmed = try await reset()
        #expect(unconfirmed.status == 4 && unconfirmed.stderr.contains("--confirm secretdev-1"))
        #expect(try await reset("--yes").status == 4)
        #expect(try await reset("--confirm", "secret-4").status == 2)
        let rehearsal = try await reset("--dry-run", "--json")
        #expect(rehearsal.status == 0)
        #expect(try rehearsal.answer()["done"]?.bool == false)
        let done = try await reset("--confirm", "secretdev-1", "--json")
        #expect(done.status == 0)
        #expect(try done.answer()["done"]?.bool == true)
        #expect(try await reset("--confirm", "secretdev-1").status == 3)
    }

    @Test(
        "bad flags are exit 2",
        arguments: [
            ["--rest-address", "1317"], ["--grpc-address", "9090"],
            ["--faucet-address", "localhost"],
            ["--block-time", "soon"], ["--engine", "raft"],
            ["--engine", "cometbft", "--block-time", "1s"],
            ["--application-only"], ["--rpc-address", "26657"],
        ])
    func badFlags(words: [String]) async throws {
        let home = try TemporaryHome()
        let result = try await Binary.run(
            ["node", "run", "--home", home.path] + words, home: home)
        #expect(result.status == 2 && result.stdout.isEmpty && !result.stderr.isEmpty)
    }

    @Test("no node is exit 5, for status and for health")
    func unreachable() async throws {
        let home = try TemporaryHome()
        for verb in ["status", "health"] {
            let result = try await Binary.run(
                ["node", verb, "--json", "--node", "http://127.0.0.1:9", "--home", home.path],
                home: home)
            #expect(result.status == 5 && result.stdout.isEmpty)
            #expect(try result.failure()["exit"]?.integer == 5)
        }
    }
}
