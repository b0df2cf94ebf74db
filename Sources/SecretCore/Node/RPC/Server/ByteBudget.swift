internal import Synchronization

/// A sum that many connections share, so that all together they hold no more than it allows.
final class ByteBudget: Sendable {
    private let left: Mutex<Int>

    init(_ bytes: Int) { left = Mutex(bytes) }

    /// One connection's share; it goes back when the share is dropped.
    func share() -> ByteShare { ByteShare(of: self) }

    fileprivate func take(_ bytes: Int) -> Bool {
        left.withLock { left in
            guard bytes <= left else { return false }
            left -= bytes
            return true
        }
    }
}

/// What one connection has of a budget.
struct ByteShare: ~Copyable {
    /// Bodies of this length are too many to count and too short to matter.
    static let free = 16 << 10

    private let budget: ByteBudget
    private var held = 0

    fileprivate init(of budget: ByteBudget) { self.budget = budget }

    deinit { _ = budget.take(-held) }

    /// Holds what `bytes` bytes need, no more and no less; false where the budget has no more.
    mutating func hold(_ bytes: Int) -> Bool {
        let wanted = bytes <= Self.free ? 0 : bytes
        guard budget.take(wanted - held) else { return false }
        held = wanted
        return true
    }
}
