internal import Dispatch
internal import SecretLedger

/// Compiles the code of transactions that store code, before they reach the ledger's thread: it
/// takes up to a second, for which no block should wait.
struct CodeCompiler: Sendable {
    private let ledger: Ledger
    // One at a time: whoever sends much code waits for himself.
    private let queue = DispatchQueue(label: "code compiler")

    init(ledger: Ledger) {
        self.ledger = ledger
    }

    /// Returns when it is done. Code that cannot be compiled is left to the ledger to refuse.
    func compile(_ transaction: PreparedTransaction) async {
        await withCheckedContinuation { continuation in
            queue.async {
                ledger.prepareCode(of: transaction)
                continuation.resume()
            }
        }
    }

    /// As `compile`, without waiting: whoever simulates will send it soon.
    func beginCompiling(_ transaction: PreparedTransaction) {
        queue.async { ledger.prepareCode(of: transaction) }
    }
}
