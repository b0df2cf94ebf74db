import SecretBase

/// Reads as the host's deserializer does, faults and their texts included: an overlong unsigned
/// number is called a signed one there.
struct HostCursor {
    private let bytes: Bytes
    private var position = 0
    private var end: Int

    enum Instruction { case block, end, other }

    init(_ bytes: Bytes) {
        self.bytes = bytes
        end = bytes.count
    }

    var isAtEnd: Bool { position == end }

    /// Narrows the cursor to what a length in front announces; gives the end to return to.
    mutating func enter() throws(WasmError) -> Int {
        let length = Int(try u32())
        guard length <= end - position else { throw Self.truncated }
        let outer = end
        end = position + length
        return outer
    }

    /// Steps over what is left and widens the cursor again.
    mutating func leave(to outer: Int) {
        position = end
        end = outer
    }

    /// As `leave`, but throws when something is left.
    mutating func finish(to outer: Int) throws(WasmError) {
        guard isAtEnd else { throw .malformed("I/O Error: InvalidData") }
        end = outer
    }

    @inline(__always)
    mutating func byte() throws(WasmError) -> UInt8 {
        guard position < end else { throw Self.truncated }
        let byte = bytes[position]
        position += 1
        return byte
    }

    mutating func skip(_ count: Int) throws(WasmError) {
        guard count <= end - position else { throw Self.truncated }
        position += count
    }

    mutating func littleEndian32() throws(WasmError) -> UInt32 {
        guard end - position >= 4 else { throw Self.truncated }
        var value: UInt32 = 0
        for shift: UInt32 in [0, 8, 16, 24] { value |= UInt32(try byte()) << shift }
        return value
    }

    @inline(__always)
    mutating func u32() throws(WasmError) -> UInt32 {
        let first = try byte()
        return first < 0x80 ? UInt32(first) : try longU32(UInt32(first & 0x7f))
    }

    private mutating func longU32(_ low: UInt32) throws(WasmError) -> UInt32 {
        var value = low
        var shift: UInt32 = 7
        while shift <= 28 {
            let next = try byte()
            value |= UInt32(next & 0x7f) << shift
            shift += 7
            guard next < 0x80 else { continue }
            guard shift < 32 || next < 0x10 else {
                throw .malformed("Not a signed 32-bit integer")
            }
            return value
        }
        throw .malformed("Not an unsigned 32-bit integer")
    }

    /// A signed number of up to 32 bits.
    mutating func i32() throws(WasmError) -> Int32 {
        var value: UInt32 = 0
        var shift: UInt32 = 0
        while shift <= 28 {
            let next = try byte()
            value |= UInt32(next & 0x7f) << shift
            shift += 7
            guard next < 0x80 else { continue }
            let isNegative = next & 0x40 != 0
            guard shift < 32 || (isNegative ? next >= 0x78 : next < 0x08) else { break }
            if shift < 32, isNegative { value |= UInt32.max << shift }
            return Int32(bitPattern: value)
        }
        throw .malformed("Not a signed 32-bit integer")
    }

    /// Steps over a signed number of up to 64 bits.
    private mutating func skipI64() throws(WasmError) {
        for index in 0..<10 {
            let next = try byte()
            guard next < 0x80 else { continue }
            guard index < 9 || next == 0 || next == 0x7f else { break }
            return
        }
        throw .malformed("Not a signed 64-bit integer")
    }

    mutating func i7() throws(WasmError) -> Int8 {
        let byte = try byte()
        guard byte < 0x80 else { throw .malformed("Not a signed 7-bit integer: \(byte)") }
        return Int8(bitPattern: byte << 1) >> 1
    }

    mutating func valueType() throws(WasmError) {
        let type = try i7()
        guard -4 <= type, type <= -1 else {
            throw .malformed("Invalid or unknown value type \(type)")
        }
    }

    mutating func string() throws(WasmError) -> String {
        let length = Int(try u32())
        guard length <= end - position else { throw Self.truncated }
        let text = String(validating: bytes[position..<position + length], as: UTF8.self)
        guard let text else { throw .malformed("Non-UTF-8 string") }
        position += length
        return text
    }

    /// Steps over an instruction with what it carries.
    mutating func instruction() throws(WasmError) -> Instruction {
        let opcode = try byte()
        switch opcode {
        case 0x0b: return .end
        case 0x02...0x04:
            let type = try i32()
            guard type == -0x40 || (-4 <= type && type <= -1) else {
                throw .malformed("Invalid or unknown block type \(type)")
            }
            return .block
        case 0x00, 0x01, 0x05, 0x0f, 0x1a, 0x1b, 0x45...0xc4: break
        case 0x0c, 0x0d, 0x10, 0x20...0x24: _ = try u32()
        case 0x0e:
            var targets = try u32()
            while targets > 0 {
                _ = try u32()
                targets -= 1
            }
            _ = try u32()
        case 0x11:
            _ = try u32()
            let table = try byte()
            guard table == 0 else { throw .malformed("Invalid table reference (\(table))") }
        case 0x28...0x3e:
            _ = try u32()
            _ = try u32()
        case 0x3f, 0x40:
            let memory = try byte()
            guard memory == 0 else { throw .malformed("Invalid memory reference (\(memory))") }
        case 0x41: _ = try i32()
        case 0x42: try skipI64()
        case 0x43: try skip(4)
        case 0x44: try skip(8)
        default: throw .malformed("Unknown opcode \(opcode)")
        }
        return .other
    }

    private static var truncated: WasmError { .malformed("I/O Error: UnexpectedEof") }
}
