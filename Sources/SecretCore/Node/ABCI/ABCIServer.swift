internal import Foundation
package import Logging
internal import NIOCore
internal import NIOPosix
internal import SecretBase
package import SecretWire
internal import ServiceLifecycle
internal import Synchronization

/// Serves an application to a consensus engine, over TCP or a unix socket.
///
/// The engine connects four times and says nowhere which connection is for what; each is answered
/// in its own order, all of them side by side. Source: CometBFT facts §4.
package struct ABCIServer: Service {
    /// Answers the requests of one connection in their order, one answer each.
    package typealias Answering = @Sendable ([CometAbciRequest]) async -> [ABCIAnswer]

    /// More connections than any engine opens are refused.
    static let connectionsMax = 16

    private let address: ABCIAddress
    private let log: Logger
    private let transferSeconds: Int64
    private let onReady: @Sendable (ABCIAddress) async -> Void
    private let answer: Answering

    /// `onReady` is told the address once the server listens, with the port where 0 was asked for.
    /// A message that was begun must come whole within `transferSeconds`.
    package init(
        address: ABCIAddress, transferSeconds: Int64 = 60, log: Logger,
        onReady: @escaping @Sendable (ABCIAddress) async -> Void = { _ in },
        answer: @escaping Answering
    ) {
        self.address = address
        self.transferSeconds = transferSeconds
        self.log = log
        self.onReady = onReady
        self.answer = answer
    }

    /// Serves until the service group shuts down. Throws `GatewayError` when it cannot listen.
    package func run() async throws {
        let connections = ABCIConnections(countMax: Self.connectionsMax)
        let server = try await listen(for: connections)
        await onReady(bound(server))
        await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                // Closed by whoever ends the server; how that went says nothing.
                try? await server.closeFuture.get()
            } onGracefulShutdown: {
                server.close(promise: nil)
            }
        } onCancel: {
            server.close(promise: nil)
        }
        connections.closeAll()
        if case .unix(let path) = address { unlink(path) }
    }

    private func listen(for connections: ABCIConnections) async throws -> any Channel {
        let (log, transfer, answer) = (log, TimeAmount.seconds(transferSeconds), answer)
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard connections.add(channel) else { throw ABCIFrameError.tooManyConnections }
                    try channel.pipeline.syncOperations.addHandlers(
                        ABCIFrameHandler(transfer: transfer, log: log),
                        ABCIConnectionHandler(log: log, answer: answer))
                }
            }
        do {
            switch address {
            case .tcp(let tcp):
                return try await bootstrap.bind(host: tcp.host, port: tcp.port).get()
            case .unix(let path):
                try await removeStaleSocket(path)
                return try await bootstrap.bind(unixDomainSocketPath: path).get()
            }
        } catch let error as GatewayError {
            throw error
        } catch {
            throw refusal(error)
        }
    }

    /// A socket file that nobody answers at is what a killed process left.
    private func removeStaleSocket(_ path: String) async throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        let client = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        if let channel = try? await client.connect(unixDomainSocketPath: path).get() {
            try? await channel.close()
            throw GatewayError.cannotListen(
                server: "ABCI", host: path, port: 0, reason: "another process listens there")
        }
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else {
            throw GatewayError.cannotListen(
                server: "ABCI", host: path, port: 0, reason: "there is a file that is no socket")
        }
        unlink(path)
    }

    private func refusal(_ error: any Error) -> GatewayError {
        guard case .tcp(let tcp) = address else {
            return .cannotListen(server: "ABCI", host: "\(address)", port: 0, reason: "\(error)")
        }
        if let error = error as? IOError, error.errnoCode == EADDRINUSE {
            return .portTaken(server: "ABCI", host: tcp.host, port: tcp.port)
        }
        return .cannotListen(server: "ABCI", host: tcp.host, port: tcp.port, reason: "\(error)")
    }

    private func bound(_ channel: any Channel) -> ABCIAddress {
        guard case .tcp(let tcp) = address, let port = channel.localAddress?.port else {
            return address
        }
        return .tcp(ListenAddress(host: tcp.host, port: port))
    }
}

/// The connections that are open, so that they end with the server and are not too many.
private final class ABCIConnections: Sendable {
    private struct State {
        var open: [ObjectIdentifier: any Channel] = [:]
        var isClosed = false
    }

    private let countMax: Int
    private let state = Mutex(State())

    init(countMax: Int) { self.countMax = countMax }

    /// False where there is no place for another.
    func add(_ channel: any Channel) -> Bool {
        let name = ObjectIdentifier(channel)
        let isTaken = state.withLock { state in
            guard !state.isClosed, state.open.count < countMax else { return false }
            state.open[name] = channel
            return true
        }
        guard isTaken else { return false }
        channel.closeFuture.whenComplete { _ in self.remove(name) }
        return true
    }

    func closeAll() {
        let open = state.withLock { state in
            state.isClosed = true
            return state.open
        }
        for (_, channel) in open { channel.close(promise: nil) }
    }

    private func remove(_ name: ObjectIdentifier) {
        state.withLock { state in _ = state.open.removeValue(forKey: name) }
    }
}
