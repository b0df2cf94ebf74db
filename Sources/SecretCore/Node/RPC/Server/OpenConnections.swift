internal import NIOCore
internal import Synchronization

/// Which connections there are, so that a stop ends them in order: who waits is let go at once,
/// who is being answered gets the answer first.
final class OpenConnections: Sendable {
    private struct State {
        var isClosing = false
        var waiting: [ObjectIdentifier: Waiting] = [:]
    }

    private struct Waiting {
        let channel: any Channel
        let farewell: [ByteBuffer]
    }

    private let state = Mutex(State())

    /// The connection waits for its client; false where it must end now. At a stop it is closed
    /// after `farewell`.
    func waits(_ channel: any Channel, farewell: [ByteBuffer] = []) -> Bool {
        state.withLock { state in
            guard !state.isClosing else { return false }
            state.waiting[ObjectIdentifier(channel)] = Waiting(
                channel: channel, farewell: farewell)
            return true
        }
    }

    /// The connection is busy, or gone.
    func leaves(_ channel: any Channel) {
        state.withLock { _ = $0.waiting.removeValue(forKey: ObjectIdentifier(channel)) }
    }

    /// Ends all that wait, and from now on each that comes to.
    func closeAll() {
        let waiting = state.withLock { state in
            state.isClosing = true
            defer { state.waiting = [:] }
            return state.waiting
        }
        for one in waiting.values {
            for part in one.farewell { one.channel.write(part, promise: nil) }
            one.channel.flush()
            one.channel.close(promise: nil)
        }
    }
}
