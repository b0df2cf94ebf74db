/// How often and how long a transaction is tried before its sender is told that it did not go, or
/// that nobody knows. Nothing here signs anything twice.
package struct Persistence: Sendable {
    /// Sequences to try, and times that a full mempool is knocked at.
    package var attemptsMax = 8
    /// Before the second attempt; doubles up to `pauseSecondsMax`.
    package var pauseSeconds = 0.1
    package var pauseSecondsMax = 2.0
    /// Times that the same bytes are sent again at once where the connection broke.
    package var resendsMax = 2
    /// A connection that breaks later than this was a timeout: there is no sending again at once.
    package var dropSeconds = 3.0
    /// How long to wait for the block that shows who took a sequence.
    package var rivalSeconds = 30.0
    /// Pauses between looks for a transaction whose sequence is used up: the index of a node may
    /// lag behind its blocks.
    package var lookPauses = [0, 0.2, 0.5, 1.0]
    /// While waiting for a block: after this long the same bytes are sent again.
    package var resendSeconds = 7.0

    package init() {}

    func pause(before attempt: Int) async throws {
        let factor = Double(1 << min(max(attempt - 2, 0), 10))
        try await Task.sleep(for: .seconds(min(pauseSeconds * factor, pauseSecondsMax)))
    }
}
