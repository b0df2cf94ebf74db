/// Decimal digits of wide numbers.
enum Digits {
    /// Most digits of a 315-bit number.
    static let countMax = 96
    private static let chunkDigits = 18
    static let chunk: UInt64 = 1_000_000_000_000_000_000

    /// Reads ASCII digits; nil for none, a foreign character, or more than `countMax`.
    static func read(_ digits: some Collection<UInt8>) -> Wide? {
        guard !digits.isEmpty, digits.count <= countMax else { return nil }
        var number = Wide()
        var part: UInt64 = 0
        var scale: UInt64 = 1
        for digit in digits {
            guard digit >= 0x30, digit <= 0x39 else { return nil }
            part = part * 10 + UInt64(digit - 0x30)
            scale *= 10
            if scale == chunk {
                number.multiply(by: scale, adding: part)
                part = 0
                scale = 1
            }
        }
        number.multiply(by: scale, adding: part)
        return number
    }

    /// Digits of `number`, at least one, with a minus where asked for, filled with zeros in front up
    /// to `least` digits.
    static func write(_ number: Wide, isNegative: Bool, atLeast least: Int = 1) -> Bytes {
        var reversed = Bytes()
        reversed.reserveCapacity(countMax + 1)
        var rest = number
        while !rest.isZero {
            var part = rest.divide(by: chunk)
            for _ in 0..<chunkDigits {
                if rest.isZero, part == 0 { break }
                reversed.append(0x30 + UInt8(part % 10))
                part /= 10
            }
        }
        while reversed.count < least { reversed.append(0x30) }
        if isNegative { reversed.append(UInt8(ascii: "-")) }
        reversed.reverse()
        return reversed
    }
}
