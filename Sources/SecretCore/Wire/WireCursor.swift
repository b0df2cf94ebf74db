import SecretBase

/// One field as it lies on the wire.
struct WireField {
    let number: UInt32
    /// 0 varint, 1 fixed 64, 2 length-delimited, 5 fixed 32.
    let wireType: UInt8
    /// The number of a varint or fixed field; 0 for a length-delimited one.
    let value: UInt64
    /// Where the contents of a length-delimited field lie; where the value lies otherwise.
    let range: Range<Int>
}

/// Walks the fields of one message. Refuses groups, field number 0, and what does not fit.
struct WireCursor {
    let bytes: Bytes
    private(set) var at: Int
    let end: Int

    init(_ bytes: Bytes) {
        self.init(bytes, bytes.indices)
    }

    init(_ bytes: Bytes, _ range: Range<Int>) {
        self.bytes = bytes
        at = range.lowerBound
        end = range.upperBound
    }

    var isAtEnd: Bool { at == end }

    /// The next field, or nil at the end.
    mutating func next() throws(WireError) -> WireField? {
        guard at < end else { return nil }
        let tag = try varint()
        let wireType = UInt8(tag & 7)
        guard let number = UInt32(exactly: tag >> 3), (1...WireTags.numberMax).contains(number)
        else { throw .malformed("invalid field number") }
        let start = at
        switch wireType {
        case 0:
            let value = try varint()
            return WireField(number: number, wireType: 0, value: value, range: start..<at)
        case 1:
            return WireField(number: number, wireType: 1, value: try fixed(8), range: start..<at)
        case 2:
            let count = try varint()
            guard count <= UInt64(end - at) else { throw .truncated("field \(number)") }
            let from = at
            at += Int(count)
            return WireField(number: number, wireType: 2, value: 0, range: from..<at)
        case 5:
            return WireField(number: number, wireType: 5, value: try fixed(4), range: start..<at)
        default:
            throw .malformed("field \(number): wire type \(wireType) is not used")
        }
    }

    /// A base-128 number of at most 64 bits.
    mutating func varint() throws(WireError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while at < end {
            let byte = bytes[at]
            at += 1
            guard shift < 63 || byte <= 1 else {
                throw .malformed("variable length integer overflow")
            }
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw .truncated("variable length integer")
    }

    /// A little-endian number of `count` bytes, at most 8.
    mutating func fixed(_ count: Int) throws(WireError) -> UInt64 {
        guard end - at >= count else { throw .truncated("fixed-width number") }
        var value: UInt64 = 0
        for index in (0..<count).reversed() { value = value << 8 | UInt64(bytes[at + index]) }
        at += count
        return value
    }
}

/// Limits and names of the protobuf encoding.
enum WireTags {
    static let numberMax: UInt32 = (1 << 29) - 1

    /// As the chain's error texts name a wire type.
    static func name(_ wireType: UInt8) -> String {
        switch wireType {
        case 0: "varint"
        case 1: "fixed64"
        case 2: "bytes"
        case 3: "start_group"
        case 4: "end_group"
        case 5: "fixed32"
        default: "unknown type: \(wireType)"
        }
    }
}

/// Writes fields as protobuf lays them out.
struct WireWriter {
    private(set) var bytes: Bytes = []

    mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func tag(_ number: UInt32, _ wireType: UInt8) {
        varint(UInt64(number) << 3 | UInt64(wireType))
    }

    mutating func field(_ number: UInt32, varint value: UInt64) {
        tag(number, 0)
        varint(value)
    }

    mutating func field(_ number: UInt32, fixed64 value: UInt64) {
        tag(number, 1)
        fixed64(value)
    }

    /// Little-endian.
    mutating func fixed64(_ value: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    mutating func field(_ number: UInt32, bytes value: some Collection<UInt8>) {
        tag(number, 2)
        varint(UInt64(value.count))
        bytes.append(contentsOf: value)
    }
}
