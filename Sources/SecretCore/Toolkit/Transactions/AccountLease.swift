internal import SecretBase
internal import SecretChain
internal import SecretWire

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// The right to sign for one account on one chain, held by one process at a time.
///
/// The lock is the system's, so it goes with the process. Beside it lies a file with the
/// transactions that were handed to the chain and may not be in a block yet: the next sequence
/// follows theirs. Losing that file costs a retry and never a payment.
final class AccountLease: Sendable {
    /// A transaction on its way.
    struct Pending: Equatable, Sendable {
        let sequence: UInt64
        let hash: String
        /// Whether the node's answer to it never came.
        var isUnknown: Bool
    }

    private let descriptor: Int32
    private let path: String
    let address: String

    private init(descriptor: Int32, path: String, address: String) {
        self.descriptor = descriptor
        self.path = path
        self.address = address
    }

    deinit { close(descriptor) }

    /// Waits for its turn, at most `secondsMax`.
    static func take(
        state: String, chainID: String, address: Address, secondsMax: Int = 120
    ) async throws -> AccountLease {
        let name = String(chainID.map { $0.isLetter || $0.isNumber || $0 == "-" ? $0 : "_" })
        let path = "\(state)/accounts/\(name)/\(address)"
        let descriptor = try openLock(path + ".lock")
        let clock = ContinuousClock()
        let end = clock.now + .seconds(secondsMax)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR, clock.now < end else {
                close(descriptor)
                throw TransactionFailure.busy(address: "\(address)", seconds: secondsMax)
            }
            do {
                // Uneven pauses, so that many waiters do not knock together.
                try await Task.sleep(for: .milliseconds(Int.random(in: 3...20)))
            } catch {
                close(descriptor)
                throw error
            }
        }
        return AccountLease(descriptor: descriptor, path: path + ".json", address: "\(address)")
    }

    private static func openLock(_ path: String) throws(TransactionFailure) -> Int32 {
        do { try TextFile.makeParent(of: path) } catch {
            throw .stateUnwritable(path, why: "\(error)")
        }
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .stateUnwritable(path, why: String(cString: strerror(errno)))
        }
        return descriptor
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

    func write(_ pending: [Pending]) throws(TransactionFailure) {
        let entries = pending.map { entry -> JSONValue in
            [
                "sequence": .string("\(entry.sequence)"), "tx_hash": .string(entry.hash),
                "unknown": .bool(entry.isUnknown),
            ]
        }
        let json: JSONValue = ["pending": .array(entries)]
        let text = String(decoding: json.bytes(), as: UTF8.self) + "\n"
        do { try TextFile.write(text, to: path) } catch {
            throw .stateUnwritable(path, why: "\(error)")
        }
    }
}
