package import SecretBase
internal import SecretLedger
internal import SecretStorage

/// A transaction on its way into a block.
struct Submission: Sendable {
    let transaction: PreparedTransaction
    /// SHA-256 of the bytes.
    let hash: Bytes
    let answer: @Sendable (Result<TxResult, NodeError>) -> Void
}

/// What waits for a block.
package struct WaitingTransactions: Hashable, Sendable {
    package let count: Int
    /// Of all of them.
    package let bytes: Int
    /// The first ones, as many as were asked for.
    package let transactions: [Bytes]
}

/// Checked transactions that wait for a block, in order, and the memory of those that came lately.
struct Mempool {
    /// One that passed its check.
    struct Waiting {
        let submission: Submission
        let checked: TxResult
    }

    private let countMax: Int
    private let bytesMax: Int
    private(set) var waiting: [Waiting] = []
    private var bytes = 0
    // As CometBFT's cache: a transaction that comes again is refused though it is in a block.
    private var recent = RecentSet<ByteKey>(count: 10_000)

    init(_ settings: NodeSettings) {
        countMax = settings.waitingMax
        bytesMax = settings.waitingBytesMax
    }

    var isEmpty: Bool { waiting.isEmpty }

    /// Why `submission` is not even checked, nil when it is to be.
    func refusal(of submission: Submission) -> TxResult? {
        if recent.contains(ByteKey(submission.hash)) { return .alreadyWaiting }
        let isFull =
            waiting.count >= countMax || bytes + submission.transaction.bytes.count > bytesMax
        return isFull ? .mempoolFull : nil
    }

    mutating func add(_ submission: Submission, checked: TxResult) {
        waiting.append(Waiting(submission: submission, checked: checked))
        bytes += submission.transaction.bytes.count
        recent.insert(ByteKey(submission.hash))
    }

    /// How many wait, and the first of them.
    func listed(limit: Int) -> WaitingTransactions {
        WaitingTransactions(
            count: waiting.count, bytes: bytes,
            transactions: waiting.prefix(limit).map(\.submission.transaction.bytes))
    }

    /// Takes out the first transactions that fit a block.
    mutating func takeBlock(countMax: Int, bytesMax: Int) -> [Waiting] {
        var (count, size) = (0, 0)
        for one in waiting.prefix(countMax) {
            size += one.submission.transaction.bytes.count
            // At least one, or an over-long one would block all others.
            if size > bytesMax, count > 0 { break }
            count += 1
        }
        let taken = Array(waiting.prefix(count))
        waiting.removeFirst(count)
        bytes -= taken.reduce(0) { $0 + $1.submission.transaction.bytes.count }
        return taken
    }

    /// Takes out whatever `isGood` does not hold for; it may be sent again.
    mutating func removeAll(
        unless isGood: (Waiting) throws(StorageError) -> Bool
    ) throws(StorageError) {
        var kept: [Waiting] = []
        for one in waiting {
            if try isGood(one) {
                kept.append(one)
            } else {
                recent.remove(ByteKey(one.submission.hash))
                bytes -= one.submission.transaction.bytes.count
            }
        }
        waiting = kept
    }
}

extension TxResult {
    /// The mempool's refusals carry no text over REST. Source: chain.md §3.2.
    static let alreadyWaiting = TxResult(code: 19, codespace: "sdk")
    static let mempoolFull = TxResult(code: 20, codespace: "sdk")
    static let tooLarge = TxResult(code: 21, codespace: "sdk")
}
