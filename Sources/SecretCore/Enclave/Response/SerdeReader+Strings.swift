import SecretBase

extension SerdeReader {
    /// The string whose opening quote is the next byte.
    mutating func string() throws(SerdeFault) -> String {
        advance()
        var start = at
        var collected: Bytes?
        while true {
            while at < text.count, text[at] != UInt8(ascii: "\""), text[at] != UInt8(ascii: "\\"),
                text[at] >= 0x20
            { advance() }
            guard let byte = peek else { throw fault("EOF while parsing a string") }
            switch byte {
            case UInt8(ascii: "\""):
                let tail = slice(from: start)
                advance()
                return try checked(collected.map { $0[...] + tail } ?? tail)
            case UInt8(ascii: "\\"):
                collected = (collected ?? []) + slice(from: start)
                advance()
                try escape(into: &collected)
                start = at
            default:
                advance()
                throw fault(
                    "control character (\\u0000-\\u001F) found while parsing a string")
            }
        }
    }

    /// Reads over a string whose opening quote is the next byte. Makes none where it is plain ASCII.
    mutating func checkString() throws(SerdeFault) {
        var end = at + 1
        while end < text.count, text[end] >= 0x20, text[end] < 0x80,
            text[end] != UInt8(ascii: "\""), text[end] != UInt8(ascii: "\\")
        { end += 1 }
        if end < text.count, text[end] == UInt8(ascii: "\"") {
            advance(to: end + 1)
        } else {
            _ = try string()
        }
    }

    private func checked(_ bytes: ArraySlice<UInt8>) throws(SerdeFault) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw fault("invalid unicode code point")
        }
        return text
    }

    private mutating func escape(into collected: inout Bytes?) throws(SerdeFault) {
        guard let byte = peek else { throw fault("EOF while parsing a string") }
        advance()
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): collected?.append(byte)
        case UInt8(ascii: "b"): collected?.append(0x08)
        case UInt8(ascii: "f"): collected?.append(0x0c)
        case UInt8(ascii: "n"): collected?.append(0x0a)
        case UInt8(ascii: "r"): collected?.append(0x0d)
        case UInt8(ascii: "t"): collected?.append(0x09)
        case UInt8(ascii: "u"):
            let scalar = try unicode()
            collected?.append(contentsOf: UTF8.encode(scalar) ?? .init())
        default: throw fault("invalid escape")
        }
    }

    private mutating func unicode() throws(SerdeFault) -> Unicode.Scalar {
        let first = try fourDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xdc00 else { throw fault("lone leading surrogate in hex escape") }
        for wanted in [UInt8(ascii: "\\"), UInt8(ascii: "u")] {
            guard let byte = peek else { throw fault("EOF while parsing a string") }
            advance()
            guard byte == wanted else { throw fault("unexpected end of hex escape") }
        }
        let second = try fourDigits()
        guard (0xdc00...0xdfff).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
        else { throw fault("lone leading surrogate in hex escape") }
        return scalar
    }

    private mutating func fourDigits() throws(SerdeFault) -> UInt32 {
        guard at + 4 <= text.count else {
            advance(to: text.count)
            throw fault("EOF while parsing a string")
        }
        var value: UInt32 = 0
        for _ in 0..<4 {
            let byte = text[at]
            advance()
            guard byte < 0x80, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw fault("invalid escape")
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
