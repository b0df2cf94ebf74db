import SecretBase
import SecretChain

/// What the contract calls of one transaction, or of one query, share.
final class ContractCalls {
    let executor: any ContractExecutor
    /// Numbers the block's contract calls; failed ones and those of failed transactions count.
    let counter: CallCounter
    /// The transaction in hand; nil in queries.
    let transaction: CallingTransaction?
    /// Gas that the block's earlier transactions used: the chain takes it for a transaction's
    /// place in the block.
    let blockGasUsed: UInt64
    /// Whether errors of other modules are kept from contracts, as nodes on hardware do.
    let redactsErrors: Bool
    /// How deep contracts have sent messages to contracts.
    var depth: UInt32 = 0
    /// Set by a contract that wants its transaction to end: no message follows any more.
    var isLastMessageMarked = false

    static let depthMax: UInt32 = 100

    /// Place in the block and hash of the transaction in hand; nil where there is none.
    var place: (index: UInt64, hash: Bytes)? {
        guard let transaction, let index = transaction.index else { return nil }
        return (index, transaction.content.transaction.hash.bytes)
    }

    /// The calls of a transaction.
    init(_ content: TransactionContent, in frame: CallFrame) {
        executor = frame.executor
        counter = frame.counter
        transaction = CallingTransaction(content: content, index: frame.index)
        blockGasUsed = frame.blockGasUsed
        redactsErrors = frame.redactsErrors
    }

    /// The calls of a query.
    init(queryingWith executor: any ContractExecutor) {
        self.executor = executor
        counter = CallCounter()
        transaction = nil
        blockGasUsed = 0
        redactsErrors = false
    }
}

/// What the contract calls of a block's transactions share, and where the next one stands.
struct CallFrame {
    let executor: any ContractExecutor
    let counter = CallCounter()
    let redactsErrors: Bool
    /// The transaction's place, from 0; nil in a simulation, which has none.
    private(set) var index: UInt64?
    /// Gas of the transactions before.
    private(set) var blockGasUsed: UInt64 = 0

    init(
        executor: any ContractExecutor, _ configuration: LedgerConfiguration,
        index: UInt64? = nil
    ) {
        self.executor = executor
        self.index = index
        redactsErrors = configuration.redactsErrors
    }

    /// Goes on to the next transaction. One that the ante checks refused has no place.
    mutating func pass(_ outcome: TransactionRunner.Outcome) {
        if outcome.isCounted { index = index.map { $0 + 1 } }
        blockGasUsed &+= outcome.blockGas
    }
}

/// Numbers contract calls from 0; one per block.
final class CallCounter {
    private var used: UInt64 = 0

    /// The next number.
    func next() -> UInt64 {
        defer { used += 1 }
        return used
    }
}

/// A transaction as its contract calls need it.
struct CallingTransaction {
    let content: TransactionContent
    /// From 0; nil in a simulation, which has no place.
    let index: UInt64?
}
