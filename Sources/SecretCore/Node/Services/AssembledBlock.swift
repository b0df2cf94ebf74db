internal import Foundation
internal import SecretBase
internal import SecretLedger
internal import SecretStorage
internal import SecretWire
internal import SwiftProtobuf

/// A block put together from what the database keeps of it.
struct AssembledBlock {
    let id: CometBlockID
    let block: CometBlock

    init(id: CometBlockID, block: CometBlock) {
        self.id = id
        self.block = block
    }

    /// Throws as the network does when there is no block at `height`.
    init(at height: Int64, in snapshot: ChainSnapshot) throws {
        guard height > 0 else {
            throw QueryError(.unknown, "height must be greater than 0, but got \(height)")
        }
        guard let stored = try snapshot.block(at: height) else {
            // The network's own spelling.
            throw QueryError(
                .invalidArgument, "requested block height is bigger then the chain length")
        }
        try self.init(
            stored, transactions: snapshot.transactions(at: height).map(\.bytes), in: snapshot)
    }

    /// From what was read already.
    init(_ stored: StoredBlock, transactions: [Bytes], in snapshot: ChainSnapshot) throws {
        var block = CometBlock()
        block.header = try CometHeader(serializedBytes: stored.header)
        block.data.txs = transactions.map { Data($0) }
        block.evidence = CometEvidenceList()
        block.lastCommit =
            try snapshot.block(at: stored.height - 1)
            .map { try CometCommit(serializedBytes: $0.commit) } ?? CometCommit()
        self.block = block
        id = try CometCommit(serializedBytes: stored.commit).blockID
    }
}
