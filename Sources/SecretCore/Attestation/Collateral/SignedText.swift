package import SecretBase

/// A JSON text that Intel signed, in the very bytes that were signed, and the signature.
package struct SignedText: Hashable, Sendable {
    /// The object's text; empty where there is none.
    package let text: Bytes
    /// r ‖ s; 64 bytes where it is well-formed. Empty where there is none.
    package let signature: Bytes

    /// - Parameters:
    ///   - bytes: the object's text, or the whole answer of Intel's service, an object whose
    ///     `member` is the object and whose `signature` is the signature. May end in zero bytes.
    ///   - signature: as hex, or as 64 bytes; empty where `bytes` is a whole answer.
    package init(
        _ bytes: Bytes, signature: Bytes, member: String
    ) throws(AttestationError) {
        let text = bytes[..<(bytes.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0)]
        guard signature.isEmpty, !text.isEmpty else {
            self.text = Bytes(text)
            self.signature = Self.decoded(signature)
            return
        }
        var scanner = MemberScanner(text)
        let members = try scanner.members()
        guard let object = members[member], let written = members["signature"] else {
            // Neither a signature beside it nor one inside: what follows will say so.
            self.text = Bytes(text)
            self.signature = []
            return
        }
        self.text = Bytes(object)
        self.signature = Self.decoded(
            Bytes(written.filter { $0 != UInt8(ascii: "\"") }))
    }

    init(text: Bytes, signature: Bytes) {
        self.text = text
        self.signature = signature
    }

    /// The two as Intel's service answers them: an object of the text as it is, and the signature.
    func answer(as member: String) -> Bytes {
        Bytes("{\"\(member)\":".utf8) + text
            + Bytes(",\"signature\":\"\(Hex.encode(signature))\"}".utf8)
    }

    private static func decoded(_ signature: Bytes) -> Bytes {
        let text = signature.prefix { $0 != 0 }
        if let bytes = try? Hex.decode(String(decoding: text, as: UTF8.self)) { return bytes }
        return signature
    }
}

/// Finds where the members of one JSON object lie in its text, without reading what is in them.
private struct MemberScanner {
    private static let depthMax = 64
    private var rest: ArraySlice<UInt8>

    init(_ text: ArraySlice<UInt8>) { rest = text }

    /// The members' texts by their names. Throws for what is no object, or names a member twice.
    mutating func members() throws(AttestationError) -> [String: ArraySlice<UInt8>] {
        try take("{")
        var found: [String: ArraySlice<UInt8>] = [:]
        skipSpace()
        guard rest.first != UInt8(ascii: "}") else { return found }
        repeat {
            skipSpace()
            let name = String(decoding: try string().dropFirst().dropLast(), as: UTF8.self)
            try take(":")
            skipSpace()
            guard found.updateValue(try value(), forKey: name) == nil else {
                throw .malformed("signed answer: member \(name) is there twice")
            }
            skipSpace()
        } while takeIf(",")
        try take("}")
        skipSpace()
        guard rest.isEmpty else { throw .malformed("signed answer: something follows it") }
        return found
    }

    private mutating func skipSpace() {
        rest = rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0a || $0 == 0x0d }
    }

    private mutating func takeIf(_ letter: Unicode.Scalar) -> Bool {
        skipSpace()
        guard rest.first == UInt8(ascii: letter) else { return false }
        rest = rest.dropFirst()
        return true
    }

    private mutating func take(_ letter: Unicode.Scalar) throws(AttestationError) {
        guard takeIf(letter) else { throw .malformed("signed answer: wanted \(letter)") }
    }

    /// A string with its quotes.
    private mutating func string() throws(AttestationError) -> ArraySlice<UInt8> {
        let whole = rest
        guard rest.popFirst() == UInt8(ascii: "\"") else {
            throw .malformed("signed answer: wanted a member's name")
        }
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\"") { return whole[..<rest.startIndex] }
            if byte == UInt8(ascii: "\\") { rest = rest.dropFirst() }
        }
        throw .malformed("signed answer: a text does not end")
    }

    /// A value of any kind: up to the comma or bracket that ends it.
    private mutating func value() throws(AttestationError) -> ArraySlice<UInt8> {
        let whole = rest
        var depth = 0
        while let byte = rest.first {
            switch byte {
            case UInt8(ascii: "\""):
                _ = try string()
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard depth > 0 else { return whole[..<rest.startIndex] }
                depth -= 1
            case UInt8(ascii: ",") where depth == 0: return whole[..<rest.startIndex]
            default: break
            }
            guard depth <= Self.depthMax else { throw .malformed("signed answer: too deep") }
            rest = rest.dropFirst()
        }
        throw .malformed("signed answer: a value does not end")
    }
}
