import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// A development node of its own for one test, on free ports of the loopback interface.
public final class LocalNode: Sendable {
    public let home: TemporaryHome
    /// The `ready` line.
    public let ready: JSONNode
    /// REST address, e.g. `http://127.0.0.1:43210`.
    public let rest: String
    /// gRPC address, e.g. `http://127.0.0.1:43211`.
    public let grpc: String
    /// The address of CometBFT's RPC.
    public let rpc: String
    /// The faucet's address.
    public let faucet: String
    public let chainID: String
    private let child: ChildProcess
    private let output: Int32

    /// Starts `secretctl node run` and returns once it serves.
    ///
    /// - Parameter home: an earlier node's home, to go on where it stopped.
    public static func start(
        home: TemporaryHome? = nil, arguments: [String] = [],
        environment: [String: String] = [:], timeout: Double = 60
    ) async throws -> LocalNode {
        let home = try home ?? TemporaryHome()
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result { try LocalNode(home, arguments, environment, timeout: timeout) })
            }
        }
    }

    /// Starts a node, lends it to `body`, and stops it whatever happens there.
    public static func with<R: Sendable>(
        arguments: [String] = [], environment: [String: String] = [:],
        _ body: @Sendable (LocalNode) async throws -> R
    ) async throws -> R {
        let node = try await start(arguments: arguments, environment: environment)
        do {
            let result = try await body(node)
            node.stop()
            return result
        } catch {
            node.stop()
            throw error
        }
    }

    private init(
        _ home: TemporaryHome, _ arguments: [String], _ environment: [String: String],
        timeout: Double
    ) throws {
        let pipe = try ChildPipe()
        let log = home.path + "/node.log"
        let words =
            [
                "node", "run", "--json", "--home", home.path, "--rest-address", "127.0.0.1:0",
                "--rpc-address", "127.0.0.1:0", "--grpc-address", "127.0.0.1:0", "--faucet-address",
                "127.0.0.1:0",
            ] + arguments
        child = try ChildProcess(
            Binary.path, words,
            environment: Binary.environment(home).merging(environment) { $1 },
            directory: home.path,
            streams: [
                .file("/dev/null", O_RDONLY), .descriptor(pipe.writeEnd),
                .file(log, O_WRONLY | O_CREAT | O_APPEND),
            ])
        close(pipe.writeEnd)
        output = pipe.readEnd
        self.home = home
        var text: [UInt8] = []
        let deadline = ContinuousClock.now + .seconds(timeout)
        while !text.contains(UInt8(ascii: "\n")) {
            guard let bytes = readSome(pipe.readEnd, milliseconds: 50) else {
                let status = child.wait(seconds: 5) ?? -1
                throw ChildError.endedEarly(
                    status: status, output: (try? home.read("node.log")) ?? "")
            }
            text += bytes
            guard ContinuousClock.now < deadline else {
                _ = child.wait(seconds: 0)
                throw ChildError.timedOut(
                    seconds: timeout, soFar: String(decoding: text, as: UTF8.self))
            }
        }
        ready = try JSONNode(parsing: String(decoding: text, as: UTF8.self))
        rest = Self.url(ready["rest"]?.string)
        grpc = Self.url(ready["grpc"]?.string)
        rpc = Self.url(ready["rpc"]?.string)
        faucet = Self.url(ready["faucet"]?.string)
        chainID = ready["chain_id"]?.string ?? ""
    }

    private static func url(_ text: String?) -> String {
        let text = text ?? ""
        return text.hasPrefix("http") ? text : "http://" + text
    }

    /// Asks the node to stop and waits; `nil` where it had to be killed after `seconds`.
    @discardableResult
    public func stop(signal: Int32 = SIGTERM, seconds: Double = 20) -> Int32? {
        child.send(signal)
        let status = child.wait(seconds: seconds)
        close(output)
        return status
    }

    /// Runs a command against this node: `--node` is added.
    public func run(
        _ arguments: [String], home: TemporaryHome? = nil, stdin: Binary.Input = .none
    ) async throws -> Binary.Result {
        try await Binary.run(
            arguments + ["--node", rest], stdin: stdin, home: home ?? self.home)
    }
}
