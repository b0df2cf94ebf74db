import Foundation
import SecretBase
import SecretLedger
import TestSupport
import Testing

@testable import SecretNode

@Suite("The configuration of a CometBFT home")
struct CometConfigurationTests {
    let folder: TemporaryHome
    let home: CometHome

    init() throws {
        folder = try TemporaryHome()
        home = CometHome(root: folder.path)
        try folder.write("{}", to: "config/genesis.json")
    }

    private func read(
        _ comet: String = "", _ application: String? = nil
    ) throws -> CometConfiguration {
        try folder.write(comet, to: "config/config.toml")
        if let application { try folder.write(application, to: "config/app.toml") }
        return try CometConfiguration(of: home)
    }

    @Test("what is not said is as CometBFT and the network have it")
    func usual() throws {
        let found = try read()
        #expect(found.proxyApp == .tcp(ListenAddress(port: 26658)))
        #expect(found.rpc == ListenAddress(port: 26657))
        #expect(found.p2p == ListenAddress(host: "0.0.0.0", port: 26656))
        #expect(found.genesisFile == folder.path + "/config/genesis.json")
        #expect(found.moniker.isEmpty && !found.isStateSyncing)
        let application = found.application
        #expect(application.minimumGasPrices.map(\.denom) == ["uscrt"])
        #expect(application.minimumGasPrices[0].amount == Dec(125, places: 4))
        #expect(application.pruning == "default")
        #expect(application.rest == ListenAddress(port: 1317))
        #expect(application.grpc == ListenAddress(port: 9090))
        #expect(application.faucet == nil)
        #expect(application.snapshotInterval == 0 && application.snapshotsKept == 2)
    }

    @Test("what is said counts, in the words of the network's own nodes")
    func said() throws {
        let found = try read(
            """
            proxy_app = "unix:///run/app.sock"
            moniker = "one"
            genesis_file = "/elsewhere/genesis.json"
            [rpc]
            laddr = ""
            [p2p]
            laddr = ":7000"
            [statesync]
            enable = true
            """,
            """
            minimum-gas-prices = "0.1uscrt, 2ibc/AB"
            pruning = "custom"
            pruning-keep-recent = "100"
            pruning-interval = 10
            [api]
            address = "tcp://0.0.0.0:1"
            [grpc]
            enable = false
            [state-sync]
            snapshot-interval = 1000
            snapshot-keep-recent = "3"
            [faucet]
            enable = true
            """)
        #expect(found.proxyApp == .unix("/run/app.sock"))
        #expect(found.moniker == "one" && found.isStateSyncing)
        #expect(found.genesisFile == "/elsewhere/genesis.json")
        #expect(found.rpc == nil && found.p2p == ListenAddress(host: "0.0.0.0", port: 7000))
        let application = found.application
        #expect(application.minimumGasPrices.map(\.denom) == ["ibc/AB", "uscrt"])
        #expect(application.pruning == "100/10")
        #expect(application.rest == ListenAddress(host: "0.0.0.0", port: 1))
        #expect(application.grpc == nil && application.faucet == ListenAddress(port: 5000))
        #expect(application.snapshotInterval == 1000 && application.snapshotsKept == 3)
    }

    @Test("no price at all is a choice too")
    func free() throws {
        #expect(try read("", "minimum-gas-prices = \"\"").application.minimumGasPrices.isEmpty)
    }

