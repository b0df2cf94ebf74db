/// Walks JSON text. `check…` is for text from outside; the rest for text that passed it.
struct JSONScanner {
    private let source: [UInt8]
    private(set) var position: Int

    static let depthMax = 64

    init(_ source: [UInt8], at position: Int) {
        self.source = source
        self.position = position
    }

    private var current: UInt8 { position < source.count ? source[position] : 0 }

    mutating func skipSpace() {
        while position < source.count {
            switch source[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    /// Steps over one value; throws at the first byte that does not belong.
    mutating func checkValue(depth: Int) throws(ContractError) {
        guard depth < Self.depthMax else { throw .malformed("recursion limit exceeded") }
        switch current {
        case UInt8(ascii: "{"):
            try checkEntries(closing: UInt8(ascii: "}"), depth: depth)
        case UInt8(ascii: "["):
            try checkEntries(closing: UInt8(ascii: "]"), depth: depth)
        case UInt8(ascii: "\""): try checkString()
        case UInt8(ascii: "t"): try checkWord("true")
        case UInt8(ascii: "f"): try checkWord("false")
        case UInt8(ascii: "n"): try checkWord("null")
        default: try checkNumber()
        }
    }

    private mutating func checkEntries(closing: UInt8, depth: Int) throws(ContractError) {
        position += 1
        skipSpace()
        if current == closing {
            position += 1
            return
        }
        while true {
            if closing == UInt8(ascii: "}") {
                guard current == UInt8(ascii: "\"") else {
                    throw .malformed("key must be a string")
                }
                try checkString()
                skipSpace()
                guard current == UInt8(ascii: ":") else { throw .malformed("expected `:`") }
                position += 1
                skipSpace()
            }
            try checkValue(depth: depth + 1)
            skipSpace()
            if current == UInt8(ascii: ",") {
                position += 1
                skipSpace()
            } else if current == closing {
                position += 1
                return
            } else {
                throw .malformed("expected `,` or the end of a list")
            }
        }
    }

    private mutating func checkString() throws(ContractError) {
        position += 1
        while position < source.count {
            let byte = source[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return
            case UInt8(ascii: "\\"):
                // The byte after a backslash never ends the string; reading it resolves the rest.
                guard position < source.count, source[position] >= 0x20 else {
                    throw .malformed("invalid escape")
                }
                position += 1
            case 0..<0x20: throw .malformed("control character found while parsing a string")
            default: break
            }
        }
        throw .malformed("EOF while parsing a string")
    }

    private mutating func checkWord(_ word: Text) throws(ContractError) {
        for byte in word.bytes {
            guard current == byte else { throw .malformed("expected ident") }
            position += 1
        }
    }

    private mutating func checkNumber() throws(ContractError) {
        let start = position
        if current == UInt8(ascii: "-") { position += 1 }
        let hasLeadingZero = current == UInt8(ascii: "0")
        let digits = skipDigits()
        guard digits > 0, !(hasLeadingZero && digits > 1) else {
            throw .malformed(start == source.count ? "EOF while parsing a value" : "expected value")
        }
        if current == UInt8(ascii: ".") {
            position += 1
            guard skipDigits() > 0 else { throw .malformed("invalid number") }
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            guard skipDigits() > 0 else { throw .malformed("invalid number") }
        }
    }

    private mutating func skipDigits() -> Int {
        let start = position
        while current >= UInt8(ascii: "0"), current <= UInt8(ascii: "9") { position += 1 }
        return position - start
    }
}

extension JSONScanner {
    /// Whether another entry follows before `closing`; then it stands before it.
    mutating func isBeforeEntry(closing: UInt8) -> Bool {
        skipSpace()
        if current == UInt8(ascii: ",") {
            position += 1
            skipSpace()
        }
        return current != closing && position < source.count
    }

    /// Steps over the `:` between a name and its value.
    mutating func skipSeparator() {
        skipSpace()
        position += 1
        skipSpace()
    }

    /// The value that begins here.
    mutating func takeValue() -> JSON {
        let start = position
        switch current {
        case UInt8(ascii: "\""): skipString()
        case UInt8(ascii: "{"), UInt8(ascii: "["): skipNested()
        default:
            while position < source.count, !isEndOfScalar(source[position]) { position += 1 }
        }
        return JSON(trusted: source, start..<position)
    }

    private func isEndOfScalar(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), 0x20, 0x0A, 0x0D, 0x09: true
        default: false
        }
    }

    private mutating func skipString() {
        position += 1
        while current != UInt8(ascii: "\"") {
            position += current == UInt8(ascii: "\\") ? 2 : 1
        }
        position += 1
    }

    private mutating func skipNested() {
        var depth = 0
        repeat {
            switch current {
            case UInt8(ascii: "\""): skipString()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                position += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                position += 1
            default: position += 1
            }
        } while depth > 0
    }
}

/// Escapes in JSON strings.
enum JSONEscapes {
    /// The text without its escapes. Throws for an unknown escape or half a surrogate pair.
    static func resolved(_ text: ArraySlice<UInt8>) throws(ContractError) -> [UInt8] {
        var result: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else {
                result.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "b"): result.append(0x08)
            case UInt8(ascii: "f"): result.append(0x0C)
            case UInt8(ascii: "/"): result.append(UInt8(ascii: "/"))
            case UInt8(ascii: "\\"): result.append(UInt8(ascii: "\\"))
            case UInt8(ascii: "\""): result.append(UInt8(ascii: "\""))
            case UInt8(ascii: "u"): append(try takeScalar(&rest), to: &result)
            default: throw .malformed("invalid escape")
            }
        }
        return result
    }

    private static func takeScalar(_ rest: inout ArraySlice<UInt8>) throws(ContractError) -> UInt32
    {
        let first = try takeUnit(&rest)
        guard first & 0xF800 == 0xD800 else { return first }
        guard first < 0xDC00, rest.popFirst() == UInt8(ascii: "\\"),
            rest.popFirst() == UInt8(ascii: "u")
        else { throw .malformed("unexpected end of hex escape") }
        let second = try takeUnit(&rest)
        guard second & 0xFC00 == 0xDC00 else {
            throw .malformed("lone leading surrogate in hex escape")
        }
        return 0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF)
    }

    private static func takeUnit(_ rest: inout ArraySlice<UInt8>) throws(ContractError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = rest.popFirst(), let digit = Hex.value(of: byte) else {
                throw .malformed("invalid escape")
            }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    private static func append(_ scalar: UInt32, to result: inout [UInt8]) {
        switch scalar {
        case 0..<0x80: result.append(UInt8(scalar))
        case 0x80..<0x800:
            result += [0xC0 | UInt8(scalar >> 6), 0x80 | UInt8(scalar & 0x3F)]
        case 0x800..<0x10000:
            result += [
                0xE0 | UInt8(scalar >> 12), 0x80 | UInt8(scalar >> 6 & 0x3F),
                0x80 | UInt8(scalar & 0x3F),
            ]
        default:
            result += [
                0xF0 | UInt8(scalar >> 18 & 7), 0x80 | UInt8(scalar >> 12 & 0x3F),
                0x80 | UInt8(scalar >> 6 & 0x3F), 0x80 | UInt8(scalar & 0x3F),
            ]
        }
    }
}
