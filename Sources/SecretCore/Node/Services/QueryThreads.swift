internal import Dispatch
internal import Foundation
internal import Synchronization

/// A few threads with deep stacks for questions that take long, so that tasks do not wait on one
/// another for them.
final class QueryThreads: Sendable {
    private struct Work {
        var waiting: [@Sendable () -> Void] = []
        var started = 0
        var idle = 0
    }

    private let count: Int
    private let work = Mutex(Work())
    private let bell = DispatchSemaphore(value: 0)

    /// Threads start when they are first needed, and stay.
    init(count: Int) {
        self.count = count
    }

    /// What `body` gives, on one of the threads.
    func run<Answer: Sendable>(
        _ body: @escaping @Sendable () throws -> Answer
    ) async throws
        -> Answer
    {
        try await withCheckedThrowingContinuation { continuation in
            post { continuation.resume(with: Result { try body() }) }
        }
    }

    private func post(_ job: @escaping @Sendable () -> Void) {
        let starts = work.withLock { work in
            work.waiting.append(job)
            guard work.waiting.count > work.idle, work.started < count else { return false }
            work.started += 1
            return true
        }
        if starts { start() }
        bell.signal()
    }

    private func start() {
        let thread = Thread { [self] in
            while true { takeOne()?() }
        }
        thread.name = "contract queries"
        thread.stackSize = 16 << 20
        thread.start()
    }

    private func takeOne() -> (@Sendable () -> Void)? {
        work.withLock { $0.idle += 1 }
        bell.wait()
        return work.withLock { work in
            work.idle -= 1
            return work.waiting.isEmpty ? nil : work.waiting.removeFirst()
        }
    }
}
