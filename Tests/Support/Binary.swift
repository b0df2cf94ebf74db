import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// The built `secretctl`, run as a script would run it.
public enum Binary {
    /// What the command reads.
    public enum Input: Sendable {
        /// `/dev/null`, as cron gives it.
        case none
        /// No file descriptor 0 at all.
        case closed
        case text(String)
    }

    /// Where the command writes its answer.
    public enum Output: Sendable {
        case captured
        /// No file descriptor 1 at all.
        case closed
        /// A disk without room.
        case full
        /// A pipe whose reader has gone.
        case abandoned
    }

    /// What a run left behind.
    public struct Result: Sendable, CustomStringConvertible {
        /// The exit code; 128 and the signal's number where a signal ended it.
        public let status: Int32
        public let stdout: String
        public let stderr: String

        public var description: String {
            "[\(status)]\nstdout: \(stdout)\nstderr: \(stderr)"
        }

        /// stdout as one JSON document; throws where it is anything else.
        public func answer() throws -> JSONNode { try JSONNode(parsing: stdout) }

        /// The object under `error` on stderr, which must be the only thing there.
        public func failure() throws -> JSONNode {
            try JSONNode(parsing: stderr)["error"] ?? .null
        }
    }

    /// Beside the test bundle, unless `SECRETCTL_BINARY` names another.
    public static let path: String = {
        if let path = ProcessInfo.processInfo.environment["SECRETCTL_BINARY"] { return path }
        let bundle = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        let root = Vectors.folder.deletingLastPathComponent().deletingLastPathComponent()
        let places = [bundle, root.appending(path: ".build/debug")]
        return places.map { $0.appending(path: "secretctl").path }
            .first { FileManager.default.isExecutableFile(atPath: $0) } ?? "secretctl-is-not-built"
    }()

    /// Runs `secretctl` with `arguments` to its end.
    ///
    /// The environment holds nothing but PATH, a HOME (`home`'s folder, or one that does not exist)
    /// and `environment`. Throws when the command is not over after `timeout` seconds.
    public static func run(
        _ arguments: [String], stdin: Input = .none, stdout: Output = .captured,
        home: TemporaryHome? = nil, environment: [String: String] = [:],
        directory: String? = nil, timeout: Double = 60
    ) async throws -> Result {
        try await run(
            program: path, arguments, stdin: stdin, stdout: stdout,
            environment: self.environment(home).merging(environment) { $1 },
            directory: directory ?? home?.path ?? "/", timeout: timeout)
    }

    static func environment(_ home: TemporaryHome?) -> [String: String] {
        [
            "PATH": "/usr/bin:/bin", "HOME": home?.path ?? "/nonexistent", "TERM": "xterm",
            "LC_ALL": "C.UTF-8",
        ]
    }

    /// Runs any program; on a thread of its own, because waiting must not hold up other tests.
    public static func run(
        program: String, _ arguments: [String], stdin: Input, stdout: Output,
        environment: [String: String], directory: String, timeout: Double
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Swift.Result {
                        try runHere(
                            program, arguments, stdin: stdin, stdout: stdout,
                            environment: environment, directory: directory, timeout: timeout)
                    })
            }
        }
    }

    private static func runHere(
        _ program: String, _ arguments: [String], stdin: Input, stdout: Output,
        environment: [String: String], directory: String, timeout: Double
    ) throws -> Result {
        let (input, feed) = try self.input(stdin)
        let answer = try ChildPipe(), errors = try ChildPipe()
        let output: ChildStream =
            switch stdout {
            case .captured, .abandoned: .descriptor(answer.writeEnd)
            case .closed: .closed
            case .full: .file("/dev/full", O_WRONLY)
            }
        if case .abandoned = stdout { close(answer.readEnd) }
        let child = try ChildProcess(
            program, arguments, environment: environment, directory: directory,
            streams: [input, output, .descriptor(errors.writeEnd)])
        close(answer.writeEnd)
        close(errors.writeEnd)
        feed()
        defer { close(errors.readEnd) }
        var texts: [[UInt8]] = [[], []]
        var open = [answer.readEnd, errors.readEnd]
        if case .abandoned = stdout { open[0] = -1 }
        let deadline = ContinuousClock.now + .seconds(timeout)
        while open.contains(where: { $0 >= 0 }), ContinuousClock.now < deadline {
            for index in open.indices where open[index] >= 0 {
                if let bytes = readSome(open[index], milliseconds: 5) {
                    texts[index] += bytes
                } else {
                    open[index] = -1
                }
            }
        }
        if case .abandoned = stdout {} else { close(answer.readEnd) }
        let left = Double((deadline - .now) / .seconds(1))
        let words = texts.map { String(decoding: $0, as: UTF8.self) }
        guard let status = child.wait(seconds: max(left, 0.1)) else {
            throw ChildError.timedOut(seconds: timeout, soFar: words.joined(separator: "\n"))
        }
        return Result(status: status, stdout: words[0], stderr: words[1])
    }

    private static func input(_ input: Input) throws -> (ChildStream, () -> Void) {
        switch input {
        case .none: return (.file("/dev/null", O_RDONLY), {})
        case .closed: return (.closed, {})
        case .text(let text):
            let pipe = try ChildPipe()
            return (
                .descriptor(pipe.readEnd),
                {
                    close(pipe.readEnd)
                    // What we feed is short: it fits the pipe's own buffer.
                    _ = Array(text.utf8).withUnsafeBytes {
                        write(pipe.writeEnd, $0.baseAddress, $0.count)
                    }
                    close(pipe.writeEnd)
                }
            )
        }
    }
}
