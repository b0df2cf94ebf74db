internal import SecretBase

/// A decimal number of any size, compared exactly: amounts are larger than 64 bits.
package struct SearchNumber: Hashable, Comparable, Sendable {
    private let isNegative: Bool
    /// Without zeros in front; empty for nothing.
    private let whole: Bytes
    /// Without zeros behind.
    private let fraction: Bytes

    /// `5`, `-5`, `3.25`, `33.`; nil for anything else.
    package init?(whole text: String) {
        let isNegative = text.hasPrefix("-")
        self.init(
            Bytes(text.utf8.dropFirst(isNegative ? 1 : 0)), isNegative: isNegative, isWhole: true)
    }

    /// The number that `text` begins with: 8 for `8atom`, 6.5 for `6.5stake`; nil where there is
    /// none.
    package init?(leading text: String) {
        self.init(Bytes(text.utf8), isNegative: false, isWhole: false)
    }

    private init?(_ text: Bytes, isNegative: Bool, isWhole: Bool) {
        let digits = text.prefix(while: Self.isDigit)
        guard !digits.isEmpty else { return nil }
        var rest = text[digits.endIndex...]
        var behind = rest.prefix(0)
        if rest.first == UInt8(ascii: ".") {
            behind = rest.dropFirst().prefix(while: Self.isDigit)
            rest = rest[behind.endIndex...]
        }
        guard !isWhole || rest.isEmpty else { return nil }
        whole = Bytes(digits.drop { $0 == UInt8(ascii: "0") })
        while behind.last == UInt8(ascii: "0") { behind = behind.dropLast() }
        fraction = Bytes(behind)
        self.isNegative = isNegative && !(whole.isEmpty && fraction.isEmpty)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    package static func < (left: Self, right: Self) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative ? right.isSmaller(than: left) : left.isSmaller(than: right)
    }

    /// As if both were positive.
    private func isSmaller(than other: Self) -> Bool {
        if whole.count != other.whole.count { return whole.count < other.whole.count }
        if whole != other.whole { return whole.lexicographicallyPrecedes(other.whole) }
        // Without zeros behind, a shorter fraction that begins alike is the smaller one.
        return fraction.lexicographicallyPrecedes(other.fraction)
    }

    /// The largest whole number that is not above, within 64 bits.
    var floor: Int64 { isNegative ? -Self.up(magnitude, fraction) : magnitude }

    /// The smallest whole number that is not below, within 64 bits.
    var ceiling: Int64 { isNegative ? -magnitude : Self.up(magnitude, fraction) }

    private var magnitude: Int64 {
        whole.isEmpty ? 0 : Int64(String(decoding: whole, as: UTF8.self)) ?? .max
    }

    private static func up(_ number: Int64, _ fraction: Bytes) -> Int64 {
        fraction.isEmpty || number == .max ? number : number + 1
    }
}
