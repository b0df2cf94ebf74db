internal import SecretBase
internal import SecretLedger

/// Which of the mempool's transactions a proposer puts into its block: as many as fit, from the
/// first on.
///
/// Source: CometBFT facts §5, PrepareProposal; baseapp's handler without an application's mempool.
struct Proposal {
    /// Of the block, in bytes as protobuf counts them: each transaction with its tag and length.
    let bytesMax: Int64
    /// Gas of the block; nil or negative where nothing limits.
    let gasMax: Int64?

    /// The transactions that fit, in their order. A transaction that alone is too large, or that
    /// wants more gas than is left, ends the block: those behind it may need what it does.
    func choose(from transactions: [Bytes]) -> [Bytes] {
        var (bytesLeft, gasLeft) = (bytesMax, gasMax.flatMap { $0 < 0 ? nil : UInt64($0) })
        for (index, transaction) in transactions.enumerated() {
            bytesLeft -= Self.size(transaction)
            guard bytesLeft >= 0 else { return Array(transactions[..<index]) }
            guard let left = gasLeft else { continue }
            let wanted = PreparedTransaction(transaction).gasLimit ?? 0
            guard wanted <= left else { return Array(transactions[..<index]) }
            gasLeft = left - wanted
        }
        return transactions
    }

    /// Tag (one byte), length as a varint, and the transaction.
    static func size(_ transaction: Bytes) -> Int64 {
        var (count, lengthBytes) = (transaction.count, 1)
        while count >= 0x80 {
            count >>= 7
            lengthBytes += 1
        }
        return Int64(1 + lengthBytes + transaction.count)
    }
}
