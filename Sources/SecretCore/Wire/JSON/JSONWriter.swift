import SecretBase

/// Builds JSON text. The caller sees to commas and brackets; strings are escaped here.
struct JSONWriter {
    private(set) var bytes: Bytes = []
    private let escapesHTML: Bool
    private let indentation: Int?

    init(_ style: JSONValue.Style) {
        switch style {
        case .compact: (escapesHTML, indentation) = (false, nil)
        case .escaped: (escapesHTML, indentation) = (true, nil)
        case .indented(let width): (escapesHTML, indentation) = (false, width)
        }
    }

    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

    mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func raw(_ text: some Sequence<UInt8>) { bytes.append(contentsOf: text) }

    mutating func byte(_ character: Unicode.Scalar) { bytes.append(UInt8(ascii: character)) }

    mutating func quoted(_ ascii: String) {
        byte("\"")
        raw(ascii.utf8)
        byte("\"")
    }

    mutating func base64(_ value: some Sequence<UInt8>) { quoted(Base64.encode(value)) }

    /// A string. What is not UTF-8 becomes U+FFFD, as Go writes it.
    mutating func string(_ text: String) { string(text.utf8) }

    /// A string of UTF-8 bytes that were checked, or are checked by decoding them.
    mutating func string(_ text: some Collection<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        var carried: (UInt8, UInt8) = (0, 0)
        for byte in text {
            // U+2028 and U+2029 are E2 80 A8 and E2 80 A9.
            if escapesHTML, byte & 0xfe == 0xa8, carried == (0xe2, 0x80) {
                bytes.removeLast(2)
                raw(byte == 0xa8 ? "\\u2028" : "\\u2029")
            } else {
                append(byte)
            }
            carried = (carried.1, byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): raw("\\\"")
        case UInt8(ascii: "\\"): raw("\\\\")
        case 0x08: raw("\\b")
        case 0x09: raw("\\t")
        case 0x0a: raw("\\n")
        case 0x0c: raw("\\f")
        case 0x0d: raw("\\r")
        case 0x00..<0x20: escape(byte)
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"):
            if escapesHTML { escape(byte) } else { bytes.append(byte) }
        default: bytes.append(byte)
        }
    }

    private mutating func escape(_ byte: UInt8) {
        raw("\\u00")
        for digit in [byte >> 4, byte & 15] {
            bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
    }

    mutating func write(_ value: JSONValue, depth: Int = 0) {
        switch value {
        case .null: raw("null")
        case .bool(let flag): raw(flag ? "true" : "false")
        case .number(let text): raw(text.utf8)
        case .string(let text): string(text)
        case .array(let elements):
            list(elements, "[", "]", depth) { $0.write($1, depth: depth + 1) }
        case .object(let members):
            list(members, "{", "}", depth) { writer, member in
                writer.string(member.name)
                writer.raw(writer.indentation == nil ? ":" : ": ")
                writer.write(member.value, depth: depth + 1)
            }
        }
    }

    private mutating func list<Element>(
        _ elements: [Element], _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ depth: Int,
        _ write: (inout JSONWriter, Element) -> Void
    ) {
        byte(open)
        for (index, element) in elements.enumerated() {
            if index > 0 { byte(",") }
            breakLine(depth + 1)
            write(&self, element)
        }
        if !elements.isEmpty { breakLine(depth) }
        byte(close)
    }

    private mutating func breakLine(_ depth: Int) {
        guard let indentation else { return }
        byte("\n")
        bytes.append(contentsOf: repeatElement(0x20, count: depth * indentation))
    }
}
