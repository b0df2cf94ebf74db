internal import NIOCore

/// Sends whole messages on a channel.
struct SocketWriter: Sendable {
    let channel: any Channel
    /// A message that is not taken within this time ends the connection.
    let seconds: Int64

    /// Sends the parts of one frame, nothing in between, and returns when they are taken.
    func send(_ parts: [ByteBuffer]) async throws {
        try await channel.eventLoop.flatSubmit { [channel, seconds] in
            for part in parts.dropLast() { channel.write(part, promise: nil) }
            let taken = channel.writeAndFlush(parts.last ?? ByteBuffer())
            let watchdog = channel.eventLoop.scheduleTask(in: .seconds(seconds)) {
                channel.close(promise: nil)
            }
            taken.whenComplete { _ in watchdog.cancel() }
            return taken
        }.get()
    }
}
