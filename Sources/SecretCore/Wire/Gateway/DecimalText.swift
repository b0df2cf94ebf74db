import SecretBase

/// An 18-digit decimal between its two texts: the scaled integer of the wire and JSON's point.
enum DecimalText {
    static let places = 18
    /// 2^315 has 95 digits; nothing longer is a number of the chain.
    static let digitsMax = 96

    /// `50000000000000000` as `0.050000000000000000`; nil when it is not an integer.
    static func printed(scaled text: ArraySlice<UInt8>) -> String? {
        guard isInteger(text) else { return nil }
        let isNegative = text.first == UInt8(ascii: "-")
        var digits = Bytes((isNegative ? text.dropFirst() : text).drop { $0 == 0x30 })
        if digits.count <= places {
            digits = Bytes(repeating: 0x30, count: places + 1 - digits.count) + digits
        }
        let isZero = digits.allSatisfy { $0 == 0x30 }
        digits.insert(UInt8(ascii: "."), at: digits.count - places)
        return (isNegative && !isZero ? "-" : "") + String(decoding: digits, as: UTF8.self)
    }

    /// `0.05` as `50000000000000000`; nil for more than 18 places or any other text.
    static func scaled(printed text: String) -> Bytes? {
        var rest = Substring(text)
        let isNegative = rest.first == "-"
        if isNegative { rest.removeFirst() }
        let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty else { return nil }
        let fraction = parts.count > 1 ? parts[1] : ""
        guard parts.count == 1 || !fraction.isEmpty, fraction.utf8.count <= places else {
            return nil
        }
        let digits = Bytes(whole.utf8) + Bytes(fraction.utf8)
        guard digits.count <= digitsMax, digits.allSatisfy(isDigit) else {
            return nil
        }
        let padded = digits + Bytes(repeating: 0x30, count: places - fraction.utf8.count)
        let short = padded.drop { $0 == 0x30 }
        guard !short.isEmpty else { return [0x30] }
        return (isNegative ? [UInt8(ascii: "-")] : []) + short
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    /// An optional minus and at least one digit.
    static func isInteger(_ text: ArraySlice<UInt8>) -> Bool {
        let digits = text.first == UInt8(ascii: "-") ? text.dropFirst() : text
        return !digits.isEmpty && digits.count <= digitsMax
            && digits.allSatisfy(isDigit)
    }
}
