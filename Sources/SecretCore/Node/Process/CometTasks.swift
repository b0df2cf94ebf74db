internal import SecretStorage
internal import SecretWire
internal import ServiceLifecycle
internal import Synchronization

/// The application as one of the node's services: ends the group when it fails.
struct ApplicationService: Service {
    let application: ConsensusApplication

    func run() async throws {
        let failure = await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                await application.waitUntilStopped()
            } onGracefulShutdown: {
                application.requestStop()
            }
        } onCancel: {
            application.requestStop()
        }
        if let failure { throw failure }
    }
}

/// Says that the node serves, once every door and the application's own are open, and then runs
/// the engine, which finds the application waiting.
struct EngineStart: Service {
    let bound: AsyncStream<ABCIAddress>
    let open: AsyncStream<NodeDoors>
    let onReady: @Sendable (ABCIAddress, NodeDoors) async -> Void
    let program: @Sendable () -> EngineProgram?

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            guard let address = await first(of: bound), let doors = await first(of: open) else {
                return
            }
            await onReady(address, doors)
            guard let program = program() else {
                // Somebody else runs the engine: until the node is told to stop.
                while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
                return
            }
            do { try await program.run() } catch is CancellationError {}
        }
    }

    private func first<Element: Sendable>(of stream: AsyncStream<Element>) async -> Element? {
        for await element in stream { return element }
        return nil
    }
}

/// Queries for an application that is made before those who answer them.
final class LateQueries: ABCIQueryPort {
    private let queries = Mutex<(any ABCIQueryPort)?>(nil)

    func set(_ answering: any ABCIQueryPort) { queries.withLock { $0 = answering } }

    func query(_ request: CometAbciRequestQuery) async -> CometAbciResponseQuery {
        guard let answering = queries.withLock({ $0 }) else {
            return ABCIRefusal.unregistered("the node is starting").response
        }
        return await answering.query(request)
    }
}
