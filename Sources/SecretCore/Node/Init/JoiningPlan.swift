package import SecretBase

/// A full node that joins a network which is there already, before any file of it is written.
package struct JoiningPlan: Sendable {
    /// More is an address book, and that is another file.
    package static let peersMax = 64

    package let home: CometHome
    package let chainID: String
    package let moniker: String
    package let ports: NodePorts
    package let peers: [PeerAddress]
    /// The RPC address of a node of the network; nil where none is known.
    package let rpc: String?
    /// From one block to the next, should the node come to make some.
    package let blockMilliseconds: Int
    /// The network's, whole.
    package let genesis: Bytes

    /// Throws `HomeError.plan` for what makes no node, `.malformed` for what is no genesis.
    ///
    /// - Parameter source: where the genesis comes from, for errors.
    package init(
        directory: String, genesis: Bytes, from source: String, peers: [PeerAddress],
        rpc: String? = nil, basePort: Int? = nil, blockMilliseconds: Int = 1000
    ) throws(HomeError) {
        let place = NetworkPlan.tidied(directory)
        guard !place.isEmpty else { throw .plan("the directory has no name") }
        guard genesis.count <= CometGenesis.bytesMax else {
            throw .malformed(file: source, "longer than \(CometGenesis.bytesMax) bytes")
        }
        guard (1...Self.peersMax).contains(peers.count) else {
            throw .plan("wanted 1 to \(Self.peersMax) peers to begin with, got \(peers.count)")
        }
        guard (1...3_600_000).contains(blockMilliseconds) else {
            throw .plan("a block takes 1 ms to an hour, not \(blockMilliseconds) ms")
        }
        if let rpc, rpc.contains(where: { $0 == "\"" || $0 == "\\" }) {
            throw .plan("an address with quotes or backslashes cannot be written down: \(rpc)")
        }
        let head = try CometGenesis(genesis, path: source)
        try NetworkPlan.check(chainID: head.chainID)
        chainID = head.chainID
        home = CometHome(root: place)
        let name = String(place.split(separator: "/").last ?? "node")
        moniker = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
        ports = try NodePorts(node: 0, base: basePort, hasFaucet: false)
        self.peers = peers
        self.rpc = rpc
        self.blockMilliseconds = blockMilliseconds
        self.genesis = genesis
    }

    var configuration: CometConfigurationText {
        CometConfigurationText(
            moniker: moniker, ports: ports, blockMilliseconds: blockMilliseconds,
            peers: peers.map(\.description).joined(separator: ","), asksForPeers: true,
            witnesses: rpc.map { "\($0),\($0)" } ?? "", trusted: rpc ?? "http://HOST:26657",
            peersMax: 40)
    }
}
