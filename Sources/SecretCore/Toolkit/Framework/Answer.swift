public import SecretBase

/// What a command has to say. It is said once, on stdout, as text or as one JSON object.
///
/// The framework writes `"schema": "secretctl/<command>/v<version>"` before the fields.
public protocol Answer: Sendable {
    /// Counts up when a field's meaning changes or a field goes; new fields keep it.
    var schemaVersion: Int { get }
    /// An object: names in snake_case, amounts as strings with a `denom`, times RFC 3339 UTC.
    var fields: AnswerValue { get }
    /// The same for a person: at most 80 columns, a newline is added at the end.
    func text(in style: TextStyle) -> String
    /// The command's exit; a check whose answer is no gives `.checkFailed`.
    var exit: ExitStatus { get }
}

extension Answer {
    public var schemaVersion: Int { 1 }
    public var exit: ExitStatus { .done }
}

/// How text is to look. Colour is on only where a terminal reads it.
public struct TextStyle: Sendable {
    public let usesColour: Bool
    /// Columns that a line may take.
    public let columns: Int

    public init(usesColour: Bool, columns: Int = 80) {
        self.usesColour = usesColour
        self.columns = columns
    }

    public func bold(_ text: String) -> String { paint("1", text) }
    public func faint(_ text: String) -> String { paint("2", text) }
    public func good(_ text: String) -> String { paint("32", text) }
    public func warning(_ text: String) -> String { paint("33", text) }
    public func bad(_ text: String) -> String { paint("31", text) }

    /// Prose in lines that fit.
    public func wrapped(_ text: String) -> String {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > columns {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " " + word
        }
        return (lines + [line]).joined(separator: "\n")
    }

    private func paint(_ code: String, _ text: String) -> String {
        usesColour ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
    }
}
