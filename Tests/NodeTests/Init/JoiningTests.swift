import Foundation
import SecretBase
import SecretCrypto
import SecretEnclave
import TestSupport
import Testing

@testable import SecretNode

@Suite("The home of a node that joins")
struct JoiningTests {
    static let genesis = Bytes(
        #"{"chain_id":"a-1","genesis_time":"2026-01-02T03:04:05Z","app_state":{}}"#.utf8)
    static let peer = String(repeating: "ab", count: 20) + "@10.0.0.1:26656"

    private func plan(
        _ directory: String, genesis: Bytes = genesis, peers: [String] = [peer],
        rpc: String? = nil, basePort: Int? = nil, blockMilliseconds: Int = 1000
    ) throws -> JoiningPlan {
        try JoiningPlan(
            directory: directory, genesis: genesis, from: "genesis.json",
            peers: peers.compactMap { PeerAddress($0) }, rpc: rpc, basePort: basePort,
            blockMilliseconds: blockMilliseconds)
    }

    @Test("peers are an id, a host and a port, and nothing that a file would have to escape")
    func peers() {
        let id = String(repeating: "Ab", count: 20)
        #expect(
            PeerAddress("\(id)@node.example:26656")?.description
                == "\(id.lowercased())@node.example:26656")
        #expect(PeerAddress("\(id)@[::1]:1")?.description == "\(id.lowercased())@[::1]:1")
        for text in [
            "", "@", id, "\(id)@", "\(id)@host", "\(id)@host:0", "\(id)@host:65536", "\(id)@:1",
            "\(id.dropLast())@host:1", "\(id)0@host:1", "g\(id.dropFirst())@host:1",
            "\(id)@ho\"st:1", "\(id)@ho\\st:1", "\(id)@ho,st:1", "\(id)@a@b:1", "\(id)@h\u{e4}:1",
        ] {
            #expect(PeerAddress(text) == nil, "\(text)")
        }
    }

    @Test("what makes no node is refused before anything is written")
    func badPlans() throws {
        #expect(throws: HomeError.self) { try plan("") }
        #expect(throws: HomeError.self) { try plan("x", peers: []) }
        #expect(throws: HomeError.self) {
            try plan("x", peers: Array(repeating: Self.peer, count: 65))
        }
        #expect(throws: HomeError.self) { try plan("x", genesis: [0x7b]) }
        #expect(throws: HomeError.self) { try plan("x", rpc: "http://h/\"") }
        #expect(throws: HomeError.self) { try plan("x", basePort: 65_530) }
        #expect(throws: HomeError.self) { try plan("x", blockMilliseconds: 0) }
        #expect(throws: HomeError.self) {
            try plan(
                "x",
                genesis: Bytes(
                    String(decoding: Self.genesis, as: UTF8.self)
                        .replacing("a-1", with: "a b").utf8))
        }
    }

    @Test(
        "is whole: keys, genesis to the byte, configuration that is read, no seeds, a key to ask with"
    )
    func whole() throws {
        let folder = try TemporaryHome()
        let plan = try plan(
            folder.path + "/nets/second/", rpc: "http://10.0.0.1:26657", basePort: 44_000)
        #expect(plan.moniker == "second")
        let (made, key) = try JoiningWriter(plan).write()
        let home = CometHome(root: folder.path + "/nets/second")
        #expect(try Hex.encode(home.nodeID()) == made.nodeID)
        #expect(try home.validatorPublicKey() == made.consensusKey)
        #expect(
            try home.genesisNetwork().chainID == "a-1" && home.genesisNetwork().networkKey == nil)
        #expect(try HomeFile.read(home.genesisFile, bytesMax: 1000) == Self.genesis)
        let configuration = try CometConfiguration(of: home)
        #expect(configuration.p2p.port == 44_000 && configuration.rpc?.port == 44_001)
        #expect(configuration.application.rest?.port == 44_003)
        #expect(configuration.application.faucet == nil)
        let toml = try TOMLFile(reading: home.configurationFile)
        #expect(try toml.text("p2p.persistent_peers") == Self.peer)
        #expect(try toml.flag("p2p.pex") == true)
        #expect(
            try toml.text("statesync.rpc_servers")
                == "http://10.0.0.1:26657,http://10.0.0.1:26657")
        let enclave = home.application.enclave
        #expect(try EnclaveGate.existingRegistrationKey(in: enclave) == key)
        #expect(!EnclaveGate.isSealed(in: enclave))
        #expect(throws: EnclaveError.unregistered(path: enclave)) {
            try EnclaveGate(directory: enclave) { RandomBytes.secret($0) }
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/nets")
        #expect(names == ["second"])
    }

    @Test("takes the place of nothing, and of what a crash left of itself")
    func places() throws {
        let folder = try TemporaryHome()
        try folder.write("half", to: ".second.draft/home/config/genesis.json")
        try FileManager.default.createDirectory(
            atPath: folder.path + "/second", withIntermediateDirectories: false)
        let plan = try plan(folder.path + "/second")
        _ = try JoiningWriter(plan).write()
        let before = try folder.read("second/config/node_key.json")
        #expect(throws: HomeError.taken(directory: folder.path + "/second")) {
            try JoiningWriter(plan).write()
        }
        #expect(try folder.read("second/config/node_key.json") == before)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names == ["second"])
    }
}
