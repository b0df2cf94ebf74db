/// Takes fields from the front of bytes that came from outside; never reads past their end.
package struct ByteReader {
    private var rest: ArraySlice<UInt8>

    package init(_ bytes: ArraySlice<UInt8>) { rest = bytes }
    package init(_ bytes: Bytes) { rest = bytes[...] }

    /// Bytes not yet taken.
    package var left: Int { rest.count }

    /// The next `count` bytes. Throws `truncated` and takes nothing when there are fewer.
    package mutating func take(
        _ count: Int, of field: String
    ) throws(ByteError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= rest.count else {
            throw .truncated(field, wanted: count, left: rest.count)
        }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    /// All bytes that are left; throws when there are fewer than `least`.
    package mutating func takeRest(
        atLeast least: Int = 0, of field: String
    ) throws(ByteError) -> ArraySlice<UInt8> {
        guard rest.count >= least else {
            throw .truncated(field, wanted: least, left: rest.count)
        }
        return try take(rest.count, of: field)
    }

    package mutating func takeByte(of field: String) throws(ByteError) -> UInt8 {
        try takeBigEndian(UInt8.self, of: field)
    }

    /// An integer of fixed width, highest byte first.
    package mutating func takeBigEndian<Number: FixedWidthInteger>(
        _: Number.Type, of field: String
    ) throws(ByteError) -> Number {
        try take(Number.bitWidth / 8, of: field).reduce(0) {
            Self.shifted($0) | Number(truncatingIfNeeded: $1)
        }
    }

    /// An integer of fixed width, lowest byte first.
    package mutating func takeLittleEndian<Number: FixedWidthInteger>(
        _: Number.Type, of field: String
    ) throws(ByteError) -> Number {
        let bytes = try take(Number.bitWidth / 8, of: field)
        return bytes.reversed().reduce(0) { Self.shifted($0) | Number(truncatingIfNeeded: $1) }
    }

    /// Throws when something is left over.
    package func finish() throws(ByteError) {
        guard rest.isEmpty else { throw .leftOver(rest.count) }
    }

    private static func shifted<Number: FixedWidthInteger>(_ number: Number) -> Number {
        Number.bitWidth > 8 ? number << 8 : 0
    }
}
