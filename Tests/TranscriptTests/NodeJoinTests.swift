import Foundation
import TestSupport
import Testing

@Suite("node init --join")
struct NodeJoinTests {
    private func run(_ home: TemporaryHome, _ words: [String]) async throws -> Binary.Result {
        try await Binary.run(["node", "init"] + words, home: home)
    }

    /// All files below, with their sizes.
    private func files(_ home: TemporaryHome) -> [String] {
        (FileManager.default.enumerator(atPath: home.path)?.allObjects ?? []).map { "\($0)" }
            .sorted()
    }

    @Test("makes the home of a node that has a local network's genesis, its peer, and no seeds")
    func joins() async throws {
        let home = try TemporaryHome()
        try await LocalNode.with { node in
            let result = try await run(
                home,
                [
                    "--join", node.rpc, "--chain-id", "secretdev-1", "--out", "nets/second",
                    "--base-port", "43000", "--json",
                ])
            #expect(result.status == 0 && result.stderr.isEmpty, "\(result)")
            let answer = try result.answer()
            #expect(answer["schema"]?.string == "secretctl/node-init/v1")
            #expect(answer["done"]?.bool == true && answer["chain_id"]?.string == "secretdev-1")
            #expect(answer["home"]?.string == "nets/second" && answer["seeds"]?.string == "none")
            #expect(answer["rpc"]?.string == "http://127.0.0.1:43001")
            let peers = (answer["peers"]?.array ?? []).compactMap(\.string)
            #expect(peers.count == 1 && peers[0].hasSuffix("@127.0.0.1:26656"))
            #expect(answer["node_key_hex"]?.string?.count == 64)
            #expect(answer["register"]?.string?.contains("--node-home nets/second") == true)
            let again = try await run(home, ["--join", node.rpc, "--out", "nets/second", "--json"])
            #expect(try again.status == 9 && again.failure()["code"]?.string == "home_taken")
        }
        let genesis = try JSONNode(parsing: try home.read("nets/second/config/genesis.json"))
        #expect(genesis["chain_id"]?.string == "secretdev-1")
        #expect(genesis["app_state"]?["bank"] != nil)
        let config = try home.read("nets/second/config/config.toml")
        #expect(config.contains("@127.0.0.1:26656\"\n") && config.contains("\npex = true\n"))
        let made = files(home)
        #expect(made.contains("nets/second/config/enclave/registration.key"))
        #expect(!made.contains { $0.contains("sealed") || $0.contains("sealing") })
        #expect(!made.contains { $0.contains("draft") })
    }

