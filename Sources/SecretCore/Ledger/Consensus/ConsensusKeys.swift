import SecretBase

/// Keys of the consensus parameters' store.
enum ConsensusKeys {
    /// Protobuf `ConsensusParams`.
    static let parameters: Bytes = [Store.consensus.rawValue] + Bytes("Consensus".utf8)
}