    @Test(
        "a value of the wrong kind is refused by its file and its key",
        arguments: [
            ("config.toml", "rpc.laddr", "[rpc]\nladdr = 26657"),
            ("config.toml", "rpc.laddr", "[rpc]\nladdr = \"tcp://nowhere\""),
            ("config.toml", "rpc", "rpc = 1"), ("config.toml", "p2p.laddr", "p2p.laddr = \"\""),
            ("config.toml", "proxy_app", "proxy_app = \"kvstore\""),
            ("config.toml", "proxy_app", "proxy_app = \"unix://\""),
            ("config.toml", "abci", "abci = \"grpc\""),
            ("config.toml", "moniker", "moniker = [\"a\"]"),
            ("config.toml", "statesync.enable", "statesync.enable = \"true\""),
            ("config.toml", "line 2", "a = 1\na = 2"), ("config.toml", "line 1", "[[[["),
            ("app.toml", "minimum-gas-prices", "minimum-gas-prices = 0.1"),
            ("app.toml", "minimum-gas-prices", "minimum-gas-prices = \"0.1\""),
            ("app.toml", "minimum-gas-prices", "minimum-gas-prices = \"0.1uscrt,,1uatom\""),
            ("app.toml", "minimum-gas-prices", "minimum-gas-prices = \"1uscrt,2uscrt\""),
            ("app.toml", "pruning", "pruning = \"some\""),
            ("app.toml", "pruning-keep-recent", "pruning = \"custom\""),
            (
                "app.toml", "pruning-interval",
                "pruning = \"custom\"\npruning-keep-recent = 2\npruning-interval = 9"
            ),
            ("app.toml", "api.address", "api.address = \"1317\""),
            ("app.toml", "api.enable", "api.enable = 1"),
            ("app.toml", "state-sync.snapshot-interval", "state-sync.snapshot-interval = -1"),
            ("app.toml", "state-sync.snapshot-interval", "state-sync.snapshot-interval = \"x\""),
        ])
    func wrong(_ file: String, _ key: String, _ text: String) throws {
        let isComet = file == "config.toml"
        #expect {
            try read(isComet ? text : "", isComet ? nil : text)
        } throws: { error in
            guard case .malformed(let path, let what)? = error as? HomeError else { return false }
            return path.hasSuffix("/config/" + file) && what.hasPrefix(key + ":")
        }
    }

    @Test("a directory without the files is no home, and says what makes one")
    func noHome() throws {
        let empty = try TemporaryHome()
        let error = HomeError.notAHome(directory: empty.path)
        #expect(throws: error) { try CometConfiguration(of: CometHome(root: empty.path)) }
        #expect(error.exit == .missing && error.hint?.contains("node init") == true)
        #expect(!CometHome(root: empty.path).isHome)
        _ = try read()
        #expect(home.isHome)
    }

    @Test("garbage, a huge file, and what is no file are refused")
    func hostile() throws {
        try folder.write("", to: "config/config.toml")
        let url = URL(filePath: home.configurationFile)
        try Data([0x61, 0xff, 0xfe]).write(to: url)
        #expect(throws: HomeError.self) { try CometConfiguration(of: home) }
        try Data(repeating: 0x0a, count: (1 << 20) + 1).write(to: url)
        #expect(throws: HomeError.file(url.path, reason: "longer than 1048576 bytes")) {
            try CometConfiguration(of: home)
        }
        try FileManager.default.removeItem(at: url)
        mkfifo(url.path, 0o600)
        #expect(throws: HomeError.file(url.path, reason: "it is no file")) {
            try CometConfiguration(of: home)
        }
    }

    @Test("every part of the files that init writes is read or refused")
    func truncations() throws {
        let plan = try NetworkPlan(directory: "net", chainID: "a-1", validators: 2)
        let comet = CometConfigurationText(
            node: plan.nodes[1], blockMilliseconds: 1000, nodeIDs: ["aa", "bb"], nodes: plan.nodes)
        let application = ApplicationConfigurationText(node: plan.nodes[0])
        for text in [comet.text, application.text].map({ Array($0.utf8) }) {
            for count in stride(from: 0, to: text.count, by: 3) {
                let part = String(decoding: text[..<count], as: UTF8.self)
                guard let file = try? TOMLFile(part, path: "x") else { continue }
                _ = try? CometConfiguration(file, in: home, application: .init(file))
            }
        }
    }
}

@Suite("The head of a genesis")
struct CometGenesisTests {
    private func read(_ text: String) throws -> CometGenesis {
        try CometGenesis(Bytes(text.utf8), path: "genesis.json")
    }

    static let good =
        #"{"chain_id":"a-1","genesis_time":"2026-01-02T03:04:05.5Z","initial_height":"7","app_state":{}}"#

    @Test("says which chain begins, when, and at which height")
    func head() throws {
        let found = try read(Self.good)
        #expect(found.chainID == "a-1" && found.initialHeight == 7)
        #expect(found.time.description == "2026-01-02T03:04:05.5Z")
        for height in [#""0""#, "0", "1", #""1""#] {
            #expect(try read(Self.good.replacing(#""7""#, with: height)).initialHeight == 1)
        }
        #expect(
            try read(Self.good.replacing(#""initial_height":"7","#, with: "")).initialHeight == 1)
    }

    @Test(
        "refuses what CometBFT would, by the field",
        arguments: [
            ("\"a-1\"", "\"\"", "chain_id"), ("\"a-1\"", "1", "chain_id"),
            ("a-1", String(repeating: "a", count: 51), "chain_id"),
            ("2026-01-02T", "yesterday ", "genesis_time"), ("\"7\"", "\"-1\"", "initial_height"),
            ("\"7\"", "[]", "initial_height"),
            ("\"7\"", "\"99999999999999999999\"", "initial_height"),
            ("{}}", "{}", "it is no genesis"),
        ])
    func wrong(_ old: String, _ new: String, _ field: String) {
        #expect {
            try read(Self.good.replacing(old, with: new))
        } throws: { error in
            guard case .malformed(_, let what)? = error as? HomeError else { return false }
            return what.hasPrefix(field)
        }
    }

    @Test("every part of one is refused")
    func truncations() {
        for count in 0..<Self.good.utf8.count {
            let part = String(decoding: Self.good.utf8.prefix(count), as: UTF8.self)
            #expect(throws: HomeError.self) { try read(part) }
        }
    }
}
