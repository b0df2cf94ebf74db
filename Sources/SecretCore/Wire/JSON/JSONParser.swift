import SecretBase

/// A strict, bounded reader of RFC 8259.
struct JSONParser {
    private let text: Bytes
    private let depthMax: Int
    private var at = 0

    static func parse(_ text: Bytes, limits: JSONValue.Limits) throws(WireError) -> JSONValue {
        guard text.count <= limits.bytes else { throw .tooLong("JSON", limit: limits.bytes) }
        guard text.isValidUTF8 else { throw .notJSON("not UTF-8", at: 0) }
        var parser = JSONParser(text: text, depthMax: limits.depth)
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.at == text.count else { throw parser.fault("something after the document") }
        return value
    }

    private init(text: Bytes, depthMax: Int) {
        self.text = text
        self.depthMax = depthMax
    }

    private func fault(_ what: String) -> WireError { .notJSON(what, at: at) }

    private var here: UInt8? { at < text.count ? text[at] : nil }

    private mutating func skipSpace() {
        while let byte = here, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
            at += 1
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard here == byte else { return false }
        at += 1
        return true
    }

    private mutating func value(depth: Int) throws(WireError) -> JSONValue {
        guard depth < depthMax else { throw .tooLong("JSON depth", limit: depthMax) }
        skipSpace()
        switch here {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case nil: throw fault("the text ends")
        default: return .number(try number())
        }
    }

    private mutating func word(
        _ word: StaticString, _ value: JSONValue
    ) throws(WireError) -> JSONValue {
        let matches = word.withUTF8Buffer { text[at...].starts(with: $0) }
        guard matches else { throw fault("unknown word") }
        at += word.utf8CodeUnitCount
        return value
    }

    private mutating func object(depth: Int) throws(WireError) -> JSONValue {
        at += 1
        var members: [JSONValue.Member] = []
        // Most objects have few members, and to compare with them all is then quicker than a set.
        var seen: Set<String> = []
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object([]) }
        repeat {
            skipSpace()
            guard here == UInt8(ascii: "\"") else { throw fault("a member's name is wanted") }
            let name = try string()
            let isNew: Bool
            if members.count < Self.fewMembers {
                isNew = !members.contains { $0.name == name }
            } else {
                if seen.isEmpty { seen = Set(members.map(\.name)) }
                isNew = seen.insert(name).inserted
            }
            guard isNew else { throw fault("member \(name) occurs twice") }
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw fault("a colon is wanted") }
            members.append(JSONValue.Member(name, try value(depth: depth + 1)))
            skipSpace()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw fault("a comma or } is wanted") }
        return .object(members)
    }

    private static let fewMembers = 8

    private mutating func array(depth: Int) throws(WireError) -> JSONValue {
        at += 1
        var elements: [JSONValue] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array([]) }
        repeat {
            elements.append(try value(depth: depth + 1))
            skipSpace()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw fault("a comma or ] is wanted") }
        return .array(elements)
    }

    private mutating func number() throws(WireError) -> String {
        let start = at
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try digits() }
        if take(UInt8(ascii: ".")) { try digits() }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
        return String(decoding: text[start..<at], as: UTF8.self)
    }

    private mutating func digits() throws(WireError) {
        let start = at
        while let byte = here, (0x30...0x39).contains(byte) { at += 1 }
        guard at > start else { throw fault("a value is wanted") }
    }

    private mutating func string() throws(WireError) -> String {
        at += 1
        let plain = run()
        if take(UInt8(ascii: "\"")) { return String(decoding: plain, as: UTF8.self) }
        var collected = Bytes(plain)
        while !take(UInt8(ascii: "\"")) {
            guard let byte = here else { throw fault("a string does not end") }
            guard byte >= 0x20 else { throw fault("a control character within a string") }
            if byte == UInt8(ascii: "\\") {
                at += 1
                collected += try escaped().utf8
            } else {
                collected += run()
            }
        }
        return String(decoding: collected, as: UTF8.self)
    }

    /// What stands for itself, up to the next quote, escape or control character.
    private mutating func run() -> ArraySlice<UInt8> {
        let start = at
        while let byte = here, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20
        {
            at += 1
        }
        return text[start..<at]
    }

    private mutating func escaped() throws(WireError) -> Unicode.Scalar {
        guard let byte = here else { throw fault("a string does not end") }
        at += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicode()
        default: throw fault("unknown escape")
        }
    }

    private mutating func unicode() throws(WireError) -> Unicode.Scalar {
        let first = try fourDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xdc00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
            throw fault("half a surrogate pair")
        }
        let second = try fourDigits()
        guard (0xdc00...0xdfff).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
        else { throw fault("half a surrogate pair") }
        return scalar
    }

    private mutating func fourDigits() throws(WireError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = here, let digit = Character(Unicode.Scalar(byte)).hexDigitValue,
                byte < 0x80
            else { throw fault("four hex digits are wanted") }
            value = value << 4 | UInt32(digit)
            at += 1
        }
        return value
    }
}

extension Collection where Element == UInt8 {
    /// True when the bytes are well-formed UTF-8.
    var isValidUTF8: Bool {
        withContiguousStorageIfAvailable { UTF8Check.isValid($0) }
            ?? (String(validating: self, as: UTF8.self) != nil)
    }
}

/// The check that long ASCII texts pass eight bytes at a time.
enum UTF8Check {
    static func isValid(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var at = 0
        let raw = UnsafeRawBufferPointer(text)
        while at + 8 <= text.count {
            let word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            if word & 0x8080_8080_8080_8080 != 0 { break }
            at += 8
        }
        while at < text.count, text[at] < 0x80 { at += 1 }
        if at == text.count { return true }
        return String(validating: text[at...], as: UTF8.self) != nil
    }
}
