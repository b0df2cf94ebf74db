package import SecretBase

/// A block as the database keeps it. Storage does not look into the encoded parts.
package struct StoredBlock: Hashable, Sendable {
    /// 1 for the first block.
    package let height: Int64
    /// Header hash, 32 bytes.
    package let hash: Bytes
    /// Digest of the state after this block, 32 bytes.
    package let appHash: Bytes
    /// `tendermint.types.Header`.
    package let header: Bytes
    /// `tendermint.types.Commit` over this block.
    package let commit: Bytes
    /// `tendermint.types.ValidatorSet` that makes and signs this block.
    package let validators: Bytes
    /// `tendermint.abci.ResponseFinalizeBlock`, its transaction results left out: see `transactions`.
    package let results: Bytes
    /// How many transactions the block holds.
    package let transactionCount: Int

    package init(
        height: Int64, hash: Bytes, appHash: Bytes, header: Bytes, commit: Bytes,
        validators: Bytes, results: Bytes, transactionCount: Int
    ) {
        self.height = height
        self.hash = hash
        self.appHash = appHash
        self.header = header
        self.commit = commit
        self.validators = validators
        self.results = results
        self.transactionCount = transactionCount
    }
}

/// Where a transaction stands in the chain.
package struct TransactionPlace: Hashable, Comparable, Sendable {
    package let height: Int64
    /// 0 for the first transaction of its block.
    package let index: Int

    package init(height: Int64, index: Int) {
        self.height = height
        self.index = index
    }

    package static func < (left: Self, right: Self) -> Bool { left.rowID < right.rowID }

    /// height × 2^20 + index: one block's transactions lie side by side, in order.
    var rowID: Int64 { height << Self.indexBits | Int64(index) }

    init(rowID: Int64) {
        height = rowID >> Self.indexBits
        index = Int(rowID & ((1 << Self.indexBits) - 1))
    }

    static let indexBits: Int64 = 20
    /// One block holds at most so many transactions.
    package static let indexMax = 1 << 20 - 1
}

/// A transaction in a block, with its result.
package struct StoredTransaction: Hashable, Sendable {
    package let place: TransactionPlace
    /// TxRaw as it was sent.
    package let bytes: Bytes
    /// `tendermint.abci.ExecTxResult`.
    package let result: Bytes

    package init(place: TransactionPlace, bytes: Bytes, result: Bytes) {
        self.place = place
        self.bytes = bytes
        self.result = result
    }
}
