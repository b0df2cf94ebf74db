import SecretBase

/// Reads a module from its front; never past `end`, which a section or a body sets.
struct WasmCursor {
    let bytes: Bytes
    var position: Int
    /// The first position that may not be read.
    var end: Int

    init(_ bytes: Bytes) {
        self.bytes = bytes
        position = 0
        end = bytes.count
    }

    var left: Int { end - position }
    var isAtEnd: Bool { position == end }

    @inline(__always)
    mutating func byte() throws(WasmError) -> UInt8 {
        guard position < end else { throw .malformed("unexpected end") }
        let byte = bytes[position]
        position += 1
        return byte
    }

    mutating func skip(_ count: Int) throws(WasmError) {
        guard count <= left else { throw .malformed("unexpected end") }
        position += count
    }

    /// An unsigned LEB128 of at most five bytes, whose spare bits are zero.
    @inline(__always)
    mutating func u32() throws(WasmError) -> UInt32 {
        let first = try byte()
        return first < 0x80 ? UInt32(first) : try longU32(UInt32(first & 0x7f))
    }

    private mutating func longU32(_ low: UInt32) throws(WasmError) -> UInt32 {
        var value = low
        var shift: UInt32 = 7
        while shift < 28 {
            let next = try byte()
            value |= UInt32(next & 0x7f) << shift
            if next < 0x80 { return value }
            shift += 7
        }
        let last = try byte()
        guard last < 0x10 else { throw .malformed("no unsigned 32-bit integer") }
        return value | UInt32(last) << 28
    }

    /// Steps over a signed LEB128 of `bits` bits, whose spare bits repeat the sign.
    @inline(__always)
    mutating func skipSigned(bits: Int) throws(WasmError) {
        if try byte() < 0x80 { return }
        let longest = (bits + 6) / 7
        for index in 1..<longest {
            let next = try byte()
            guard index == longest - 1 else {
                if next < 0x80 { return }
                continue
            }
            // What the last byte holds beyond the number must be its sign.
            let spare = Int8(bitPattern: next << 1) >> (bits - index * 7)
            guard next < 0x80, spare == 0 || spare == -1 else {
                throw .malformed("no signed \(bits)-bit integer")
            }
        }
    }

    /// A count of things of one byte or more each, so it never exceeds what is left.
    mutating func count(of things: String, most: Int = .max) throws(WasmError) -> Int {
        let count = Int(try u32())
        guard count <= left, count <= most else { throw .malformed("too many \(things)") }
        return count
    }

    /// A name: its length, and so many bytes of UTF-8.
    mutating func name() throws(WasmError) -> String {
        let length = try count(of: "bytes of a name", most: 100_000)
        let text = String(validating: bytes[position..<position + length], as: UTF8.self)
        guard let text else { throw .malformed("a name is no UTF-8") }
        position += length
        return text
    }

    mutating func type() throws(WasmError) -> WasmType {
        guard let type = WasmType(rawValue: try byte()) else {
            throw .malformed("unknown value type")
        }
        return type
    }
}
