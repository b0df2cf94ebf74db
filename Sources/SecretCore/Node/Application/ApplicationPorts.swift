internal import SecretBase
internal import SecretStorage
package import SecretWire

/// Whoever answers ABCI queries from whole heights.
package protocol ABCIQueryPort: Sendable {
    /// Never throws: a refusal is a code in the answer.
    func query(_ request: CometAbciRequestQuery) async -> CometAbciResponseQuery
}

/// Whoever keeps snapshots of the state for nodes that join, and takes theirs.
protocol SnapshotPort: Sendable {
    /// Snapshots that can be had here.
    func list() async -> [CometAbciSnapshot]
    /// One chunk; empty where there is none.
    func load(height: UInt64, format: UInt32, chunk: UInt32) async -> Bytes
    /// Whether a snapshot that others offer is to be fetched.
    func offer(
        _ request: CometAbciRequestOfferSnapshot, to state: ConsensusState
    ) throws(StorageError) -> CometAbciResponseOfferSnapshot.Result
    /// Takes one chunk; with the last one the state is on disk, and loaded.
    func apply(
        _ request: CometAbciRequestApplySnapshotChunk, to state: ConsensusState
    ) throws(StorageError) -> CometAbciResponseApplySnapshotChunk
    /// A block was committed: time for a snapshot, perhaps. Returns at once.
    func committed(_ height: Int64)
}
