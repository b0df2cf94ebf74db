import SecretCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Questions at a real terminal. Secrets are read without echo, and whatever ends the process while
/// one is typed — a signal, a closed terminal — puts the echo back first.
struct Prompts: PromptPort {
    static let lineBytesMax = 4096

    let canAsk: Bool

    init(forbidden: Bool) {
        canAsk = !forbidden && isatty(STDIN_FILENO) == 1
    }

    func askSecret(_ question: String, into line: inout [UInt8]) throws(AskError) {
        guard canAsk else { throw .passphraseNeeded(question) }
        guard let echo = Echo.off() else { throw .passphraseNeeded(question) }
        defer {
            echo.restore()
            Self.show("\n")
        }
        Self.show(question)
        try Self.readLine(into: &line)
    }

    func askLine(_ question: String) throws(AskError) -> String {
        guard canAsk else { throw .confirmationNeeded(question) }
        Self.show(question)
        var line: [UInt8] = []
        try Self.readLine(into: &line)
        return String(decoding: line, as: UTF8.self)
    }

    /// The terminal itself where stderr is a file: a question nobody sees would look like a hang.
    private static func show(_ text: String) {
        if isatty(STDERR_FILENO) == 1 {
            _ = Terminal.write(text, to: STDERR_FILENO)
            return
        }
        let terminal = open("/dev/tty", O_WRONLY | O_CLOEXEC)
        guard terminal >= 0 else { return }
        _ = Terminal.write(text, to: terminal)
        close(terminal)
    }

    /// Byte by byte, so that nothing of a following line is taken and no buffer keeps the secret.
    private static func readLine(into line: inout [UInt8]) throws(AskError) {
        var byte: UInt8 = 0
        while true {
            let count = read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else {
                guard count == 0, !line.isEmpty else { throw .inputEnded }
                return
            }
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { return }
            guard line.count < lineBytesMax else { continue }
            line.append(byte)
        }
    }
}

/// The terminal's echo, off for as long as this lives.
private struct Echo {
    /// What the signal handler restores. It is written before the handler is installed and freed
    /// never, so the handler, which may touch no Swift object, reads settled memory only.
    nonisolated(unsafe) private static let saved = UnsafeMutablePointer<termios>.allocate(
        capacity: 1)
    private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

    private let handlers: [(signal: Int32, old: sigaction)]

    /// `nil` where stdin's terminal cannot be controlled.
    static func off() -> Echo? {
        guard tcgetattr(STDIN_FILENO, saved) == 0 else { return nil }
        let handlers = signals.map { ($0, install($0)) }
        // A suspended program would leave the shell without echo.
        var quiet = saved.pointee
        quiet.c_lflag &= ~tcflag_t(ECHO | ECHOE | ECHOK | ECHONL)
        withUnsafeMutableBytes(of: &quiet.c_cc) { keys in
            keys[Int(VSUSP)] = UInt8(
                truncatingIfNeeded: fpathconf(STDIN_FILENO, Int32(_PC_VDISABLE)))
        }
        guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) == 0 else { return nil }
        return Echo(handlers: handlers)
    }

    func restore() {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, Self.saved)
        for (signal, old) in handlers {
            var old = old
            sigaction(signal, &old, nil)
        }
    }

    private static func install(_ signal: Int32) -> sigaction {
        var action = sigaction()
        let handler: @convention(c) (Int32) -> Void = { signal in
            tcsetattr(STDIN_FILENO, TCSANOW, Echo.saved)
            _exit(signal == SIGINT ? 130 : 128 + signal)
        }
        #if canImport(Glibc)
        action.__sigaction_handler.sa_handler = handler
        #else
        action.__sigaction_u.__sa_handler = handler
        #endif
        var old = sigaction()
        sigaction(signal, &action, &old)
        return old
    }
}
