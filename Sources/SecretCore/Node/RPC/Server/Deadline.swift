internal import NIOCore
internal import Synchronization

/// Closes a channel on which something does not happen in time.
///
/// The time is moved often and rarely reached, so it is looked at four times a second.
final class Deadline: Sendable {
    private let nanoseconds: Atomic<UInt64>

    /// Begins to watch. On the channel's event loop.
    init(on channel: any Channel, seconds: Int64) {
        nanoseconds = Atomic(Self.time(after: seconds))
        let task = channel.eventLoop.scheduleRepeatedTask(
            initialDelay: .milliseconds(250), delay: .milliseconds(250)
        ) { [self] task in
            guard NIODeadline.now().uptimeNanoseconds >= nanoseconds.load(ordering: .relaxed)
            else { return }
            task.cancel()
            channel.close(promise: nil)
        }
        channel.closeFuture.whenComplete { _ in task.cancel() }
    }

    /// From now on so many seconds.
    func set(seconds: Int64) {
        nanoseconds.store(Self.time(after: seconds), ordering: .relaxed)
    }

    /// However long it takes.
    func clear() { nanoseconds.store(.max, ordering: .relaxed) }

    private static func time(after seconds: Int64) -> UInt64 {
        (NIODeadline.now() + .seconds(seconds)).uptimeNanoseconds
    }
}
