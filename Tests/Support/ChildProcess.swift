import CSupport
import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// Why a child process could not be watched to its end.
public enum ChildError: Error, CustomStringConvertible {
    case notStarted(String)
    case timedOut(seconds: Double, soFar: String)
    case endedEarly(status: Int32, output: String)

    public var description: String {
        switch self {
        case .notStarted(let reason): "not started: \(reason)"
        case .timedOut(let seconds, let soFar): "not over after \(seconds) s; so far: \(soFar)"
        case .endedEarly(let status, let output): "ended with \(status): \(output)"
        }
    }
}

/// What becomes of one of a child's standard streams.
enum ChildStream {
    case closed
    case file(String, Int32)
    case descriptor(Int32)
}

/// A started child. Waiting for it is the owner's duty: `wait` or `stop`.
struct ChildProcess: Sendable {
    let id: pid_t

    /// Starts `path` in a session of its own, so that no terminal of ours is in its reach.
    init(
        _ path: String, _ arguments: [String], environment: [String: String], directory: String?,
        streams: [ChildStream]
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, stream) in streams.enumerated() {
            let number = Int32(number)
            switch stream {
            case .closed: posix_spawn_file_actions_addclose(&actions, number)
            case .file(let path, let mode):
                posix_spawn_file_actions_addopen(&actions, number, path, mode, 0o600)
            case .descriptor(let descriptor):
                posix_spawn_file_actions_adddup2(&actions, descriptor, number)
            }
        }
        if let directory { csupport_spawn_in(&actions, directory) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A test runner may ignore signals that the child must feel.
        csupport_spawn_alone(&attributes)
        var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
        words.append(nil)
        var settings: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") }
        settings.append(nil)
        defer { (words + settings).forEach { free($0) } }
        var id: pid_t = 0
        let code = posix_spawn(&id, path, &actions, &attributes, words, settings)
        guard code == 0 else { throw ChildError.notStarted(String(cString: strerror(code))) }
        self.id = id
    }

    func send(_ signal: Int32) { kill(id, signal) }

    /// The exit code, or 128 and the signal that ended the child; `nil` while it runs.
    func pollStatus() -> Int32? {
        var status: Int32 = 0
        let result = waitpid(id, &status, WNOHANG)
        guard result != 0 else { return nil }
        guard result == id else { return -1 }
        return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
    }

    /// Waits for the end; kills the child when `seconds` are over.
    func wait(seconds: Double) -> Int32? {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < deadline {
            if let status = pollStatus() { return status }
            usleep(2000)
        }
        send(SIGKILL)
        while pollStatus() == nil { usleep(2000) }
        return nil
    }
}

/// A pipe whose ends are not inherited by other children.
struct ChildPipe {
    let readEnd: Int32
    let writeEnd: Int32

    init() throws {
        var ends: [Int32] = [0, 0]
        guard csupport_pipe(&ends) == 0 else {
            throw ChildError.notStarted(String(cString: strerror(errno)))
        }
        readEnd = ends[0]
        writeEnd = ends[1]
    }
}

/// Reads what is there now, waiting at most `milliseconds`. `nil` at the end of the stream.
func readSome(_ descriptor: Int32, milliseconds: Int32) -> [UInt8]? {
    var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&wanted, 1, milliseconds) > 0 else { return [] }
    var chunk = [UInt8](repeating: 0, count: 65536)
    let count = read(descriptor, &chunk, chunk.count)
    // A pseudo terminal's end shows as EIO.
    guard count > 0 else { return count < 0 && errno == EINTR ? [] : nil }
    return Array(chunk[..<count])
}
