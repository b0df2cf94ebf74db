/// Writes the forms of DER (X.690) of which certificates and lists are made.
public enum DER {
    public static func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        let count = content.count
        let length: [UInt8] =
            switch count {
            case ..<0x80: [UInt8(count)]
            case ..<0x100: [0x81, UInt8(count)]
            default: [0x82, UInt8(count >> 8), UInt8(count & 0xff)]
            }
        return [tag] + length + content
    }

    public static func sequence(_ parts: [[UInt8]]) -> [UInt8] { value(0x30, parts.flatMap { $0 }) }
    public static func set(_ parts: [[UInt8]]) -> [UInt8] { value(0x31, parts.flatMap { $0 }) }
    public static func octets(_ bytes: [UInt8]) -> [UInt8] { value(0x04, bytes) }
    public static func bits(_ bytes: [UInt8]) -> [UInt8] { value(0x03, [0] + bytes) }
    public static func text(_ text: String) -> [UInt8] { value(0x0c, Array(text.utf8)) }
    public static func flag(_ flag: Bool) -> [UInt8] { value(0x01, [flag ? 0xff : 0]) }
    public static func enumerated(_ number: UInt8) -> [UInt8] { value(0x0a, [number]) }

    /// A number that is not negative, highest byte first, in its shortest form.
    public static func integer(_ magnitude: [UInt8]) -> [UInt8] {
        let short = Array(magnitude.drop { $0 == 0 })
        let needsZero = short.isEmpty || short[0] >= 0x80
        return value(0x02, (needsZero ? [0] : []) + short)
    }

    public static func integer(_ number: Int) -> [UInt8] {
        integer(withUnsafeBytes(of: UInt64(number).bigEndian) { Array($0) })
    }

    public static func identifier(_ text: String) -> [UInt8] {
        let numbers = text.split(separator: ".").compactMap { UInt64($0) }
        var bytes: [UInt8] = [UInt8(numbers[0] * 40 + numbers[1])]
        for number in numbers.dropFirst(2) {
            var groups: [UInt8] = [UInt8(number & 0x7f)]
            var rest = number >> 7
            while rest > 0 {
                groups.insert(UInt8(rest & 0x7f) | 0x80, at: 0)
                rest >>= 7
            }
            bytes += groups
        }
        return value(0x06, bytes)
    }

    /// A time such as `20260101000000Z`; years to 2049 in the short form, as RFC 5280 wants it.
    public static func time(_ text: String) -> [UInt8] {
        let isShort = (Int(text.prefix(4)) ?? 0) < 2050
        return isShort
            ? value(0x17, Array(text.dropFirst(2).utf8)) : value(0x18, Array(text.utf8))
    }
}
