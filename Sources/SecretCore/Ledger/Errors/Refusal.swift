import SecretBase

/// An error that the chain knows by number: codespace, code and the text that goes with it.
protocol RegisteredError: Sendable {
    static var codespace: String { get }
    var code: UInt32 { get }
    var text: String { get }
}

/// Why the chain refuses something, as a client reads it: codespace, code and whole text.
///
/// The text goes from the inside out: detail first, the registered text last, joined by `: `.
/// Source: chain specification §3.2.
package struct Refusal: Hashable, Sendable {
    package let codespace: String
    package let code: UInt32
    package let text: String
    /// What a failed contract call answers all the same, for a caller that awaits a reply.
    var data: Bytes?

    init(codespace: String, code: UInt32, text: String) {
        self.codespace = codespace
        self.code = code
        self.text = text
    }

    /// A registered error, with what it is about put before its own text.
    init<Known: RegisteredError>(_ error: Known, _ detail: String? = nil) {
        codespace = Known.codespace
        code = error.code
        text = detail.map { "\($0): \(error.text)" } ?? error.text
    }

    /// An error that no codespace registers.
    init(unregistered text: String) {
        self.init(codespace: "undefined", code: 1, text: text)
    }

    /// What a panic of the chain's program becomes. The chain adds a stack trace; we have none.
    init(panic what: String) {
        self.init(codespace: "undefined", code: 111_222, text: "recovered: \(what): panic")
    }

    /// The same error, said from further out.
    func wrapped(_ detail: String) -> Refusal {
        Refusal(codespace: codespace, code: code, text: "\(detail): \(text)")
    }
}
