import SecretBase

/// Reads the few forms of DER (X.690) of which SGX's extension is made; strict, and bounded by the
/// bytes that are there.
struct DERReader {
    enum Tag: UInt8 {
        case boolean = 0x01
        case integer = 0x02
        case octets = 0x04
        case identifier = 0x06
        case enumerated = 0x0a
        case sequence = 0x30
    }

    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    var isAtEnd: Bool { rest.isEmpty }

    /// The next value's tag and content.
    mutating func next() throws(AttestationError) -> (tag: UInt8, content: ArraySlice<UInt8>) {
        guard let tag = rest.popFirst(), let first = rest.popFirst() else {
            throw .malformed("SGX extension: a value is cut off")
        }
        var count = Int(first)
        if first >= 0x80 {
            let width = Int(first & 0x7f)
            guard (1...2).contains(width), rest.count >= width else {
                throw .malformed("SGX extension: a length is none")
            }
            count = rest.prefix(width).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(width)
            guard count >= (width == 1 ? 0x80 : 0x100) else {
                throw .malformed("SGX extension: a length is longer than need be")
            }
        }
        guard rest.count >= count else {
            throw .malformed("SGX extension: a value is longer than what holds it")
        }
        defer { rest = rest.dropFirst(count) }
        return (tag, rest.prefix(count))
    }

    /// The next value's content; throws unless it has this tag.
    mutating func next(_ tag: Tag) throws(AttestationError) -> ArraySlice<UInt8> {
        let value = try next()
        guard value.tag == tag.rawValue else {
            throw .malformed("SGX extension: wanted tag \(tag.rawValue), got \(value.tag)")
        }
        return value.content
    }

    /// A number from 0 to 65535, in its shortest form.
    static func number(_ content: ArraySlice<UInt8>) throws(AttestationError) -> Int {
        let isShortest =
            content.count == 1
            || (content.count > 1 && (content[content.startIndex] != 0
                || content[content.startIndex + 1] >= 0x80))
        guard let first = content.first, first < 0x80, isShortest, content.count <= 3 else {
            throw .malformed("SGX extension: wanted a number from 0 to 65535")
        }
        return content.reduce(0) { $0 << 8 | Int($1) }
    }
}
