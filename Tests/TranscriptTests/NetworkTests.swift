import TestSupport
import Testing

/// `network list|show|use` and where settings come from.
struct NetworkTests {
    @Test("list names the profiles, dated, and marks the one in use")
    func list() async throws {
        let home = try TemporaryHome()
        let run = try await Binary.run(["network", "list", "--json"], home: home)
        let networks = try #require(try run.answer()["networks"]?.array)
        #expect(networks.compactMap { $0["name"]?.string } == ["local", "mainnet", "testnet"])
        #expect(
            networks.compactMap { $0["chain_id"]?.string } == [
                "secretdev-1", "secret-4", "pulsar-3",
            ])
        #expect(networks.allSatisfy { $0["checked"]?.string?.count == 10 })
        #expect(networks.allSatisfy { $0["sources"]?.array?.isEmpty == false })
        #expect(try run.answer()["current"]?.string == "local")
    }

    @Test("text output fits 80 columns")
    func width() async throws {
        for arguments in [["list"], ["show"], ["show", "mainnet"], ["show", "testnet"]] {
            let run = try await Binary.run(["network"] + arguments)
            for line in run.stdout.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        }
    }

    @Test("use is remembered, below flags and variables, and above nothing else")
    func use() async throws {
        let home = try TemporaryHome()
        let plan = try await Binary.run(
            ["network", "use", "testnet", "--dry-run", "--json"], home: home)
        #expect(try plan.answer()["done"]?.bool == false)
        #expect(try await chainID(home) == "secretdev-1")
        let done = try await Binary.run(["network", "use", "testnet", "--json"], home: home)
        #expect(try done.answer()["done"]?.bool == true)
        #expect(try await chainID(home) == "pulsar-3")
        #expect(try await chainID(home, ["--context", "mainnet"]) == "secret-4")
        #expect(try await chainID(home, [], ["SECRETCTL_CONTEXT": "mainnet"]) == "secret-4")
        #expect(try await chainID(home, ["--chain-id", "mine-1"]) == "mine-1")
        try home.write("context = 'mainnet' # here", to: "secretctl.toml")
        #expect(try await chainID(home) == "secret-4")
        let back = try await Binary.run(["network", "use", "local"], home: home)
        #expect(back.status == 0)
        #expect(try home.read(".config/secretctl/config.toml") == "context = \"local\"\n")
    }

    @Test("a node that a file names belongs to the context of that file, and to no other")
    func nodeOfAnotherContext() async throws {
        let home = try TemporaryHome()
        try home.write(
            "context = \"testnet\"\nnode = \"http://127.0.0.1:7\"\n",
            to: ".config/secretctl/config.toml")
        let own = try await Binary.run(["network", "show", "--json"], home: home)
        #expect(try own.answer()["rest"]?[0]?.string == "http://127.0.0.1:7")
        let other = try await Binary.run(
            ["network", "show", "--json", "--context", "mainnet"], home: home)
        #expect(try other.answer()["rest"]?[0]?.string?.contains("127.0.0.1") == false)
    }

    @Test("the user's own profiles are read, and a broken one is named")
    func ownProfiles() async throws {
        let home = try TemporaryHome()
        try home.write(
            #"{"chain_id": "mine-1", "rest": ["http://10.0.0.1:1317"]}"#,
            to: "networks/mine.json")
        let show = try await Binary.run(
            ["network", "show", "mine", "--json", "--home", home.path])
        #expect(try show.answer()["chain_id"]?.string == "mine-1")
        let list = try await Binary.run(["network", "list", "--home", home.path])
        #expect(list.stdout.contains("mine-1"))
        try home.write("{", to: "networks/broken.json")
        let broken = try await Binary.run(["network", "list", "--home", home.path])
        #expect(broken.status == 2)
        #expect(broken.stderr.contains("broken.json"))
    }

    @Test(
        "an unknown profile is exit 3, and the known ones are named",
        arguments: [
            "nowhere", "../local", "",
        ])
    func unknown(_ name: String) async throws {
        let home = try TemporaryHome()
        for verb in ["show", "use"] {
            let run = try await Binary.run(["network", verb, name, "--json"], home: home)
            #expect(run.status == 3)
            #expect(try run.failure()["code"]?.string == "unknown_network")
            #expect(try run.failure()["hint"]?.string == "known: local, mainnet, testnet")
        }
    }

    private func chainID(
        _ home: TemporaryHome, _ flags: [String] = [], _ environment: [String: String] = [:]
    ) async throws -> String? {
        let run = try await Binary.run(
            ["network", "show", "--json"] + flags, home: home, environment: environment)
        return try run.answer()["chain_id"]?.string
    }
}
