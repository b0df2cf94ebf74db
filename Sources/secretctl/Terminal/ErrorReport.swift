import ArgumentParser
import SecretCore

/// What is said of a failure: one object under `--json`, else `error:` and `hint:` lines.
struct ErrorReport {
    var code: String
    var exit: ExitStatus
    var message: String
    var hint: String?
    var transactionHash: String?

    /// Any error of a service or of the framework.
    init(_ error: any Error) {
        if let failure = error as? any Failure {
            self.init(failure)
        } else if error is CancellationError {
            self.init(code: "interrupted", exit: .interrupted, message: "interrupted", hint: nil)
        } else {
            self.init(
                code: "unexpected", exit: .failed, message: String(describing: error), hint: nil)
        }
    }

    init(_ failure: any Failure) {
        self.init(
            code: failure.code, exit: failure.exit, message: failure.description,
            hint: failure.hint)
        transactionHash = failure.transactionHash
    }

    init(code: String, exit: ExitStatus, message: String, hint: String?) {
        self.code = code
        self.exit = exit
        self.message = message
        self.hint = hint
    }

    /// A command line that cannot be understood.
    init(usage message: String, hint: String?) {
        self.init(code: "usage", exit: .usage, message: message, hint: hint)
    }

    /// An error of ArgumentParser's, whose words begin with a capital letter.
    init(parsing error: any Error, path: CommandPath) {
        let command = (["secretctl"] + path.words).joined(separator: " ")
        let message = Secretctl.message(for: error)
        let text = message.split(separator: "\n").joined(separator: " ")
        self.init(usage: Self.lowercased(text), hint: "see '\(command) --help'")
        if let failure = Self.failure(in: error) {
            code = failure.code
            hint = failure.hint ?? hint
        }
    }

    private static func lowercased(_ text: String) -> String {
        guard let first = text.first else { return "the command line cannot be understood" }
        return first.lowercased() + text.dropFirst()
    }

    /// The failure of ours that refused an argument's value, which ArgumentParser wraps.
    private static func failure(in value: Any, depth: Int = 0) -> (any Failure)? {
        if let failure = value as? any Failure { return failure }
        guard depth < 6 else { return nil }
        for child in Mirror(reflecting: value).children {
            if let failure = failure(in: child.value, depth: depth + 1) { return failure }
        }
        return nil
    }

    func write(to terminal: Terminal) {
        guard !terminal.writesJSON else {
            return terminal.writeError(json)
        }
        let style = terminal.errorStyle
        var text = style.bad("error:") + " " + Terminology.printable(message)
        if let transactionHash { text += "\ntransaction: " + transactionHash }
        if let hint { text += "\n" + style.bold("hint:") + " " + Terminology.printable(hint) }
        terminal.writeError(text)
    }

    private var json: String {
        let fields: AnswerValue = [
            "error": [
                "code": .text(code), "exit": .integer(Int64(exit.rawValue)),
                "message": .text(message), "hint": .optional(hint),
                "tx_hash": .optional(transactionHash),
            ]
        ]
        return fields.json
    }
}
