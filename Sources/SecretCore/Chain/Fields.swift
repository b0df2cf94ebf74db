import SecretBase

/// The few wire fields that this room writes and reads by hand: sign documents and keys, whose
/// bytes are signed or hashed and must not depend on a serialiser.
extension Bytes {
    /// A base-128 number, low groups first.
    package mutating func appendVarint(_ value: UInt64) { Varint.append(value, to: &self) }

    /// A length-delimited field; left out when empty, as proto3 does.
    package mutating func appendField(_ number: UInt64, _ bytes: some Collection<UInt8>) {
        guard !bytes.isEmpty else { return }
        appendVarint(number << 3 | 2)
        appendVarint(UInt64(bytes.count))
        append(contentsOf: bytes)
    }

    /// A varint field; left out when zero, as proto3 does.
    package mutating func appendField(_ number: UInt64, _ value: UInt64) {
        guard value != 0 else { return }
        appendVarint(number << 3)
        appendVarint(value)
    }
}

/// Walks the fields of a small message; only varints and length-delimited fields are expected.
package struct FieldReader {
    /// What a field holds.
    package enum Value {
        case number(UInt64)
        case bytes(ArraySlice<UInt8>)
    }

    private var rest: ArraySlice<UInt8>

    package init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    /// The next field, or nil at the end.
    package mutating func next() throws(ChainError) -> (number: UInt64, value: Value)? {
        guard !rest.isEmpty else { return nil }
        let tag = try varint()
        switch tag & 7 {
        case 0: return (tag >> 3, .number(try varint()))
        case 2:
            let count = try varint()
            guard count <= UInt64(rest.count) else {
                throw .malformed("message", "wanted \(count) bytes, \(rest.count) left")
            }
            defer { rest = rest.dropFirst(Int(count)) }
            return (tag >> 3, .bytes(rest.prefix(Int(count))))
        default: throw .malformed("message", "unexpected wire type \(tag & 7)")
        }
    }

    private mutating func varint() throws(ChainError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard let byte = rest.popFirst() else { throw .malformed("message", "cut short") }
            if shift == 63, byte > 1 { break }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw .malformed("message", "number longer than 64 bits")
    }
}
