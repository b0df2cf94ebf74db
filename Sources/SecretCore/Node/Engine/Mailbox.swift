internal import Dispatch
internal import Synchronization

/// A bounded queue from any thread to one that takes everything at once.
final class Mailbox<Letter: Sendable>: Sendable {
    private struct Content {
        var letters: [Letter] = []
        var isClosed = false
    }

    private let capacity: Int
    private let content = Mutex(Content())
    // Rung when the box stops being empty. A ring too many only makes the taker look again.
    private let bell = DispatchSemaphore(value: 0)

    init(capacity: Int) {
        self.capacity = capacity
    }

    enum Posting {
        case taken, full, closed
    }

    /// Puts `letter` at the end, unless the box is full (`isUrgent` finds room always) or closed.
    func post(_ letter: Letter, isUrgent: Bool = false) -> Posting {
        let (posting, rings) = content.withLock { content -> (Posting, Bool) in
            if content.isClosed { return (.closed, false) }
            if content.letters.count >= capacity, !isUrgent { return (.full, false) }
            content.letters.append(letter)
            return (.taken, content.letters.count == 1)
        }
        if rings { bell.signal() }
        return posting
    }

    /// All letters, in the order of posting; empty when `deadline` passes without one.
    func takeAll(until deadline: DispatchTime) -> [Letter] {
        while true {
            let letters = content.withLock { content in
                let letters = content.letters
                content.letters = []
                return letters
            }
            if !letters.isEmpty { return letters }
            if bell.wait(timeout: deadline) == .timedOut { return [] }
        }
    }

    /// Refuses letters from now on, and gives back those that nobody took.
    func close() -> [Letter] {
        content.withLock { content in
            content.isClosed = true
            let left = content.letters
            content.letters = []
            return left
        }
    }
}
