internal import SecretBase

/// Where the doors of one node are, all of them on 127.0.0.1.
package struct NodePorts: Hashable, Sendable {
    package let p2p: ListenAddress
    package let rpc: ListenAddress
    package let abci: ListenAddress
    package let rest: ListenAddress
    package let grpc: ListenAddress
    /// Only one node of a network has a faucet: it pays from one account, whose transactions one
    /// node has to number.
    package let faucet: ListenAddress?
    /// CometBFT's figures, which are off until somebody turns them on.
    let figures: ListenAddress

    /// How far the ports of one node are from the next one's.
    static let step = 10
    /// p2p, RPC, ABCI, REST, gRPC, faucet, figures. Source: local network facts; CometBFT's defaults.
    private static let customary = [26656, 26657, 26658, 1317, 9090, 5000, 26660]

    /// The ports of node `index`: the customary ones of the network, or those from `base` on, with
    /// `step` between the nodes. Throws `HomeError.plan` for a port that does not exist.
    ///
    /// - Parameter hasFaucet: nil for the first node alone.
    init(node index: Int, base: Int?, hasFaucet: Bool? = nil) throws(HomeError) {
        guard base.map((1...65_535).contains) ?? true else {
            throw .plan("wanted a port from 1 to 65535 to begin with, got \(base ?? 0)")
        }
        let first = base.map { base in Self.customary.indices.map { base + $0 } } ?? Self.customary
        let ports = first.map { $0 + index * Self.step }
        guard let port = ports.first(where: { !(1...65_535).contains($0) }) else {
            let places = ports.map { ListenAddress(port: $0) }
            (p2p, rpc, abci) = (places[0], places[1], places[2])
            (rest, grpc) = (places[3], places[4])
            (faucet, figures) = (hasFaucet ?? (index == 0) ? places[5] : nil, places[6])
            return
        }
        throw .plan("node \(index) would have port \(port), and ports go from 1 to 65535")
    }

    var all: [ListenAddress] {
        [p2p, rpc, abci, rest, grpc, figures] + (faucet.map { [$0] } ?? [])
    }
}
