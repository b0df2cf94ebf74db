import SecretBase
import SecretChain
import SecretLedger
import Testing

@testable import SecretNode

@Suite("The plan of a network")
struct NetworkPlanTests {
    private func plan(
        _ directory: String = "net", chainID: String = "secretdev-1", validators: Int = 1,
        fullNodes: Int = 0, basePort: Int? = nil, block: Int = 1000
    ) throws(HomeError) -> NetworkPlan {
        try NetworkPlan(
            directory: directory, chainID: chainID, validators: validators, fullNodes: fullNodes,
            basePort: basePort, blockMilliseconds: block)
    }

    @Test("the first node has the customary ports, and each after it ten more")
    func customaryPorts() throws {
        let nodes = try plan(validators: 2, fullNodes: 1).nodes
        let first = nodes[0].ports
        #expect(
            [first.p2p, first.rpc, first.abci, first.rest, first.grpc].map(\.port)
                == [26656, 26657, 26658, 1317, 9090])
        #expect(first.faucet == ListenAddress(port: 5000))
        #expect(nodes[2].ports.p2p == ListenAddress(port: 26676))
        #expect(nodes[2].ports.rest.port == 1337 && nodes[2].ports.faucet == nil)
    }

    @Test("a base port puts all of a node's ports together")
    func basePort() throws {
        let nodes = try plan(validators: 2, basePort: 40_000).nodes
        #expect(
            nodes[0].ports.all.map(\.port) == [40000, 40001, 40002, 40003, 40004, 40006, 40005])
        #expect(nodes[1].ports.all.map(\.port) == [40010, 40011, 40012, 40013, 40014, 40016])
    }

    @Test("as many nodes as there may be share no port")
    func manyPorts() throws {
        let nodes = try plan(validators: 100, fullNodes: 100).nodes
        let ports = nodes.flatMap(\.ports.all).map(\.port)
        #expect(nodes.count == 200 && Set(ports).count == ports.count)
    }

    @Test("validators come first, and bear the image's name")
    func names() throws {
        let nodes = try plan("net//", validators: 2, fullNodes: 1).nodes
        #expect(nodes.map(\.moniker) == ["validator", "validator-1", "node-2"])
        #expect(nodes.map(\.isValidator) == [true, true, false])
        #expect(nodes.map(\.home.root) == ["net/node0", "net/node1", "net/node2"])
    }

    @Test("the first operator is the image's own validator; every other has an account of its own")
    func operators() throws {
        let accounts = LocalOperators.accounts(3)
        #expect(accounts[0] == Genesis.localAccounts[0].address)
        #expect(Set(accounts + Genesis.localAccounts.map(\.address)).count == 7)
        #expect(try plan(validators: 2, fullNodes: 1).nodes.map(\.account) == accounts)
    }

    @Test("what makes no network is a usage error")
    func refusals() {
        #expect(throws: HomeError.self) { try plan(validators: 0) }
        #expect(throws: HomeError.self) { try plan(validators: -1) }
        #expect(throws: HomeError.self) { try plan(validators: 101) }
        #expect(throws: HomeError.self) { try plan(fullNodes: -1) }
        #expect(throws: HomeError.self) { try plan(fullNodes: 101) }
        #expect(throws: HomeError.self) { try plan(basePort: 0) }
        #expect(throws: HomeError.self) { try plan(basePort: -1) }
        #expect(throws: HomeError.self) { try plan(basePort: .max) }
        #expect(throws: HomeError.self) { try plan(validators: 2, basePort: 65_526) }
        #expect(throws: HomeError.self) { try plan(block: 0) }
        #expect(throws: HomeError.self) { try plan("") }
        for chainID in ["", "a b", "a\"b", "ä", String(repeating: "a", count: 51)] {
            #expect(throws: HomeError.self) { try plan(chainID: chainID) }
        }
        #expect(HomeError.plan("").exit == .usage)
        #expect(throws: Never.self) { try plan(basePort: 65_529) }
    }
}
