extension Dec: CustomStringConvertible {
    /// As JSON has it: always 18 digits after the point, `0.100000000000000000`.
    public var description: String {
        var digits = Digits.write(wide, isNegative: isNegative, atLeast: Self.digits + 1)
        digits.insert(UInt8(ascii: "."), at: digits.count - Self.digits)
        return String(decoding: digits, as: UTF8.self)
    }

    /// As the wire has it: the number scaled by 10¹⁸, `100000000000000000`.
    public var wireText: String {
        String(decoding: Digits.write(wide, isNegative: isNegative), as: UTF8.self)
    }

    /// Reads the wire's text. Nil for what is no whole number, or needs more than 315 bits.
    public init?(wireText: String) {
        let isNegative = wireText.utf8.first == UInt8(ascii: "-")
        let digits = isNegative ? wireText.utf8.dropFirst() : wireText.utf8[...]
        guard let scaled = Digits.read(digits),
            let number = try? Dec(scaled: scaled, isNegative: isNegative)
        else { return nil }
        self = number
    }

    /// Reads `12`, `0.1`, `-3.50`: digits, and at most 18 more behind a point. Nil for anything else.
    public init?(_ text: String) {
        let isNegative = text.utf8.first == UInt8(ascii: "-")
        var digits = Bytes(isNegative ? text.utf8.dropFirst() : text.utf8[...])
        var places = 0
        if let point = digits.firstIndex(of: UInt8(ascii: ".")) {
            places = digits.count - point - 1
            guard point > 0, places > 0, places <= Self.digits else { return nil }
            digits.remove(at: point)
        }
        digits.append(contentsOf: Bytes(repeating: 0x30, count: Self.digits - places))
        guard digits.count > Self.digits, let scaled = Digits.read(digits),
            let number = try? Dec(scaled: scaled, isNegative: isNegative)
        else { return nil }
        self = number
    }
}
