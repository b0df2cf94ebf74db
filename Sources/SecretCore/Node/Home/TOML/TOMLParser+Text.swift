internal import SecretBase

/// The four ways in which TOML writes a text. Source: TOML 1.0, "String".
extension TOMLParser {
    /// `"…"`, with escapes.
    mutating func basicText() throws(TOMLFault) -> String {
        at += 1
        var out = Bytes()
        while let byte = here {
            switch byte {
            case UInt8(ascii: "\""):
                at += 1
                return String(decoding: out, as: UTF8.self)
            case UInt8(ascii: "\\"): try appendEscape(to: &out)
            default: try appendPlain(byte, to: &out)
            }
        }
        throw fault("the quotation mark is not closed")
    }

    /// `'…'`, without.
    mutating func literalText() throws(TOMLFault) -> String {
        at += 1
        var out = Bytes()
        while let byte = here {
            guard byte != UInt8(ascii: "'") else {
                at += 1
                return String(decoding: out, as: UTF8.self)
            }
            try appendPlain(byte, to: &out)
        }
        throw fault("the quotation mark is not closed")
    }

    /// `"""…"""`, over many lines.
    mutating func longBasicText() throws(TOMLFault) -> String {
        try longText(quote: UInt8(ascii: "\"")) { parser, out throws(TOMLFault) in
            guard parser.here == UInt8(ascii: "\\") else { return false }
            if !parser.skipFoldedLines() { try parser.appendEscape(to: &out) }
            return true
        }
    }

    /// `'''…'''`, over many lines, without escapes.
    mutating func longLiteralText() throws(TOMLFault) -> String {
        try longText(quote: UInt8(ascii: "'")) { _, _ throws(TOMLFault) in false }
    }

    /// `special` reads what is not to be taken as it stands, and says whether there was any.
    private mutating func longText(
        quote: UInt8,
        special: (inout TOMLParser, inout Bytes) throws(TOMLFault) -> Bool
    ) throws(TOMLFault) -> String {
        at += 3
        // A line end right behind the mark is not part of the text.
        _ = takeLineEnd()
        var out = Bytes()
        while let byte = here {
            if byte == quote {
                let count = text[at...].prefix(5).prefix { $0 == quote }.count
                at += count
                guard count < 3 else {
                    out += Bytes(repeating: quote, count: count - 3)
                    return String(decoding: out, as: UTF8.self)
                }
                out += Bytes(repeating: quote, count: count)
            } else if try special(&self, &out) {
                continue
            } else if takeLineEnd() {
                out.append(0x0a)
            } else {
                try appendPlain(byte, to: &out)
            }
        }
        throw fault("the quotation marks are not closed")
    }

    /// A backslash at a line's end swallows the blanks up to the next text.
    private mutating func skipFoldedLines() -> Bool {
        let start = at
        at += 1
        skipSpace()
        guard takeLineEnd() else {
            at = start
            return false
        }
        repeat { skipSpace() } while takeLineEnd()
        return true
    }

    private mutating func appendPlain(_ byte: UInt8, to out: inout Bytes) throws(TOMLFault) {
        guard !Self.isControl(byte) else { throw fault("a control character in a text") }
        out.append(byte)
        at += 1
    }

    private mutating func appendEscape(to out: inout Bytes) throws(TOMLFault) {
        at += 1
        guard let letter = here else { throw fault("the quotation mark is not closed") }
        at += 1
        switch letter {
        case UInt8(ascii: "b"): out.append(0x08)
        case UInt8(ascii: "t"): out.append(0x09)
        case UInt8(ascii: "n"): out.append(0x0a)
        case UInt8(ascii: "f"): out.append(0x0c)
        case UInt8(ascii: "r"): out.append(0x0d)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): out.append(letter)
        case UInt8(ascii: "u"): try appendScalar(digits: 4, to: &out)
        case UInt8(ascii: "U"): try appendScalar(digits: 8, to: &out)
        default: throw fault("unknown escape")
        }
    }

    private mutating func appendScalar(digits: Int, to out: inout Bytes) throws(TOMLFault) {
        let word = text[at...].prefix(digits)
        guard word.count == digits,
            word.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let number = UInt32(String(decoding: word, as: UTF8.self), radix: 16),
            let scalar = Unicode.Scalar(number)
        else { throw fault("wanted \(digits) hexadecimal digits of a character") }
        at += digits
        out += Bytes(String(Character(scalar)).utf8)
    }
}
