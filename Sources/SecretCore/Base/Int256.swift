/// A signed integer with |x| < 2²⁵⁶, the chain's `Int`. Every step is checked; none wraps.
///
/// Source: the chain specification, section 4.0. Numbers that fit 128 bits take a short way.
public struct Int256: Hashable, Sendable {
    /// Magnitude = high · 2¹²⁸ + low.
    let high: UInt128
    let low: UInt128
    /// Zero is never negative.
    public let isNegative: Bool

    public static let zero = Int256(0 as UInt64)

    init(high: UInt128, low: UInt128, isNegative: Bool) {
        self.high = high
        self.low = low
        self.isNegative = isNegative && (high != 0 || low != 0)
    }

    public init(_ value: UInt64) { self.init(high: 0, low: UInt128(value), isNegative: false) }
    public init(_ value: UInt128) { self.init(high: 0, low: value, isNegative: false) }
    public init(_ value: Int64) {
        self.init(high: 0, low: UInt128(value.magnitude), isNegative: value < 0)
    }
    public init(_ value: Int) { self.init(Int64(value)) }

    /// Throws when the magnitude needs more than 256 bits.
    init(_ magnitude: Wide, isNegative: Bool) throws(NumberError) {
        guard magnitude.count <= 4 else { throw .overflow }
        self.init(high: magnitude.high, low: magnitude.low, isNegative: isNegative)
    }

    var wide: Wide { Wide(low, high) }

    public var isZero: Bool { low == 0 && high == 0 }
    public var isPositive: Bool { !isNegative && !isZero }
    public var negated: Int256 { Int256(high: high, low: low, isNegative: !isNegative) }
    public var magnitude: Int256 { Int256(high: high, low: low, isNegative: false) }

    /// The same number in 64 bits, nil where it does not fit.
    public var uint64: UInt64? {
        high == 0 && (!isNegative || low == 0) ? UInt64(exactly: low) : nil
    }

    /// The same number in 64 bits, nil where it does not fit.
    public var int64: Int64? {
        guard high == 0, let small = UInt64(exactly: low) else { return nil }
        guard isNegative else { return Int64(exactly: small) }
        return small <= UInt64(Int64.max) + 1 ? Int64(truncatingIfNeeded: 0 &- small) : nil
    }
}

extension Int256: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int64) { self.init(value) }
}

extension Int256: Comparable {
    public static func < (left: Int256, right: Int256) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative ? right.isSmaller(than: left) : left.isSmaller(than: right)
    }

    func isSmaller(than other: Int256) -> Bool {
        high == other.high ? low < other.low : high < other.high
    }
}

extension Int256 {
    public func adding(_ other: Int256) throws(NumberError) -> Int256 {
        if isNegative == other.isNegative {
            let (low, carry) = low.addingReportingOverflow(other.low)
            let (partHigh, overflow) = high.addingReportingOverflow(other.high)
            let (high, overflowAgain) = partHigh.addingReportingOverflow(carry ? 1 : 0)
            guard !overflow, !overflowAgain else { throw .overflow }
            return Int256(high: high, low: low, isNegative: isNegative)
        }
        return isSmaller(than: other) ? other.lessened(by: self) : lessened(by: other)
    }

    /// Magnitude less a smaller magnitude, with this sign.
    private func lessened(by smaller: Int256) -> Int256 {
        let (low, borrow) = low.subtractingReportingOverflow(smaller.low)
        let high = high - smaller.high - (borrow ? 1 : 0)
        return Int256(high: high, low: low, isNegative: isNegative)
    }

    public func subtracting(_ other: Int256) throws(NumberError) -> Int256 {
        try adding(other.negated)
    }

    public func multiplied(by other: Int256) throws(NumberError) -> Int256 {
        guard high == 0 || other.high == 0 else { throw .overflow }
        let (carry, low) = low.multipliedFullWidth(by: other.low)
        // At most one of the two cross products is not zero.
        let (first, overflow) = high.multipliedReportingOverflow(by: other.low)
        let (second, overflowAgain) = other.high.multipliedReportingOverflow(by: self.low)
        let (high, overflowAtLast) = (first | second).addingReportingOverflow(carry)
        guard !overflow, !overflowAgain, !overflowAtLast else { throw .overflow }
        return Int256(high: high, low: low, isNegative: isNegative != other.isNegative)
    }

    /// The quotient, cut towards zero.
    public func divided(by other: Int256) throws(NumberError) -> Int256 {
        guard !other.isZero else { throw .divisionByZero }
        let isNegative = isNegative != other.isNegative
        if high == 0, other.high == 0 {
            return Int256(high: 0, low: low / other.low, isNegative: isNegative)
        }
        return try Int256(wide.divided(by: other.wide).quotient, isNegative: isNegative)
    }

    /// What `divided(by:)` leaves; it has the sign of the dividend.
    public func remainder(by other: Int256) throws(NumberError) -> Int256 {
        guard !other.isZero else { throw .divisionByZero }
        if high == 0, other.high == 0 {
            return Int256(high: 0, low: low % other.low, isNegative: isNegative)
        }
        return try Int256(wide.divided(by: other.wide).remainder, isNegative: isNegative)
    }
}

extension Int256: CustomStringConvertible, LosslessStringConvertible {
    /// Reads decimal digits with at most a minus in front. Nil for anything else: a plus, a space,
    /// leading zeros, `-0`, more than 256 bits.
    public init?(_ text: String) {
        guard
            let number = text.utf8.withContiguousStorageIfAvailable(Self.read)
                ?? Bytes(text.utf8).withUnsafeBufferPointer(Self.read)
        else { return nil }
        self = number
    }

    private static func read(_ text: UnsafeBufferPointer<UInt8>) -> Int256? {
        let isNegative = text.first == UInt8(ascii: "-")
        let digits = isNegative ? text.dropFirst() : text[...]
        guard let first = digits.first else { return nil }
        if first == UInt8(ascii: "0") { return digits.count == 1 && !isNegative ? .zero : nil }
        if digits.count < 20 {
            var value: UInt64 = 0
            for digit in digits {
                guard digit >= 0x30, digit <= 0x39 else { return nil }
                value = value * 10 + UInt64(digit - 0x30)
            }
            return Int256(high: 0, low: UInt128(value), isNegative: isNegative)
        }
        guard let magnitude = Digits.read(digits) else { return nil }
        return try? Int256(magnitude, isNegative: isNegative)
    }

    public var description: String {
        if let small = int64 { return small.description }
        return String(decoding: Digits.write(wide, isNegative: isNegative), as: UTF8.self)
    }
}
