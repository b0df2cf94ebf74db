import CSupport
import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// `secretctl` on a real terminal, for prompts, echo and colour.
///
/// Its calls block; a test that uses it waits on a thread of its own by `PseudoTerminal.session`.
public final class PseudoTerminal {
    private let child: ChildProcess
    private let master: Int32
    /// Everything that was shown so far.
    public private(set) var screen = ""

    /// Runs `body` with a command on a terminal, and takes the command down afterwards.
    public static func session<R: Sendable>(
        _ arguments: [String], home: TemporaryHome? = nil, environment: [String: String] = [:],
        _ body: @escaping @Sendable (PseudoTerminal) throws -> R
    ) async throws -> R {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let terminal = try PseudoTerminal(arguments, home, environment)
                        return try body(terminal)
                    })
            }
        }
    }

    private init(
        _ arguments: [String], _ home: TemporaryHome?, _ environment: [String: String]
    ) throws {
        var name = [CChar](repeating: 0, count: 128)
        master = csupport_open_terminal(&name, name.count)
        guard master >= 0 else { throw ChildError.notStarted("no pseudo terminal") }
        let path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
        // The child leads a session of its own, so what it opens first becomes its terminal.
        child = try ChildProcess(
            Binary.path, arguments,
            environment: Binary.environment(home).merging(environment) { $1 },
            directory: home?.path, streams: Array(repeating: .file(path, O_RDWR), count: 3))
    }

    deinit {
        if child.pollStatus() == nil { _ = child.wait(seconds: 0) }
        close(master)
    }

    /// Reads until `text` has been shown; throws with the screen when it does not come.
    public func expect(_ text: String, seconds: Double = 20) throws {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while !screen.contains(text) {
            guard ContinuousClock.now < deadline, let bytes = readSome(master, milliseconds: 50)
            else { throw ChildError.timedOut(seconds: seconds, soFar: screen) }
            screen += String(decoding: bytes, as: UTF8.self)
        }
    }

    /// Types `text`; end it with a newline, or with "\u{3}" for Ctrl-C.
    public func type(_ text: String) {
        _ = Array(text.utf8).withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
    }

    /// Sends a signal to the command.
    public func send(_ signal: Int32) { child.send(signal) }

    /// Whether the terminal shows what is typed.
    public var hasEcho: Bool {
        var settings = termios()
        tcgetattr(master, &settings)
        return settings.c_lflag & tcflag_t(ECHO) != 0
    }

    /// Reads to the end and returns the exit code.
    public func finish(seconds: Double = 20) throws -> Int32 {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < deadline, let bytes = readSome(master, milliseconds: 50) {
            screen += String(decoding: bytes, as: UTF8.self)
            if bytes.isEmpty, let status = child.pollStatus() { return status }
        }
        guard let status = child.wait(seconds: 5) else {
            throw ChildError.timedOut(seconds: seconds, soFar: screen)
        }
        return status
    }
}
