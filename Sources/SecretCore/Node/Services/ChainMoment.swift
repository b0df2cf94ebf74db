internal import SecretBase
internal import SecretLedger
internal import SecretStorage
internal import SecretWire
internal import SwiftProtobuf

extension ChainSnapshot {
    /// What queries at `height` are asked of: the header that the ledger saw, and the state after
    /// that block. Nil and 0 stand for the last height.
    ///
    /// Throws in the network's words where that state is not there. Source: chain.md §5.6.
    func moment(_ height: Int64?) throws -> (header: BlockHeaderInfo, state: any StateReader) {
        guard let latest = committed?.height else {
            throw QueryError(.unavailable, "the chain has no block yet")
        }
        let wanted = height ?? 0
        guard wanted <= latest else {
            throw QueryError(
                .unknown,
                "cannot query with height in the future; please provide a valid height: "
                    + "invalid height")
        }
        guard wanted != 0, wanted != latest else { return (try header(latest), self) }
        do {
            return (try header(wanted), try state(at: wanted))
        } catch StorageError.noState {
            throw QueryError(plain: NodeServices.stateMissing(height: wanted, latest: latest))
        }
    }

    private func header(_ height: Int64) throws -> BlockHeaderInfo {
        guard let block = try block(at: height) else {
            throw StorageError.noState(height: height, latest: committed?.height ?? 0)
        }
        let header = try CometHeader(serializedBytes: block.header)
        return BlockHeaderInfo(
            chainID: header.chainID, height: height, time: Timestamp(header.time),
            proposerAddress: Bytes(header.proposerAddress))
    }
}
