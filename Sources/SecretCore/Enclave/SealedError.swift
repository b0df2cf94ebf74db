import SecretBase

/// A contract's error as the chain writes it into logs and answers:
/// `…; message index: 1: dispatch: submessages: encrypted: BASE64: execute contract failed`.
///
/// Source: clients.md §1.3, §1.4.
package struct SealedError: Equatable, Sendable {
    /// The message that failed; nil in the answer to a query.
    package let messageIndex: Int?
    /// The sealed error in base64.
    package let sealed: String
    private let before: String
    private let after: String

    private static let marker = "encrypted: "
    private static let failures = ["instantiate", "execute", "query", "reply to", "migrate"]
        .map { ": \($0) contract failed" }

    /// Nil when the text holds no sealed error.
    package init?(in text: String) {
        var from = text.startIndex
        while let marker = Self.range(of: Self.marker, in: text[from...]) {
            from = marker.upperBound
            let sealed = text[from...].prefix { $0 != ":" && $0 != " " }
            let rest = text[sealed.endIndex...]
            guard !sealed.isEmpty, Self.failures.contains(where: { rest.hasPrefix($0) }) else {
                continue
            }
            self.sealed = String(sealed)
            let before = text[..<marker.lowerBound]
            messageIndex = Self.range(of: "message index: ", in: before).flatMap {
                Int(before[$0.upperBound...].prefix { $0.isASCII && $0.isNumber })
            }
            self.before = String(before)
            after = String(rest)
            return
        }
        return nil
    }

    /// The whole text with the opened error in its place.
    package func text(with opened: String) -> String { before + opened + after }

    private static func range(
        of word: String, in text: Substring
    ) -> Range<Substring.Index>? {
        var at = text.startIndex
        while at < text.endIndex {
            if text[at...].hasPrefix(word) {
                return at..<text.index(at, offsetBy: word.count)
            }
            at = text.index(after: at)
        }
        return nil
    }
}
