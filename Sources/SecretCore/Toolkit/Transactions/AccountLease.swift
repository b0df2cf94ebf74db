internal import SecretBase
internal import SecretChain
internal import SecretWire

/// The right to sign for one account on one chain, held by one process at a time.
///
/// Beside the lock lies a file with the transactions that were handed to the chain and may not be
/// in a block yet: the next sequence follows theirs. Each is entered before its first byte leaves.
/// Losing that file costs a retry and never a payment.
final class AccountLease: Sendable {
    /// A transaction on its way.
    struct Pending: Equatable, Sendable {
        let sequence: UInt64
        let hash: String
        /// Whether it has to be sent again before anything is built upon it: the node's answer never
        /// came, or the node seems to have lost it.
        var isUnknown: Bool
    }

    private let lock: LockFile
    private let path: String
    let address: String

    private init(lock: LockFile, path: String, address: String) {
        self.lock = lock
        self.path = path
        self.address = address
    }

    /// Waits for its turn: at most `secondsMax` during which nobody else makes progress, and ten
    /// times that in all.
    static func take(
        state: String, chainID: String, address: Address, secondsMax: Int = 120
    ) async throws -> AccountLease {
        let chain = LockFile.folderName(ofChain: chainID)
        let path = "\(state)/accounts/\(chain)/\(address)"
        let lock = try LockFile(path + ".lock")
        let clock = ContinuousClock()
        let last = clock.now + .seconds(secondsMax * 10)
        var end = clock.now + .seconds(secondsMax)
        var mark = DurableFile.mark(of: path + ".json")
        while try !lock.take() {
            let newMark = DurableFile.mark(of: path + ".json")
            if newMark != mark {
                mark = newMark
                end = min(clock.now + .seconds(secondsMax), last)
            }
            guard clock.now < end else {
                throw TransactionFailure.busy(address: "\(address)", seconds: secondsMax)
            }
            // Uneven pauses, so that many waiters do not knock together.
            try await Task.sleep(for: .milliseconds(Int.random(in: 3...20)))
        }
        return AccountLease(lock: lock, path: path + ".json", address: "\(address)")
    }

    /// What is on its way, lowest sequence first. A file that cannot be read counts as none.
    func pending() -> [Pending] {
        guard let bytes = try? InputFile.read(path), let json = try? JSONValue(parsing: bytes)
        else { return [] }
        let entries = (json["pending"]?.array ?? []).compactMap { entry -> Pending? in
            guard let sequence = entry["sequence"]?.string.flatMap({ UInt64($0) }),
                let hash = entry["tx_hash"]?.string
            else { return nil }
            return Pending(
                sequence: sequence, hash: hash, isUnknown: entry["unknown"] == .bool(true))
        }
        return entries.sorted { $0.sequence < $1.sequence }
    }

    /// Durable when it returns.
    func write(_ pending: [Pending]) throws(TransactionFailure) {
        let entries = pending.map { entry -> JSONValue in
            [
                "sequence": .string("\(entry.sequence)"), "tx_hash": .string(entry.hash),
                "unknown": .bool(entry.isUnknown),
            ]
        }
        let json: JSONValue = ["pending": .array(entries)]
        try DurableFile.write(String(decoding: json.bytes(), as: UTF8.self) + "\n", to: path)
    }
}
