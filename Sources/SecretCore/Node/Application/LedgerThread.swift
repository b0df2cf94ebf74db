internal import Dispatch
internal import Foundation
internal import SecretStorage
internal import Synchronization

/// The one thread that owns a ledger's state: runs what it is given, in order.
///
/// Executing and committing blocks; the tasks that answer sockets must not.
final class LedgerThread<Owned>: Sendable {
    private enum Letter: Sendable {
        /// Gets nil when nobody will run it; gives what ends the thread.
        case job(@Sendable (Owned?) -> StorageError?)
        case stop
    }

    private let mailbox: Mailbox<Letter>
    private let ending = Ending()

    /// Takes `owned` over.
    init(owning owned: sending Owned) {
        // Each connection waits for its answer: a handful of jobs are all that ever wait.
        let mailbox = Mailbox<Letter>(capacity: 4096)
        self.mailbox = mailbox
        let ending = ending
        let cargo = Mutex<Owned?>(owned)
        let thread = Thread {
            let failure = cargo.withLock { $0.take() }.flatMap { Self.run($0, mailbox) }
            for case .job(let job) in mailbox.close() { _ = job(nil) }
            ending.finish(failure)
        }
        thread.name = "ledger"
        // Queries of contracts may nest ten deep, each with a stack of half a MiB.
        thread.stackSize = 16 << 20
        thread.start()
    }

    /// What `body` makes of what the thread owns.
    ///
    /// Throws `.stopped` when the thread has ended. Where `body` throws, the thread ends: what is
    /// in memory may then be ahead of the disk.
    func run<Answer: Sendable>(
        _ body: @escaping @Sendable (Owned) throws(StorageError) -> Answer
    ) async throws(NodeError) -> Answer {
        let result: Result<Answer, NodeError> = await withCheckedContinuation { continuation in
            let posting = mailbox.post(.job { Self.perform(body, $0, continuation) })
            guard posting != .taken else { return }
            let why = posting == .full ? "too much waits for it" : "it was told to"
            continuation.resume(returning: .failure(.stopped(why)))
        }
        return try result.get()
    }

    /// Ends the thread after what waits already; later jobs are refused.
    func requestStop() {
        _ = mailbox.post(.stop, isUrgent: true)
    }

    /// Returns when the thread has ended: nil if it was told to, else why.
    func waitUntilStopped() async -> StorageError? {
        await ending.wait()
    }

    private static func perform<Answer: Sendable>(
        _ body: (Owned) throws(StorageError) -> Answer,
        _ owned: Owned?,
        _ continuation: CheckedContinuation<Result<Answer, NodeError>, Never>
    ) -> StorageError? {
        guard let owned else {
            continuation.resume(returning: .failure(.stopped("it was told to")))
            return nil
        }
        do throws(StorageError) {
            let answer = try body(owned)
            continuation.resume(returning: .success(answer))
            return nil
        } catch {
            continuation.resume(returning: .failure(.stopped(error.description)))
            return error
        }
    }

    private static func run(
        _ owned: Owned, _ mailbox: Mailbox<Letter>
    ) -> StorageError? {
        while true {
            let letters = mailbox.takeAll(until: .distantFuture)
            for (index, letter) in letters.enumerated() {
                guard case .job(let job) = letter else { return refuse(letters[(index + 1)...]) }
                if let failure = job(owned) {
                    _ = refuse(letters[(index + 1)...])
                    return failure
                }
            }
        }
    }

    /// Answers those that were taken out of the box but will not be run.
    private static func refuse(_ letters: ArraySlice<Letter>) -> StorageError? {
        for case .job(let job) in letters { _ = job(nil) }
        return nil
    }
}
