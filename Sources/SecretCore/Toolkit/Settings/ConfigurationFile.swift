/// A configuration file: `key = value` lines of TOML, values being strings or integers.
///
/// The subset is what the few keys need; anything else (tables, arrays, unknown keys) is refused by
/// line number, so that a misspelt key is never ignored.
struct ConfigurationFile: Sendable, Equatable {
    static let keys = ["context", "node", "chain_id", "timeout", "output"]

    let path: String
    let values: [String: String]

    /// Empty where the file does not exist.
    init(at path: String) throws(ConfigurationError) {
        try self.init(text: TextFile.read(path) ?? "", path: path)
    }

    init(text: String, path: String) throws(ConfigurationError) {
        var values: [String: String] = [:]
        // "\r\n" is one Character in Swift, so lines are split by scalars' property instead.
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            do throws(LineError) {
                guard let (key, value) = try Self.parse(line) else { continue }
                guard values.updateValue(value, forKey: key) == nil else {
                    throw LineError(what: "'\(key)' is given twice")
                }
            } catch {
                throw .malformed(path: path, line: index + 1, error.what)
            }
        }
        self.path = path
        self.values = values
    }

    private struct LineError: Error {
        let what: String
    }

    private static func parse(_ line: Substring) throws(LineError) -> (String, String)? {
        let line = line.drop(while: \.isWhitespace)
        guard let first = line.first, first != "#" else { return nil }
        guard let equals = line.firstIndex(of: "="), first != "[" else {
            throw LineError(what: "wanted: key = \"value\"")
        }
        let key = String(line[..<equals].filter { !$0.isWhitespace })
        guard keys.contains(key) else {
            throw LineError(what: "unknown key '\(key)' (known: \(keys.joined(separator: ", ")))")
        }
        return (key, try value(line[line.index(after: equals)...].drop(while: \.isWhitespace)))
    }

    private static func value(_ text: Substring) throws(LineError) -> String {
        guard let quote = text.first, quote == "\"" || quote == "'" else {
            let word = text.prefix { !$0.isWhitespace && $0 != "#" }
            guard !word.isEmpty, word.allSatisfy({ $0.isASCII && $0.isNumber }) else {
                throw LineError(what: "wanted a quoted text or an integer")
            }
            try nothingFollows(text[word.endIndex...])
            return String(word)
        }
        let body = text.dropFirst()
        guard let end = body.firstIndex(of: quote) else {
            throw LineError(what: "the quotation mark is not closed")
        }
        let value = body[..<end]
        guard quote == "'" || !value.contains("\\") else {
            throw LineError(what: "no escapes are needed here: use '…' for a backslash")
        }
        try nothingFollows(body[body.index(after: end)...])
        return String(value)
    }

    private static func nothingFollows(_ rest: Substring) throws(LineError) {
        let rest = rest.drop(while: \.isWhitespace)
        guard rest.isEmpty || rest.first == "#" else {
            throw LineError(what: "'\(rest)' after the value")
        }
    }
}
