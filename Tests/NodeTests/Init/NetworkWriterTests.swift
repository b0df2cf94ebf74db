import Foundation
import SecretBase
import SecretChain
import SecretCrypto
import SecretEnclave
import SecretLedger
import SecretStorage
import SecretWire
import TestSupport
import Testing

@testable import SecretNode

@Suite("The homes of a network")
struct NetworkWriterTests {
    static let time = Timestamp(seconds: 1_790_000_000)
    let folder: TemporaryHome

    init() throws { folder = try TemporaryHome() }

    private func plan(
        _ name: String = "net", validators: Int = 2, fullNodes: Int = 1
    ) throws -> NetworkPlan {
        try NetworkPlan(
            directory: "\(folder.path)/\(name)", chainID: "net-1", validators: validators,
            fullNodes: fullNodes, basePort: 40_000, blockMilliseconds: 250)
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    /// Every file below the folder, with its content.
    private func everything() throws -> [String: Data] {
        var found: [String: Data] = [:]
        let walk = FileManager.default.enumerator(atPath: folder.path)
        while let name = walk?.nextObject() as? String {
            found[name] = FileManager.default.contents(atPath: "\(folder.path)/\(name)") ?? Data()
        }
        return found
    }

    @Test("are read again as they were planned")
    func readAgain() throws {
        let plan = try plan()
        let made = try NetworkWriter(plan).write(time: Self.time)
        for (node, made) in zip(plan.nodes, made) {
            let found = try CometConfiguration(of: node.home)
            let ports = node.ports
            #expect(found.proxyApp == .tcp(ports.abci))
            #expect(found.rpc == ports.rpc && found.p2p == ports.p2p)
            #expect(found.moniker == node.moniker && !found.isStateSyncing)
            #expect(found.application.rest == ports.rest && found.application.grpc == ports.grpc)
            #expect(found.application.faucet == ports.faucet)
            #expect(found.application.snapshotInterval == 50)
            let genesis = try CometGenesis(reading: found.genesisFile)
            #expect(genesis.chainID == "net-1" && genesis.time == Self.time)
            #expect(genesis.initialHeight == 1)
            let key = try ValidatorKey.load(from: node.home.application).publicKey
            #expect(key.bytes == made.consensusKey)
            #expect(Bytes(Hash.sha256(key.bytes).prefix(20)) == made.validatorAddress)
        }
        #expect(Set(made.map(\.nodeID)).count == 3 && Set(made.map(\.consensusKey)).count == 3)
    }

    @Test("know every other node, by its id and address, and not themselves")
    func peers() throws {
        let plan = try plan()
        let made = try NetworkWriter(plan).write(time: Self.time)
        for node in plan.nodes {
            let text = try folder.read("net/node\(node.index)/config/config.toml")
            let table = try TOMLParser.parse(text)["p2p"]
            guard case .text(let peers)? = table?["persistent_peers"] else {
                Issue.record("no peers")
                return
            }
            let wanted = plan.nodes.filter { $0.index != node.index }.map {
                "\(made[$0.index].nodeID)@127.0.0.1:\($0.ports.p2p.port)"
            }
            #expect(peers.split(separator: ",").map(String.init) == wanted)
            #expect(table?["pex"] == .flag(false) && table?["addr_book_strict"] == .flag(false))
            #expect(table?["allow_duplicate_ip"] == .flag(true))
            #expect(
                try TOMLParser.parse(text)["consensus"]?["timeout_commit"] == .text("250ms"))
        }
    }

    @Test("have one genesis, from which the ledger begins with their validators")
    func genesis() throws {
        let plan = try plan()
        let made = try NetworkWriter(plan).write(time: Self.time)
        let texts = Set(
            try plan.nodes.map { try folder.read("net/node\($0.index)/config/genesis.json") })
        #expect(texts.count == 1)
        let document = try JSONValue(parsing: Bytes(try #require(texts.first).utf8))
        #expect(document["validators"] == [] && document["app_hash"] == "")
        #expect(document["consensus_params"]?["block"]?["max_bytes"] == "22020096")
        #expect(
            document["consensus_params"]?["evidence"]?["max_age_duration"] == "172800000000000")
        let state = try #require(document["app_state"])
        let genesis = try Genesis(
            appState: state, chainID: "net-1", time: Self.time, consensus: nil, initialHeight: 1)
        let branch = StateBranch(over: EmptyState())
        let ledger = Ledger(LedgerConfiguration(chainID: "net-1"))
        let updates = try ledger.initChain(genesis, into: branch)
        #expect(
            Set(updates)
                == Set(
                    made.prefix(2).map {
                        ValidatorUpdate(publicKey: $0.consensusKey, power: 100_000_000_000)
                    }))
        let names = genesis.staking.validators.map(\.description_p.moniker)
        #expect(Set(names) == ["validator", "validator-1"])
        // validator, a, b, c, d; the second validator's operator; the full node's.
        let rich = genesis.bank.balances.filter { $0.coins.first?.amount.count == 19 }
        #expect(rich.count == 5 && genesis.auth.accounts.count == 7)
    }

