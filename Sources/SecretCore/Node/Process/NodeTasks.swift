internal import Foundation
internal import SecretStorage
internal import ServiceLifecycle

/// The engine as one of the node's services: ends with the group, or ends the group when it fails.
struct EngineService: Service {
    let node: EmbeddedNode

    func run() async throws {
        let failure = await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                await node.waitUntilStopped()
            } onGracefulShutdown: {
                node.requestStop()
            }
        } onCancel: {
            node.requestStop()
        }
        if let failure { throw failure }
    }
}

/// Keeps the search index up to date while the chain is quiet, so that no search has to wait long.
struct IndexService: Service {
    let database: ChainDatabase
    let search: TransactionSearch

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var last: Int64 = 0
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(3))
                let height = (try? database.latestHeight()) ?? last
                // The index is only quicker with it; a search says what is wrong.
                if height == last { try? await search.catchUp() }
                last = height
            }
        }
    }
}

/// The first SIGTERM or SIGINT stops the node in order, the second at once; SIGUSR1 makes a block.
struct StopSignals {
    private let sources: [any DispatchSourceSignal]

    init(group: ServiceGroup, node: EmbeddedNode? = nil) {
        let queue = DispatchQueue(label: "signals")
        let count = SignalCount()
        let stops = [SIGTERM, SIGINT].map { number in
            Self.source(number, queue) {
                if count.next() > 1 { _exit(130) }
                Task { await group.triggerGracefulShutdown() }
            }
        }
        let mine = Self.source(SIGUSR1, queue) {
            // A node that has stopped makes no block; nobody waits for this one.
            Task { try? await node?.mine() }
        }
        sources = stops + [mine]
    }

    func forget() {
        for source in sources { source.cancel() }
    }

    private static func source(
        _ number: Int32, _ queue: DispatchQueue, _ handler: @escaping @Sendable () -> Void
    ) -> any DispatchSourceSignal {
        // The source sees the signal only if the default action does not end the process first.
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
        source.setEventHandler(handler: handler)
        source.resume()
        return source
    }
}
