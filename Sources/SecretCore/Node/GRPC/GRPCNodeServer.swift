import GRPCCore
import NIOCore
import NIOPosix
import ServiceLifecycle

/// The network's gRPC, with reflection, over one `QueryPort`: plain HTTP/2, bytes in and bytes out.
///
/// Source: chain specification §4.14, §4.16, client facts §8.
package struct GRPCNodeServer: Service {
    private let listener: GRPCListener
    private let router: RPCRouter<GRPCListener.Transport>

    /// `onReady` is told the port once the server listens; port 0 takes a free one.
    package init(
        query: any QueryPort, host: String, port: Int, limits: GRPCLimits = GRPCLimits(),
        onReady: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        listener = GRPCListener(host: host, port: port, limits: limits, onReady: onReady)
        let calls = QueryCalls(query: query)
        var router = RPCRouter<GRPCListener.Transport>()
        calls.register(in: &router)
        ReflectionCalls(services: calls.services).register(in: &router)
        self.router = router
    }

    /// Serves until the service group shuts down: calls that have begun end, no new ones begin.
    /// Throws `GatewayError` when it cannot listen.
    package func run() async throws {
        let server = GRPCServer(transport: listener.transport(), router: router)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await serve(server) }
            tasks.addTask {
                try await gracefulShutdown()
                server.beginGracefulShutdown()
                // Who neither leaves nor answers is left behind.
                try await Task.sleep(for: .seconds(listener.limits.stopSeconds))
            }
            defer { tasks.cancelAll() }
            try await tasks.next()
        }
    }

    private func serve(_ server: GRPCServer<GRPCListener.Transport>) async throws {
        do { try await server.serve() } catch {
            let cause = (error as? RuntimeError)?.cause ?? error
            if cause is CancellationError { throw cause }
            let isTaken = (cause as? IOError)?.errnoCode == GatewayError.addressInUse
            throw isTaken
                ? GatewayError.portTaken(server: "gRPC", host: listener.host, port: listener.port)
                : .cannotListen(
                    server: "gRPC", host: listener.host, port: listener.port, reason: "\(cause)")
        }
    }
}
