/// Texts as the host's language prints them for debugging.
enum RustText {
    /// `"text"`, escaped.
    static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case "\0": out += "\\0"
            case _ where scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value):
                out += "\\u{\(String(scalar.value, radix: 16))}"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }

    /// `["one", "two"]`.
    static func list(_ texts: [String]) -> String {
        "[\(texts.map(quoted).joined(separator: ", "))]"
    }

    /// At most `limit` bytes. A character that would be cut is left out, where the host panics.
    static func truncated(_ text: String, to limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        let utf8 = text.utf8
        let cut = utf8.index(utf8.startIndex, offsetBy: limit)
        return String(text[..<(cut.samePosition(in: text.unicodeScalars) ?? floor(cut, in: text))])
    }

    private static func floor(_ index: String.Index, in text: String) -> String.Index {
        var index = index
        while index.samePosition(in: text.unicodeScalars) == nil, index > text.startIndex {
            index = text.utf8.index(before: index)
        }
        return index
    }
}