    @Test("share the enclave's seeds, each sealed by a key of its own")
    func seeds() throws {
        let plan = try plan()
        _ = try NetworkWriter(plan).write(time: Self.time)
        let gates = try plan.nodes.map { node in
            try EnclaveGate(directory: node.home.application.enclave) { _ in
                Issue.record("fresh seeds were made")
                return SecretBytes(count: 64)
            }
        }
        #expect(Set(gates.map(\.messagePublicKey)).count == 1)
        for file in ["sealing.key", "seeds.sealed"] {
            let contents = try plan.nodes.map {
                try Data(
                    contentsOf: URL(filePath: "\($0.home.application.enclave)/\(file)"))
            }
            #expect(Set(contents).count == 3)
        }
    }

    @Test("keep their secrets from others")
    func modes() throws {
        let plan = try plan()
        _ = try NetworkWriter(plan).write(time: Self.time)
        let home = plan.nodes[0].home
        for directory in [
            plan.directory, home.root, home.application.config, home.application.data,
            home.application.enclave,
        ] {
            #expect(try mode(directory) == 0o700)
        }
        for file in [
            home.nodeKeyFile, home.validatorKeyFile, home.validatorStateFile,
            home.application.enclave + "/sealing.key", home.application.enclave + "/seeds.sealed",
        ] {
            #expect(try mode(file) == 0o600)
        }
    }

    @Test("never take the place of anything, and then nothing changes")
    func kept() throws {
        _ = try NetworkWriter(plan()).write(time: Self.time)
        let before = try everything()
        for other in [try plan(), try plan(validators: 1, fullNodes: 0), try plan(validators: 5)] {
            #expect(throws: HomeError.taken(directory: other.nodes[0].home.root)) {
                _ = try NetworkWriter(other).write(time: Self.time)
            }
            #expect(try everything() == before)
        }
        try folder.write("", to: "file/node0")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/file/node2", withDestinationPath: "/nowhere")
        try FileManager.default.createDirectory(
            atPath: folder.path + "/link", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/link/node1", withDestinationPath: "/nowhere")
        for name in ["file", "link"] {
            let all = try everything()
            #expect(throws: HomeError.self) {
                _ = try NetworkWriter(plan(name)).write(time: Self.time)
            }
            #expect(try everything() == all)
        }
        #expect(HomeError.taken(directory: "").exit == .refused)
    }

    @Test("come to a directory that is there, beside what is in it")
    func beside() throws {
        try folder.write("mine", to: "net/notes.txt")
        try FileManager.default.createDirectory(
            atPath: folder.path + "/net/node1", withIntermediateDirectories: false)
        _ = try NetworkWriter(plan()).write(time: Self.time)
        #expect(try folder.read("net/notes.txt") == "mine")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/net")
        #expect(names.sorted() == ["node0", "node1", "node2", "notes.txt"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["net"])
    }

    @Test("of a run that was cut short are cleared away by the next")
    func leftovers() throws {
        try folder.write("half", to: ".net.draft/node0/config/node_key.json")
        _ = try NetworkWriter(plan()).write(time: Self.time)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["net"])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/net")
        #expect(names.sorted() == ["node0", "node1", "node2"])
    }

    @Test("wait for nobody: another run at the same place is refused")
    func together() throws {
        let draft = try HomeDraft(at: folder.path + "/.net.draft")
        #expect(throws: HomeError.self) {
            _ = try NetworkWriter(plan()).write(time: Self.time)
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/net"))
        draft.discard()
    }

    @Test("are made in directories that are not there yet, or not at all")
    func places() throws {
        _ = try NetworkWriter(plan("a/b/net")).write(time: Self.time)
        #expect(CometHome(root: folder.path + "/a/b/net/node2").isHome)
        try folder.write("", to: "file")
        for name in ["file", "file/net"] {
            #expect(throws: HomeError.self) {
                _ = try NetworkWriter(plan(name)).write(time: Self.time)
            }
        }
    }
}
