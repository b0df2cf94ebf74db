/// Base64 text (RFC 4648 section 4), four characters for three bytes.
public enum Base64 {
    private static let alphabet: StaticString =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    private static let pad = UInt8(ascii: "=")

    /// Standard alphabet, padded.
    public static func encode(_ bytes: some Sequence<UInt8>) -> String {
        if let text = bytes.withContiguousStorageIfAvailable({ write($0) }) { return text }
        return Bytes(bytes).withUnsafeBufferPointer { write($0) }
    }

    /// Standard alphabet, padded, no space, no bits left over: each byte string has one spelling.
    /// Throws on any other text, and when there are more than `bytesMax` bytes.
    public static func decode(_ text: String, bytesMax: Int = 1 << 20) throws(TextError) -> Bytes {
        try read(text, bytesMax: bytesMax, isLoose: false)
    }

    /// Standard or URL alphabet, padding may be missing; still no space and no bits left over.
    public static func decodeLoose(
        _ text: String, bytesMax: Int = 1 << 20
    ) throws(TextError) -> Bytes {
        try read(text, bytesMax: bytesMax, isLoose: true)
    }

    private static func write(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        let length = (bytes.count + 2) / 3 * 4
        return String(unsafeUninitializedCapacity: length) { text in
            var written = 0
            var index = 0
            while index < bytes.count {
                let left = bytes.count - index
                let second = left > 1 ? UInt32(bytes[index + 1]) : 0
                let third = left > 2 ? UInt32(bytes[index + 2]) : 0
                let group = UInt32(bytes[index]) << 16 | second << 8 | third
                text[written] = letter(group >> 18)
                text[written + 1] = letter(group >> 12)
                text[written + 2] = left > 1 ? letter(group >> 6) : pad
                text[written + 3] = left > 2 ? letter(group) : pad
                written += 4
                index += 3
            }
            return length
        }
    }

    private static func letter(_ bits: UInt32) -> UInt8 { alphabet.utf8Start[Int(bits & 63)] }

    private static func read(
        _ text: String, bytesMax: Int, isLoose: Bool
    ) throws(TextError) -> Bytes {
        let count = text.utf8.count
        guard count <= (bytesMax + 2) / 3 * 4 else { throw .tooLong(limit: bytesMax) }
        let padCount = text.utf8.reversed().prefix { $0 == pad }.count
        let isPadded = count.isMultiple(of: 4) && padCount <= 2
        let letterCount = count - padCount
        // One letter over a multiple of four can never carry a byte.
        guard isPadded || (isLoose && padCount == 0), letterCount % 4 != 1 else {
            throw .notBase64(index: count)
        }
        var bytes = Bytes()
        bytes.reserveCapacity(letterCount * 3 / 4)
        var bits: UInt32 = 0
        var bitCount = 0
        for (index, letter) in text.utf8.prefix(letterCount).enumerated() {
            guard let value = value(of: letter, isLoose: isLoose) else {
                throw .notBase64(index: index)
            }
            bits = bits << 6 | UInt32(value)
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
            }
        }
        guard bits & ((1 << UInt32(bitCount)) - 1) == 0 else {
            throw .notBase64(index: letterCount - 1)
        }
        guard bytes.count <= bytesMax else { throw .tooLong(limit: bytesMax) }
        return bytes
    }

    private static func value(of letter: UInt8, isLoose: Bool) -> UInt8? {
        switch letter {
        case 0x41...0x5A: letter - 0x41
        case 0x61...0x7A: letter - 0x61 + 26
        case 0x30...0x39: letter - 0x30 + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        case UInt8(ascii: "-") where isLoose: 62
        case UInt8(ascii: "_") where isLoose: 63
        default: nil
        }
    }
}
