internal import SecretBase
internal import SecretWire

extension CometClient {
    /// How the engine and its peers stand.
    func sight() async throws -> EngineSight {
        let status = try await status()
        let waiting = try await call("num_unconfirmed_txs")["total"]?.string.flatMap { Int($0) }
        let peers = try await call("dump_consensus_state")["peers"]?.array ?? []
        let heights = peers.compactMap { peer in
            peer["peer_state"]?["round_state"]?["height"]?.string.flatMap { Int64($0) }
        }
        return EngineSight(
            height: status.height, isCatchingUp: status.isCatchingUp, peers: peers.count,
            peersHeight: heights.max(), waiting: waiting ?? 0)
    }
}
