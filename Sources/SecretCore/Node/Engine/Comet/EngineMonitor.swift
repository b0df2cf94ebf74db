internal import Foundation
internal import Logging
internal import SecretBase
internal import ServiceLifecycle
internal import Synchronization

/// Looks at the consensus engine every other second, and remembers how it is.
final class EngineMonitor: Service {
    private let client: CometClient
    private let log: Logger
    private let last: Mutex<EngineHealth>
    private let makesEmptyBlocks: Bool

    init(client: CometClient, makesEmptyBlocks: Bool, log: Logger) {
        self.client = client
        self.makesEmptyBlocks = makesEmptyBlocks
        self.log = log
        last = Mutex(.silent("it was not asked yet"))
    }

    /// As of the last look.
    var health: EngineHealth { last.withLock { $0 } }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var watch = EngineWatch(makesEmptyBlocks: self.makesEmptyBlocks)
            let start = ContinuousClock.now
            while !Task.isCancelled {
                let health = await self.look(&watch, at: ContinuousClock.now - start)
                self.tell(health)
                try? await Task.sleep(for: .seconds(2))
            }
        }
    }

    private func look(_ watch: inout EngineWatch, at time: Duration) async -> EngineHealth {
        do {
            let sight = try await client.sight()
            let seconds = Double(time.components.seconds)
            return watch.judge(sight, at: seconds)
        } catch {
            return .silent("\(error)")
        }
    }

    /// Logs what became of it, once.
    private func tell(_ health: EngineHealth) {
        let before = last.withLock { last in
            let before = last
            last = health
            return before
        }
        guard before.word != health.word else { return }
        switch health {
        case .running, .catchingUp: log.notice("the consensus engine is \(health.word)")
        case .halted, .diverged, .silent: log.error("\(health.finding ?? "")")
        }
    }
}
