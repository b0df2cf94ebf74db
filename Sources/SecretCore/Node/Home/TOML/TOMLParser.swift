internal import SecretBase

/// Reads TOML 1.0. It is bounded and may be given anything.
///
/// The library that was at hand for this ends the whole process at a text such as `[[[[`; a
/// configuration file must not be able to do that. Source: TOML 1.0.
struct TOMLParser {
    /// Tables and lists within one another.
    static let depthMax = 32

    let text: Bytes
    var at = 0

    /// The members of the document. Throws `TOMLFault`.
    static func parse(_ text: String) throws(TOMLFault) -> TOMLMembers {
        var parser = TOMLParser(text: Bytes(text.utf8))
        return try parser.document()
    }

    private init(text: Bytes) { self.text = text }

    var here: UInt8? { at < text.count ? text[at] : nil }

    func fault(_ what: String) -> TOMLFault {
        TOMLFault(line: 1 + text[..<min(at, text.count)].count { $0 == 0x0a }, what: what)
    }

    mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard here == UInt8(ascii: byte) else { return false }
        at += 1
        return true
    }

    /// Whether `word` stands here.
    func sees(_ word: StaticString) -> Bool {
        word.withUTF8Buffer { text[at...].starts(with: $0) }
    }

    mutating func skipSpace() {
        while let byte = here, byte == 0x20 || byte == 0x09 { at += 1 }
    }

    /// Blanks, line ends and comments.
    mutating func skipLines() throws(TOMLFault) {
        repeat {
            skipSpace()
            try skipComment()
        } while takeLineEnd()
    }

    private mutating func skipComment() throws(TOMLFault) {
        guard here == UInt8(ascii: "#") else { return }
        while let byte = here, byte != 0x0a, !sees("\r\n") {
            guard !Self.isControl(byte) else { throw fault("a control character in a comment") }
            at += 1
        }
    }

    mutating func takeLineEnd() -> Bool {
        guard !sees("\r\n") else {
            at += 2
            return true
        }
        return take("\n")
    }

    static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 && byte != 0x09 || byte == 0x7f }

    private mutating func document() throws(TOMLFault) -> TOMLMembers {
        let root = TOMLDraft()
        var table = root
        while true {
            try skipLines()
            guard let byte = here else { return root.members }
            if byte == UInt8(ascii: "[") {
                table = try header(of: root)
            } else {
                try addMember(to: table, depth: 0)
            }
            skipSpace()
            try skipComment()
            guard here == nil || takeLineEnd() else { throw fault("something after the value") }
        }
    }

    /// `[a.b]` or `[[a.b]]`; gives the table. A header may come again; its keys may not.
    private mutating func header(of root: TOMLDraft) throws(TOMLFault) -> TOMLDraft {
        let isList = sees("[[")
        at += isList ? 2 : 1
        let path = try key()
        guard take("]"), !isList || take("]") else { throw fault("the header is not closed") }
        do {
            return try isList ? root.append(at: path) : root.open(path)
        } catch {
            throw fault(error.what)
        }
    }

    /// `key = value`.
    private mutating func addMember(to table: TOMLDraft, depth: Int) throws(TOMLFault) {
        let key = try key()
        guard take("=") else { throw fault("wanted: key = value") }
        skipSpace()
        let value = try value(depth: depth)
        do {
            try table.add(value, at: key)
        } catch {
            throw fault(error.what)
        }
    }

    /// `a`, `"a"` or `a.b`, with the blanks around it.
    private mutating func key() throws(TOMLFault) -> [String] {
        var parts: [String] = []
        repeat {
            guard parts.count < Self.depthMax else { throw fault("too many parts in a key") }
            skipSpace()
            parts.append(try keyPart())
            skipSpace()
        } while take(".")
        return parts
    }

    private mutating func keyPart() throws(TOMLFault) -> String {
        switch here {
        case UInt8(ascii: "\""): return try basicText()
        case UInt8(ascii: "'"): return try literalText()
        default:
            let start = at
            while let byte = here, Self.isBare(byte) { at += 1 }
            guard at > start else { throw fault("wanted a key") }
            return String(decoding: text[start..<at], as: UTF8.self)
        }
    }

    private static func isBare(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x5f: true
        default: false
        }
    }

    mutating func value(depth: Int) throws(TOMLFault) -> TOMLValue {
        guard depth < Self.depthMax else { throw fault("too many lists within one another") }
        switch here {
        case nil: throw fault("a value is missing")
        case UInt8(ascii: "\""): return .text(try sees(#"""""#) ? longBasicText() : basicText())
        case UInt8(ascii: "'"): return .text(try sees("'''") ? longLiteralText() : literalText())
        case UInt8(ascii: "["): return try list(depth: depth)
        case UInt8(ascii: "{"): return try inlineTable(depth: depth)
        default: return try bareValue()
        }
    }

    private mutating func list(depth: Int) throws(TOMLFault) -> TOMLValue {
        at += 1
        var elements: [TOMLValue] = []
        while true {
            try skipLines()
            if take("]") { return .list(elements) }
            elements.append(try value(depth: depth + 1))
            try skipLines()
            guard take(",") || here == UInt8(ascii: "]") else {
                throw fault("wanted ',' or ']' in a list")
            }
        }
    }

    private mutating func inlineTable(depth: Int) throws(TOMLFault) -> TOMLValue {
        at += 1
        let table = TOMLDraft()
        skipSpace()
        if take("}") { return .inline([:]) }
        while true {
            try addMember(to: table, depth: depth + 1)
            skipSpace()
            if take("}") { return .inline(table.members) }
            guard take(",") else { throw fault("wanted ',' or '}' in a table") }
        }
    }
}
