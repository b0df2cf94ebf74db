/// Hexadecimal text, two digits a byte.
public enum Hex {
    private static let lowerDigits: StaticString = "0123456789abcdef"
    private static let upperDigits: StaticString = "0123456789ABCDEF"

    /// Lower-case digits of `bytes`.
    public static func encode(_ bytes: some Sequence<UInt8>) -> String {
        write(bytes, lowerDigits)
    }

    /// Upper-case digits of `bytes`, as the chain writes hashes.
    public static func encodeUpper(_ bytes: some Sequence<UInt8>) -> String {
        write(bytes, upperDigits)
    }

    /// The bytes that `text` spells in either case. Throws on an odd length, on a character that is
    /// no digit (a `0x` in front included), and when there are more than `bytesMax` bytes.
    public static func decode(_ text: String, bytesMax: Int = 1 << 20) throws(TextError) -> Bytes {
        let digits = text.utf8
        guard digits.count <= 2 * bytesMax else { throw .tooLong(limit: bytesMax) }
        guard digits.count.isMultiple(of: 2) else { throw .notHex(index: digits.count) }
        var bytes = Bytes()
        bytes.reserveCapacity(digits.count / 2)
        var high: UInt8?
        for (index, digit) in digits.enumerated() {
            guard let value = value(of: digit) else { throw .notHex(index: index) }
            if let upper = high {
                bytes.append(upper << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return bytes
    }

    private static func write(_ bytes: some Sequence<UInt8>, _ digits: StaticString) -> String {
        if let text = bytes.withContiguousStorageIfAvailable({ write($0, digits) }) { return text }
        return Bytes(bytes).withUnsafeBufferPointer { write($0, digits) }
    }

    private static func write(_ bytes: UnsafeBufferPointer<UInt8>, _ digits: StaticString) -> String
    {
        String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
            for (index, byte) in bytes.enumerated() {
                text[2 * index] = digits.utf8Start[Int(byte >> 4)]
                text[2 * index + 1] = digits.utf8Start[Int(byte & 15)]
            }
            return 2 * bytes.count
        }
    }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x41 + 10
        case 0x61...0x66: digit - 0x61 + 10
        default: nil
        }
    }
}
