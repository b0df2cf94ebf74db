import SecretCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The only writer to stdout and stderr.
///
/// stdout carries the answer and nothing else; notices, progress, prompts and errors are stderr's.
struct Terminal: Sendable {
    let writesJSON: Bool
    let isVerbose: Bool
    /// For stdout.
    let style: TextStyle
    /// For stderr.
    let errorStyle: TextStyle
    private let showsProgress: Bool

    init(writesJSON: Bool, forbidsColour: Bool, isVerbose: Bool) {
        self.writesJSON = writesJSON
        self.isVerbose = isVerbose
        let isPlain =
            forbidsColour || Self.isSet("NO_COLOR")
            || getenv("TERM").map { String(cString: $0) } == "dumb"
        style = TextStyle(usesColour: !isPlain && isatty(STDOUT_FILENO) == 1)
        errorStyle = TextStyle(usesColour: !isPlain && isatty(STDERR_FILENO) == 1)
        showsProgress = !writesJSON && isatty(STDERR_FILENO) == 1
    }

    /// The convention at no-color.org: present and not empty.
    private static func isSet(_ variable: String) -> Bool {
        getenv(variable).map { $0.pointee != 0 } ?? false
    }

    /// Writes `text` and a newline to stdout, all of it.
    ///
    /// A reader that has gone (`| head -1`) has what it wanted: that is no error. Anything else that
    /// stops the answer from arriving is.
    func writeAnswer(_ text: String) throws(TerminalError) {
        let code = Self.write(text + "\n", to: STDOUT_FILENO)
        guard code == 0 || code == EPIPE else {
            throw .answerLost(String(cString: strerror(code)))
        }
    }

    /// Writes to stderr; where stderr cannot be written there is nobody left to tell.
    func writeError(_ text: String) {
        _ = Self.write(text + "\n", to: STDERR_FILENO)
    }

    /// 0, or the `errno` of what went wrong.
    static func write(_ text: String, to descriptor: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { bytes in
            var done = 0
            while done < bytes.count {
                let rest = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[done...])
                let count = systemWrite(descriptor, rest)
                if count >= 0 {
                    done += count
                } else if errno == EAGAIN {
                    var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    poll(&wanted, 1, -1)
                } else if errno != EINTR {
                    return errno
                }
            }
            return 0
        }
    }

    private static func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
        Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #else
        Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }
}

extension Terminal: NoticePort {
    func note(_ text: String) {
        guard !writesJSON else { return }
        writeError(Terminology.printable(text))
    }

    func warn(_ text: String) {
        guard !writesJSON else { return }
        writeError(errorStyle.warning("warning:") + " " + Terminology.printable(text))
    }

    func progress(_ text: String) {
        guard showsProgress else { return }
        writeError(errorStyle.faint(Terminology.printable(text)))
    }

    func detail(_ text: String) {
        guard isVerbose, !writesJSON else { return }
        writeError(errorStyle.faint(Terminology.printable(text)))
    }
}

/// Why the answer could not be given.
enum TerminalError: Failure {
    case answerLost(String)

    var code: String { "answer_lost" }
    var exit: ExitStatus { .failed }
    var description: String {
        switch self {
        case .answerLost(let reason): "cannot write the answer to stdout: \(reason)"
        }
    }
}
