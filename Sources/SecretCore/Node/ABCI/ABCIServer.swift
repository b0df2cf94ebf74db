internal import Foundation
package import Logging
internal import NIOCore
internal import NIOPosix
internal import SecretBase
package import SecretWire
internal import ServiceLifecycle
internal import SwiftProtobuf
internal import Synchronization

/// Serves an application to a consensus engine, over TCP or a unix socket.
///
/// The engine connects four times and says nowhere which connection is for what; each is answered
/// in its own order, all of them side by side. Source: CometBFT facts §4.
package struct ABCIServer: Service {
    /// Answers the requests of one connection in their order, one answer each.
    package typealias Answering = @Sendable ([CometAbciRequest]) async -> [ABCIAnswer]

    private typealias Connection = NIOAsyncChannel<[ByteBuffer], ByteBuffer>

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
        let server = try await listen()
        await onReady(bound(server.channel))
        defer { if case .unix(let path) = address { unlink(path) } }
        do {
            try await cancelWhenGracefulShutdown { try await accept(from: server) }
        } catch is CancellationError {
            // Told to stop: the connections are closed, which is all there is to do.
        }
    }

    private func accept(from server: NIOAsyncChannel<Connection, Never>) async throws {
        try await withThrowingDiscardingTaskGroup { group in
            try await server.executeThenClose { connections in
                let places = ConnectionPlaces(count: Self.connectionsMax)
                for try await connection in connections {
                    guard places.take() else {
                        try? await connection.channel.close()
                        continue
                    }
                    group.addTask {
                        await serve(connection)
                        places.giveBack()
                    }
                }
            }
        }
    }

    /// Ends when the engine hangs up, with the connection's first garbage, or with the server.
    private func serve(_ connection: Connection) async {
        do {
            try await connection.executeThenClose { inbound, outbound in
                for try await messages in inbound {
                    let requests = try messages.map {
                        try CometAbciRequest(serializedBytes: Array($0.readableBytesView))
                    }
                    let answers = await answer(requests)
                    var buffer = ByteBuffer()
                    for answer in answers { buffer.writeBytes(ABCIFrame.encode(answer.bytes)) }
                    try await outbound.write(buffer)
                    // Fewer answers than requests: the last is an exception, and the end.
                    guard answers.count == requests.count else { return }
                }
            }
        } catch is CancellationError {
            // The server ends.
        } catch {
            log.warning("ABCI: a connection failed", metadata: ["why": "\(error)"])
        }
    }

    private func listen() async throws -> NIOAsyncChannel<Connection, Never> {
        let (log, transfer) = (log, TimeAmount.seconds(transferSeconds))
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        @Sendable func prepare(_ channel: any Channel) -> EventLoopFuture<Connection> {
            channel.eventLoop.makeCompletedFuture {
                let handler = ABCIFrameHandler(transfer: transfer, log: log)
                try channel.pipeline.syncOperations.addHandler(handler)
                return try Connection(wrappingChannelSynchronously: channel)
            }
        }
        do {
            switch address {
            case .tcp(let tcp):
                return try await bootstrap.bind(
                    host: tcp.host, port: tcp.port, childChannelInitializer: prepare)
            case .unix(let path):
                try await removeStaleSocket(path)
                return try await bootstrap.bind(
                    unixDomainSocketPath: path, childChannelInitializer: prepare)
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

/// How many connections may still come.
private final class ConnectionPlaces: Sendable {
    private let left: Atomic<Int>

    init(count: Int) { left = Atomic(count) }

    func take() -> Bool {
        if left.subtract(1, ordering: .relaxed).newValue >= 0 { return true }
        giveBack()
        return false
    }

    func giveBack() { left.add(1, ordering: .relaxed) }
}
