import SecretBase
import SecretStorage
import SecretWire

@testable import SecretNode

/// Keeps no snapshots and takes none.
struct NoSnapshots: SnapshotPort {
    func list() async -> [CometAbciSnapshot] { [] }

    func load(height: UInt64, format: UInt32, chunk: UInt32) async -> Bytes { [] }

    func offer(
        _ request: CometAbciRequestOfferSnapshot, to state: ConsensusState
    ) throws(StorageError) -> CometAbciResponseOfferSnapshot.Result { .abort }

    func apply(
        _ request: CometAbciRequestApplySnapshotChunk, to state: ConsensusState
    ) throws(StorageError) -> CometAbciResponseApplySnapshotChunk {
        var answer = CometAbciResponseApplySnapshotChunk()
        answer.result = .abort
        return answer
    }

    func committed(_ height: Int64) {}
}
