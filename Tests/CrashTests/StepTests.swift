import Foundation
import Synchronization
import TestSupport
import Testing

/// One sender, killed at each step between its first question and its last answer.
@Suite("a sender killed at each step", .serialized)
struct StepTests {
    /// Where the kill strikes, as the proxy sees it.
    enum Step: String, CaseIterable, Sendable {
        /// Nothing is signed yet.
        case beforeJournal
        /// Signed and written down; the node has not got it.
        case beforeSending
        /// The node has it; the sender does not know.
        case beforeAnswer
        /// The sender knows; the block is not told yet.
        case beforeBlock
    }

    @Test("kill -9, then the next sender and 'tx resume'", arguments: Step.allCases)
    func killed(at step: Step) async throws {
        let stage = try await SenderStage.make()
        defer { stage.node.stop() }
        let victim = Mutex<RunningBinary?>(nil)
        let isStruck = Mutex(false)
        let strike: @Sendable () -> Void = {
            // The sender may be faster than the test that started it.
            while victim.withLock({ $0 == nil }) { usleep(1000) }
            guard
                isStruck.withLock({ was in
                    defer { was = true }; return !was
                })
            else { return }
            victim.withLock { $0?.kill() }
            usleep(50_000)
        }
        let proxy = try FaultProxy(before: stage.node.rest) { request in
            let nothing: @Sendable () -> Void = {}
            switch step {
            case .beforeJournal where request.path.hasSuffix("/simulate"):
                return .watch(before: nothing, after: strike)
            case .beforeSending where request.isBroadcast:
                if isStruck.withLock({ $0 }) { return .pass }
                strike()
                return .dropBefore
            case .beforeAnswer where request.isBroadcast:
                return .watch(before: nothing, after: strike)
            case .beforeBlock where request.method == "GET" && request.path.contains("/txs/"):
                return .watch(before: strike, after: nothing)
            default: return .pass
            }
        }
        let sender = try RunningBinary(
            stage.words(7, memo: "victim", through: proxy.url), home: stage.home)
        victim.withLock { $0 = sender }
        let end = await sender.end()
        #expect(end.status == 137, "\(end)")
        let told = toldHashes(end)
        #expect(told.count == (step == .beforeJournal ? 0 : 1), "\(end)")
        // Another process of the same cron does not wait for a dead one.
        let next = try await stage.send(8, memo: "next")
        #expect(next.status == 0, "\(next)")
        let resumed = try await stage.resume()
        #expect(resumed.status == 0, "\(resumed)")
        let memos = try ChainView(stage.node).included().map(\.memo)
        #expect(
            memos.sorted() == (step == .beforeJournal ? ["next"] : ["next", "victim"]))
        if let hash = told.first { #expect(try ChainView(stage.node).code(of: hash) == 0) }
    }
}
