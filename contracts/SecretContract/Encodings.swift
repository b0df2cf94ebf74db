/// Hexadecimal digits.
public enum Hex {
    public static func encode(_ bytes: [UInt8]) -> Text {
        var result: [UInt8] = []
        result.reserveCapacity(2 * bytes.count)
        for byte in bytes { result += [digit(byte >> 4), digit(byte & 15)] }
        return Text(result)
    }

    /// `nil` for an odd number of digits or anything that is none.
    public static func decode(_ text: Text) -> [UInt8]? {
        guard text.bytes.count % 2 == 0 else { return nil }
        var result: [UInt8] = []
        result.reserveCapacity(text.bytes.count / 2)
        for index in stride(from: 0, to: text.bytes.count, by: 2) {
            guard let high = value(of: text.bytes[index]),
                let low = value(of: text.bytes[index + 1])
            else { return nil }
            result.append(high << 4 | low)
        }
        return result
    }

    static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    static func value(of byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

/// Base64 with the standard alphabet and padding.
public enum Base64 {
    public static func encode(_ bytes: [UInt8]) -> Text {
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let left = bytes.count - index
            let second = left > 1 ? bytes[index + 1] : 0
            let third = left > 2 ? bytes[index + 2] : 0
            result.append(letter(bytes[index] >> 2))
            result.append(letter((bytes[index] & 3) << 4 | second >> 4))
            result.append(left > 1 ? letter((second & 15) << 2 | third >> 6) : UInt8(ascii: "="))
            result.append(left > 2 ? letter(third & 63) : UInt8(ascii: "="))
            index += 3
        }
        return Text(result)
    }

    /// `nil` for a wrong length, letter or padding, and for bits left over.
    public static func decode(_ text: Text) -> [UInt8]? {
        let letters = text.bytes
        guard letters.count % 4 == 0 else { return nil }
        var result: [UInt8] = []
        result.reserveCapacity(letters.count / 4 * 3)
        var index = 0
        while index < letters.count {
            let isLast = index + 4 == letters.count
            var padding = 0
            if isLast, letters[index + 3] == UInt8(ascii: "=") {
                padding = letters[index + 2] == UInt8(ascii: "=") ? 2 : 1
            }
            var bits: UInt32 = 0
            for offset in 0..<4 {
                guard offset < 4 - padding else {
                    bits <<= 6
                    continue
                }
                guard let value = value(of: letters[index + offset]) else { return nil }
                bits = bits << 6 | UInt32(value)
            }
            guard bits & (padding == 2 ? 0xFFFF : padding == 1 ? 0xFF : 0) == 0 else { return nil }
            result.append(UInt8(truncatingIfNeeded: bits >> 16))
            if padding < 2 { result.append(UInt8(truncatingIfNeeded: bits >> 8)) }
            if padding < 1 { result.append(UInt8(truncatingIfNeeded: bits)) }
            index += 4
        }
        return result
    }

    private static func letter(_ value: UInt8) -> UInt8 {
        switch value {
        case 0..<26: UInt8(ascii: "A") + value
        case 26..<52: UInt8(ascii: "a") + value - 26
        case 52..<62: UInt8(ascii: "0") + value - 52
        case 62: UInt8(ascii: "+")
        default: UInt8(ascii: "/")
        }
    }

    private static func value(of letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): letter - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): letter - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): letter - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}

/// Bytes that travel as base64 in a JSON string.
public struct Binary: JSONReadable, Hashable, Sendable {
    public let bytes: [UInt8]

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    public init(json: JSON) throws(ContractError) {
        guard let bytes = Base64.decode(try Text(json: json)) else {
            throw .malformed("invalid base64")
        }
        self.bytes = bytes
    }
}
