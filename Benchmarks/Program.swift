import Foundation
import SecretBase
import SecretWire

/// Runs programs and times them.
enum Program {
    /// Starts `path`, with stdin and, unless `output` is given, stdout and stderr closed to null.
    static func start(
        _ path: String, _ arguments: [String], output: String = "/dev/null",
        errors: String = "/dev/null"
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        let flags = O_WRONLY | O_CREAT | O_TRUNC
        posix_spawn_file_actions_addopen(&actions, 1, output, flags, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errors, flags, 0o600)
        var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
        defer { for word in words { free(word) } }
        words.append(nil)
        var process: pid_t = 0
        let status = posix_spawn(&process, path, &actions, nil, words, environ)
        guard status == 0 else { throw BenchmarkFault("cannot start \(path): error \(status)") }
        return process
    }

    /// The exit code, once it has ended; a signal's number above 128.
    static func wait(_ process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) == -1 && errno == EINTR {}
        return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
    }

    /// Starts, waits, and throws unless it ended well.
    static func run(_ path: String, _ arguments: [String]) throws {
        let code = wait(try start(path, arguments))
        guard code == 0 else {
            throw BenchmarkFault("\(path) \(arguments.joined(separator: " ")): exit \(code)")
        }
    }
}

/// An embedded node in a home of its own, on free ports.
final class BenchmarkNode {
    let process: pid_t
    private(set) var address = WebAddress(host: "127.0.0.1", port: 0)
    private(set) var grpcAddress = WebAddress(host: "127.0.0.1", port: 0)
    private(set) var chainID = ""
    /// From the start of the process to its ready line, in seconds.
    private(set) var startSeconds = 0.0
    private var isRunning = true

    init(binary: String, home: String) throws {
        let ready = home + ".ready"
        try? FileManager.default.removeItem(atPath: ready)
        let began = Stopwatch.now
        process = try Program.start(
            binary,
            [
                "node", "run", "--json", "--no-input", "--home", home, "--rest-address",
                "127.0.0.1:0", "--rpc-address", "127.0.0.1:0", "--grpc-address", "127.0.0.1:0",
                "--faucet-address", "127.0.0.1:0",
            ], output: ready, errors: home + ".log")
        while Stopwatch.now - began < 30 {
            // One line or nothing: the answer is written at once.
            if let data = FileManager.default.contents(atPath: ready), data.last == 10 {
                startSeconds = Stopwatch.now - began
                try read(Bytes(data))
                return
            }
            if waitpid(process, nil, WNOHANG) == process { break }
            usleep(200)
        }
        let log = (try? String(contentsOfFile: home + ".log", encoding: .utf8)) ?? ""
        throw BenchmarkFault("the node did not start: \(log.suffix(500))")
    }

    private func read(_ line: Bytes) throws {
        let answer = try JSONValue(parsing: line)
        guard let chain = answer["chain_id"]?.string else {
            throw BenchmarkFault("the ready line has no chain")
        }
        address = try Self.address(answer["rest"]?.string)
        grpcAddress = try Self.address(answer["grpc"]?.string)
        chainID = chain
    }

    private static func address(_ url: String?) throws -> WebAddress {
        let digits = url?.split(separator: ":").last?.prefix { $0 != "/" }
        guard let port = digits.flatMap({ UInt16($0) }) else {
            throw BenchmarkFault("the ready line has no address")
        }
        return WebAddress(host: "127.0.0.1", port: port)
    }

    /// Resident memory in MiB.
    func residentMebibytes() -> Double {
        let path = "/proc/\(process)/status"
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        return (Double(line.filter(\.isNumber)) ?? .nan) / 1024
    }

    /// Seconds of both user and system time so far.
    func processorSeconds() -> Double {
        let text = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
        // Behind the name in parentheses; utime and stime are fields 14 and 15.
        let fields = (text.split(separator: ")").last ?? "").split(separator: " ")
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12])
        else { return .nan }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    func stop() {
        guard isRunning else { return }
        isRunning = false
        kill(process, SIGTERM)
        _ = Program.wait(process)
    }

    deinit { stop() }
}
