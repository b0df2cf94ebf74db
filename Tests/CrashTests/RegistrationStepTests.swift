import Foundation
import Synchronization
import TestSupport
import Testing

/// One registration, killed at each step between its first question and the sealed seeds.
@Suite("a registration killed at each step", .serialized)
struct RegistrationStepTests {
    /// Where the kill strikes, as the proxy sees it.
    enum Step: String, CaseIterable, Sendable {
        /// Nothing is known of the chain yet.
        case beforeChain
        case beforeNetworkKey
        /// The node has its key, and asks whether it is registered.
        case beforeQuestion
        /// Attested and verified; nothing is signed.
        case beforePrice
        /// Signed and written down; the node has not got it.
        case beforeSending
        /// The node has it; the operator does not know.
        case beforeAnswer
        case beforeBlock
        /// Registered; the seeds are asked for.
        case beforeSeeds
        /// The seeds are on their way.
        case beforeSealing
    }

    @Test(
        "kill -9, then the same command again: one transaction, and the seeds",
        arguments: Step.allCases)
    func killed(at step: Step) async throws {
        let stage = try RegistrationStage()
        let victim = Mutex<RunningBinary?>(nil)
        let isStruck = Mutex(false)
        let strike: @Sendable () -> Void = {
            while victim.withLock({ $0 == nil }) { usleep(1000) }
            guard
                isStruck.withLock({ was in
                    defer { was = true }; return !was
                })
            else { return }
            victim.withLock { $0?.kill() }
            usleep(50_000)
        }
        let nothing: @Sendable () -> Void = {}
        let before = FaultProxy.Fault.watch(before: strike, after: nothing)
        let after = FaultProxy.Fault.watch(before: nothing, after: strike)
        let chain = stage.chain
        let proxy = try FaultProxy(before: chain.url) { request in
            let isSeedQuestion = request.path.contains("/encrypted-seed/")
            let isIncluded = !chain.included.isEmpty
            switch step {
            case .beforeChain where request.path.hasSuffix("/node_info"): return before
            case .beforeNetworkKey where request.path.hasSuffix("/registration-key"): return before
            case .beforeQuestion where isSeedQuestion: return before
            case .beforePrice where request.path.hasSuffix("/simulate"): return after
            case .beforeSending where request.isBroadcast:
                if isStruck.withLock({ $0 }) { return .pass }
                strike()
                return .dropBefore
            case .beforeAnswer where request.isBroadcast: return after
            case .beforeBlock where request.method == "GET" && request.path.contains("/txs/"):
                return before
            case .beforeSeeds where isSeedQuestion && isIncluded: return before
            case .beforeSealing where isSeedQuestion && isIncluded: return after
            default: return .pass
            }
        }
        let run = try RunningBinary(stage.words(through: proxy.url), home: stage.home)
        victim.withLock { $0 = run }
        let end = await run.end()
        #expect(end.status == 137, "\(end)")
        let again = try await stage.run()
        #expect(again.status == 0, "\(step): \(again)")
        #expect(try stage.hasSeeds(), "\(step)")
        #expect(chain.included.count == 1, "\(step): one transaction, one fee")
        let third = try await stage.run()
        #expect(third.status == 0)
        let answer = try third.answer()
        #expect(answer["done"]?.bool == false && answer["reason_code"]?.string == "registered")
        #expect(chain.included.count == 1)
        #expect(stage.files(".draft").isEmpty)
    }

    @Test("two processes at once are one registration")
    func twoAtOnce() async throws {
        let stage = try RegistrationStage()
        let ends = try await withThrowingTaskGroup(of: Binary.Result.self) { group in
            for _ in 0..<4 { group.addTask { try await stage.run() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for end in ends { #expect(end.status == 0, "\(end)") }
        let done = try ends.filter { try $0.answer()["done"]?.bool == true }
        #expect(done.count == 1)
        #expect(try stage.hasSeeds() && stage.chain.included.count == 1)
    }
}
