import SecretBase

/// Why the enclave's JSON library refuses a text, in its words. Contracts are shown them.
struct SerdeFault: Error, Equatable {
    /// What is wrong; with `at line L column C` where the library knows the place.
    let text: String
}

/// Reads JSON as the network's enclave does: the same texts pass, and what is refused is refused
/// in the same words at the same place. Contracts see these words, so they cost the same gas.
///
/// Columns count bytes. Source: serde_json 1.0.60, serde 1.0.118 (behaviour only).
struct SerdeReader {
    /// Objects and arrays within one another, as the library counts them.
    static let depthMax = 127

    let text: Bytes
    private(set) var at = 0
    private var depthLeft = SerdeReader.depthMax + 1

    init(_ text: Bytes) { self.text = text }

    // MARK: Faults

    private func position(_ end: Int) -> String {
        var (line, column) = (1, 0)
        for byte in text[..<min(end, text.count)] {
            if byte == UInt8(ascii: "\n") { (line, column) = (line + 1, 0) } else { column += 1 }
        }
        return " at line \(line) column \(column)"
    }

    /// A fault whose place is behind the last byte that was read.
    func fault(_ what: String) -> SerdeFault { SerdeFault(text: what + position(at)) }

    /// A fault whose place is the next byte.
    func peekFault(_ what: String) -> SerdeFault { SerdeFault(text: what + position(at + 1)) }

    /// The wrong kind of value stands here; says which. What stands here is read over.
    mutating func wrongType(_ expected: String) throws(SerdeFault) -> SerdeFault {
        guard let byte = peek else { return peekFault("expected value") }
        let found: String
        switch byte {
        case UInt8(ascii: "n"):
            try word("null")
            found = "null"
        case UInt8(ascii: "t"):
            try word("true")
            found = "boolean `true`"
        case UInt8(ascii: "f"):
            try word("false")
            found = "boolean `false`"
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            found = try number().found
        case UInt8(ascii: "\""): found = "string " + Self.quoted(try string())
        case UInt8(ascii: "["): found = "sequence"
        case UInt8(ascii: "{"): found = "map"
        default: return peekFault("expected value")
        }
        return fault("invalid type: \(found), expected \(expected)")
    }

    /// As Rust's Debug writes a string.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case "\0": quoted += "\\0"
            case _ where scalar.value < 0x20 || scalar.value == 0x7f:
                quoted += "\\u{\(String(scalar.value, radix: 16))}"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    // MARK: Bytes

    var peek: UInt8? { at < text.count ? text[at] : nil }

    /// The next byte that is no white space, which stays.
    mutating func skipSpace() -> UInt8? {
        while at < text.count {
            switch text[at] {
            case 0x20, 0x0a, 0x0d, 0x09: at += 1
            case let byte: return byte
            }
        }
        return nil
    }

    mutating func advance() { at += 1 }

    mutating func advance(to place: Int) { at = place }

    /// The next byte of a value.
    mutating func first() throws(SerdeFault) -> UInt8 {
        guard let byte = skipSpace() else { throw peekFault("EOF while parsing a value") }
        return byte
    }

    /// Throws for anything but white space.
    mutating func finish() throws(SerdeFault) {
        guard skipSpace() == nil else { throw peekFault("trailing characters") }
    }

    mutating func word(_ word: StaticString) throws(SerdeFault) {
        at += 1
        for index in 1..<word.utf8CodeUnitCount {
            guard at < text.count else { throw fault("EOF while parsing a value") }
            at += 1
            guard text[at - 1] == word.utf8Start[index] else { throw fault("expected ident") }
        }
    }

    mutating func enter() throws(SerdeFault) {
        depthLeft -= 1
        guard depthLeft > 0 else { throw peekFault("recursion limit exceeded") }
        at += 1
    }

    mutating func leave() { depthLeft += 1 }

    func slice(from start: Int) -> ArraySlice<UInt8> { text[start..<at] }
}
