internal import SecretBase
package import SecretChain

/// A network of nodes to be laid out on one machine, before any file of it is written.
package struct NetworkPlan: Sendable {
    /// One node of the network.
    package struct Node: Sendable {
        /// From 0; the validators come first.
        package let index: Int
        package let home: CometHome
        package let moniker: String
        package let isValidator: Bool
        /// Operates the validator, or would if the node became one.
        package let account: Address
        package let ports: NodePorts
    }

    /// As many as the network's own staking parameters admit.
    package static let validatorsMax = 100
    package static let fullNodesMax = 100

    package let directory: String
    package let chainID: String
    /// From one block to the next, when nothing is amiss.
    package let blockMilliseconds: Int
    package let nodes: [Node]

    /// Throws `HomeError.plan` for what makes no network.
    package init(
        directory: String, chainID: String, validators: Int, fullNodes: Int = 0,
        basePort: Int? = nil, blockMilliseconds: Int = 1000
    ) throws(HomeError) {
        guard (1...Self.validatorsMax).contains(validators) else {
            throw .plan("wanted 1 to \(Self.validatorsMax) validators, got \(validators)")
        }
        guard (0...Self.fullNodesMax).contains(fullNodes) else {
            throw .plan("wanted 0 to \(Self.fullNodesMax) full nodes, got \(fullNodes)")
        }
        guard (1...3_600_000).contains(blockMilliseconds) else {
            throw .plan("a block takes 1 ms to an hour, not \(blockMilliseconds) ms")
        }
        try Self.check(chainID: chainID)
        let place = Self.tidied(directory)
        guard !place.isEmpty else { throw .plan("the directory has no name") }
        let accounts = LocalOperators.accounts(validators + fullNodes)
        var nodes: [Node] = []
        for (index, account) in accounts.enumerated() {
            let isValidator = index < validators
            let name = isValidator ? "validator" : "node"
            nodes.append(
                Node(
                    index: index, home: CometHome(root: "\(place)/node\(index)"),
                    moniker: index == 0 ? name : "\(name)-\(index)", isValidator: isValidator,
                    account: account, ports: try NodePorts(node: index, base: basePort)))
        }
        try Self.check(ports: nodes)
        self.directory = place
        self.chainID = chainID
        self.blockMilliseconds = blockMilliseconds
        self.nodes = nodes
    }

    /// Without slashes at its end, but for the root.
    static func tidied(_ path: String) -> String {
        var path = path[...]
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return String(path)
    }

    /// What CometBFT takes, and needs no escaping in any of the files.
    static func check(chainID: String) throws(HomeError) {
        let isPlain = chainID.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f: true
            default: false
            }
        }
        guard isPlain, (1...CometGenesis.chainIDBytesMax).contains(chainID.utf8.count) else {
            throw .plan(
                "a chain id has 1 to \(CometGenesis.chainIDBytesMax) letters, digits, '-', '_' "
                    + "and '.'")
        }
    }

    private static func check(ports nodes: [Node]) throws(HomeError) {
        var owners: [Int: Int] = [:]
        for node in nodes {
            for address in node.ports.all {
                if let other = owners.updateValue(node.index, forKey: address.port) {
                    throw .plan(
                        "node \(other) and node \(node.index) would share port \(address.port)")
                }
            }
        }
    }
}
