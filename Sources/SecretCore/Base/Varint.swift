/// Variable-length integers: seven bits a byte, lowest first, the top bit set on all but the last.
package enum Varint {
    /// Appends `number` in at most ten bytes.
    @inlinable
    package static func append(_ number: UInt64, to bytes: inout Bytes) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Appends a signed number, zig-zag: 0, -1, 1, -2 … become 0, 1, 2, 3 ….
    @inlinable
    package static func append(zigZag number: Int64, to bytes: inout Bytes) {
        append(UInt64(bitPattern: number << 1 ^ number >> 63), to: &bytes)
    }
}

extension ByteReader {
    /// The next unsigned number. Throws where it is cut short, too long for 64 bits, or spelled
    /// longer than needed.
    package mutating func takeVarint(of field: String) throws(ByteError) -> UInt64 {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            let byte = try takeByte(of: field)
            let isTooLong = shift == 63 && byte > 1 || (byte == 0 && shift > 0)
            guard !isTooLong else { throw .notVarint(field) }
            number |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return number }
        }
        throw .notVarint(field)
    }

    /// The next count, as it stands before that many bytes; no more than are left.
    package mutating func takePrefixed(of field: String) throws(ByteError) -> ArraySlice<UInt8> {
        let count = try takeVarint(of: field)
        return try take(Int(clamping: count), of: field)
    }

    /// The next signed number, zig-zag.
    package mutating func takeZigZag(of field: String) throws(ByteError) -> Int64 {
        let number = try takeVarint(of: field)
        return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }
}