    @Test("needs no node where genesis and peers are given, and says what to do next")
    func offline() async throws {
        let home = try TemporaryHome()
        #expect(try await run(home, ["--out", "net", "--chain-id", "net-1"]).status == 0)
        let peer = String(repeating: "ab", count: 20) + "@node.example:26656"
        let words = ["--genesis", "net/node0/config/genesis.json", "--out", "second"]
        let plan = try await run(home, words + ["--peers", peer, "--dry-run", "--json"])
        #expect(plan.status == 0 && !files(home).contains("second"), "\(plan)")
        #expect(try plan.answer()["done"]?.bool == false)
        let result = try await run(home, words + ["--peers", peer])
        #expect(result.status == 0, "\(result)")
        #expect(result.stdout.contains("secretctl node register"))
        #expect(result.stdout.contains("secretctl node run --engine cometbft --home second"))
        for line in result.stdout.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        #expect(
            try home.read("second/config/genesis.json")
                == home.read("net/node0/config/genesis.json"))
        let other = try await run(
            home, words.dropLast() + ["third", "--peers", peer, "--chain-id", "other-1", "--json"])
        #expect(try other.status == 9 && other.failure()["code"]?.string == "wrong_chain")
        #expect(!files(home).contains("third"))
    }

    /// A node whose RPC gives one text for each method.
    private func stub(_ answers: [String: String]) throws -> FaultProxy {
        try FaultProxy(before: "http://127.0.0.1:9") { request in
            for (method, answer) in answers
            where request.body.contains(#""method":"\#(method)""#) {
                return .answerInstead(200, answer)
            }
            return .answerInstead(200, #"{"jsonrpc":"2.0","id":1,"error":{"message":"no"}}"#)
        }
    }

    private static func result(_ json: String) -> String {
        #"{"jsonrpc":"2.0","id":1,"result":\#(json)}"#
    }

    private static func status(
        _ chain: String, id: String = String(repeating: "0a", count: 20),
        listening: String = "tcp://0.0.0.0:26656"
    ) -> String {
        result(
            #"{"node_info":{"id":"\#(id)","network":"\#(chain)","listen_addr":"\#(listening)"}}"#)
    }

    private static let genesis =
        #"{"chain_id":"a-1","genesis_time":"2026-01-02T03:04:05Z","app_state":{}}"#

    @Test("takes a genesis in chunks where the node says that it is too large in one piece")
    func chunked() async throws {
        let home = try TemporaryHome()
        let halves = [Self.genesis.prefix(30), Self.genesis.dropFirst(30)].map {
            Data($0.utf8).base64EncodedString()
        }
        let proxy = try FaultProxy(before: "http://127.0.0.1:9") { request in
            if request.body.contains(#""status""#) {
                return .answerInstead(200, Self.status("a-1"))
            }
            if request.body.contains(#""genesis""#) {
                let why = "genesis response is large, please use the genesis_chunked API instead"
                return .answerInstead(
                    500, #"{"jsonrpc":"2.0","id":1,"error":{"code":-1,"message":"\#(why)"}}"#)
            }
            let index = request.body.contains(#""chunk":"0""#) ? 0 : 1
            return .answerInstead(
                200,
                Self.result(#"{"chunk":"\#(index)","total":"2","data":"\#(halves[index])"}"#))
        }
        let result = try await run(home, ["--join", proxy.url, "--out", "second", "--json"])
        #expect(result.status == 0, "\(result)")
        #expect(try home.read("second/config/genesis.json") == Self.genesis)
    }

    static let nonsense: [(String, [String: String], Int32)] = [
        ("no JSON", ["status": "<html>"], 1),
        ("no network", ["status": result("{}")], 1),
        ("an id that is none", ["status": status("a-1", id: #"\" x = \""#)], 1),
        ("a place that is none", ["status": status("a-1", listening: "tcp://h:0")], 1),
        ("no genesis", ["status": status("a-1"), "genesis": result("{}")], 1),
        (
            "a genesis that is a text",
            ["status": status("a-1"), "genesis": result(#"{"genesis":"x"}"#)], 1
        ),
        (
            "another chain's genesis",
            ["status": status("b-1"), "genesis": result(#"{"genesis":\#(genesis)}"#)], 9
        ),
        (
            "chunks without an end",
            [
                "status": status("a-1"),
                "genesis":
                    #"{"jsonrpc":"2.0","id":1,"error":{"message":"use genesis_chunked"}}"#,
                "genesis_chunked": result(#"{"chunk":"0","total":"9999999999","data":"YQ=="}"#),
            ], 1
        ),
        (
            "far too much",
            [
                "status": status("a-1"),
                "genesis": result(
                    #"{"genesis":{"x":"\#(String(repeating: "x", count: 33 << 20))"}}"#),
            ], 1
        ),
    ]

    @Test(
        "a node that answers nonsense, or too much, leaves nothing behind",
        arguments: nonsense.indices)
    func hostile(_ index: Int) async throws {
        let (what, answers, exit) = Self.nonsense[index]
        let home = try TemporaryHome()
        let proxy = try stub(answers)
        let result = try await run(home, ["--join", proxy.url, "--out", "second", "--json"])
        #expect(result.status == exit && result.stdout.isEmpty, "\(what): \(result)")
        #expect(files(home).isEmpty, "\(what)")
    }

    @Test("a node that never answers is given up, and one that is not there is exit 5")
    func silent() async throws {
        let home = try TemporaryHome()
        let stub = try StubNode(["/": .silence])
        for url in [stub.url, "http://127.0.0.1:9"] {
            let result = try await run(
                home, ["--join", url, "--out", "second", "--timeout", "1", "--json"])
            #expect(result.status == 5, "\(result)")
        }
        #expect(files(home).isEmpty)
    }

    @Test(
        "bad flags are exit 2, and make nothing",
        arguments: [
            ["--genesis", "g.json"], ["--peers", "a@b:1"], ["--timeout", "3"],
            ["--join", "http://127.0.0.1:9", "--validators", "2"],
            ["--join", "http://127.0.0.1:9", "--full-nodes", "1"],
            ["--join", "http://127.0.0.1:9", "--genesis", "g.json"], ["--join", "ftp://x"],
            ["--join", "http://127.0.0.1:9", "--timeout", "0"],
            ["--genesis", "g.json", "--peers", "nobody"],
        ])
    func badFlags(_ words: [String]) async throws {
        let home = try TemporaryHome()
        let result = try await run(home, words + ["--out", "second"])
        #expect(result.status == 2 && result.stdout.isEmpty, "\(result)")
        #expect(files(home).isEmpty)
    }
}
