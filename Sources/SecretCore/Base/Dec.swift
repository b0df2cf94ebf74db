/// A signed decimal number with 18 digits after the point, at most 315 bits when scaled by 10¹⁸.
///
/// The chain's `LegacyDec`; every rounding is its rounding. Source: chain specification, 4.0.
public struct Dec: Hashable, Sendable {
    /// Bits of the scaled magnitude.
    static let bitsMax = 315
    /// Digits after the point.
    public static let digits = 18
    static let scale: UInt64 = 1_000_000_000_000_000_000

    /// Magnitude · 10¹⁸ = top · 2²⁵⁶ + high · 2¹²⁸ + low.
    let top: UInt64
    let high: UInt128
    let low: UInt128
    /// Zero is never negative.
    public let isNegative: Bool

    public static let zero = Dec(0 as UInt64)
    public static let one = Dec(1 as UInt64)
    /// 10⁻¹⁸.
    public static let smallest = Dec(top: 0, high: 0, low: 1, isNegative: false)

    private init(top: UInt64, high: UInt128, low: UInt128, isNegative: Bool) {
        self.top = top
        self.high = high
        self.low = low
        self.isNegative = isNegative && (low != 0 || high != 0 || top != 0)
    }

    /// Throws when the scaled magnitude needs more than 315 bits.
    init(scaled: Wide, isNegative: Bool) throws(NumberError) {
        guard scaled.bitCount <= Self.bitsMax else { throw .overflow }
        self.init(top: scaled.top, high: scaled.high, low: scaled.low, isNegative: isNegative)
    }

    /// `scaled` · 10⁻¹⁸, the number that stands on the wire.
    public init(scaled: Int256) {
        self.init(
            top: 0, high: scaled.high, low: scaled.low, isNegative: scaled.isNegative)
    }

    /// The whole number `value`. Any 256-bit integer fits, except the last few near 2²⁵⁵·⁹.
    public init(_ value: Int256) throws(NumberError) {
        try self.init(
            scaled: value.wide * Wide(UInt128(Self.scale)), isNegative: value.isNegative)
    }

    public init(_ value: UInt64) {
        let low = UInt128(value) * UInt128(Self.scale)
        self.init(top: 0, high: 0, low: low, isNegative: false)
    }

    /// `numerator` · 10^-`places`, e.g. `Dec(334, places: 3)`.
    public init(_ numerator: UInt64, places: Int) {
        precondition((0...Self.digits).contains(places), "a literal has 0 to 18 decimals")
        let factor = (places..<Self.digits).reduce(UInt128(1)) { power, _ in power * 10 }
        self.init(top: 0, high: 0, low: UInt128(numerator) * factor, isNegative: false)
    }

    var wide: Wide { Wide(low, high, top) }

    public var isZero: Bool { low == 0 && high == 0 && top == 0 }
    public var isPositive: Bool { !isNegative && !isZero }
    public var negated: Dec { Dec(top: top, high: high, low: low, isNegative: !isNegative) }
    public var magnitude: Dec { Dec(top: top, high: high, low: low, isNegative: false) }

    /// True when nothing stands after the point.
    public var isWhole: Bool {
        var rest = wide
        return rest.divide(by: Self.scale) == 0
    }
}

extension Dec: Comparable {
    public static func < (left: Dec, right: Dec) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative ? right.isSmaller(than: left) : left.isSmaller(than: right)
    }

    private func isSmaller(than other: Dec) -> Bool {
        (top, high, low) < (other.top, other.high, other.low)
    }
}

extension Dec {
    public func adding(_ other: Dec) throws(NumberError) -> Dec {
        guard isNegative == other.isNegative else {
            return isSmaller(than: other) ? other.lessened(by: self) : lessened(by: other)
        }
        let (low, carryLow) = low.addingReportingOverflow(other.low)
        let (part, carryPart) = high.addingReportingOverflow(other.high)
        let (high, carryHigh) = part.addingReportingOverflow(carryLow ? 1 : 0)
        // Both tops are below 2⁵⁹, so their sum does not wrap.
        let top = top + other.top + (carryPart || carryHigh ? 1 : 0)
        guard top >> UInt64(Self.bitsMax - 256) == 0 else { throw .overflow }
        return Dec(top: top, high: high, low: low, isNegative: isNegative)
    }

    private func lessened(by smaller: Dec) -> Dec {
        let (low, borrowLow) = low.subtractingReportingOverflow(smaller.low)
        let (part, borrowPart) = high.subtractingReportingOverflow(smaller.high)
        let (high, borrowHigh) = part.subtractingReportingOverflow(borrowLow ? 1 : 0)
        let top = top - smaller.top - (borrowPart || borrowHigh ? 1 : 0)
        return Dec(top: top, high: high, low: low, isNegative: isNegative)
    }

    public func subtracting(_ other: Dec) throws(NumberError) -> Dec {
        try adding(other.negated)
    }

    /// Which way the digits behind the eighteenth go.
    private enum Rounding {
        case halfEven, truncating, up
    }

    /// Divides by 10¹⁸ and rounds. `up` is towards +∞, hence a negative number is cut.
    private static func chopped(
        _ number: Wide, isNegative: Bool, _ rounding: Rounding
    ) -> Wide {
        var result = number
        let rest = result.divide(by: scale)
        let isIncremented =
            switch rounding {
            case .truncating: false
            case .up: rest > 0 && !isNegative
            case .halfEven: rest > scale / 2 || (rest == scale / 2 && result.isOdd)
            }
        if isIncremented { result.increment() }
        return result
    }

    private func product(_ other: Dec, _ rounding: Rounding) throws(NumberError) -> Dec {
        let isNegative = isNegative != other.isNegative
        let chopped = Self.chopped(wide * other.wide, isNegative: isNegative, rounding)
        return try Dec(scaled: chopped, isNegative: isNegative)
    }

    /// Rounds half to even.
    public func multiplied(by other: Dec) throws(NumberError) -> Dec {
        try product(other, .halfEven)
    }

    /// Drops what does not fit 18 digits.
    public func multipliedTruncating(by other: Dec) throws(NumberError) -> Dec {
        try product(other, .truncating)
    }

    /// Rounds towards +∞.
    public func multipliedRoundingUp(by other: Dec) throws(NumberError) -> Dec {
        try product(other, .up)
    }

    private func quotient(_ other: Dec, _ rounding: Rounding) throws(NumberError) -> Dec {
        guard !other.isZero else { throw .divisionByZero }
        let isNegative = isNegative != other.isNegative
        // The chain divides a · 10³⁶ first and rounds that: digits behind the 36th are lost before
        // the rounding, and so they are here.
        let dividend = wide * Wide(UInt128(Self.scale) * UInt128(Self.scale))
        let quotient = dividend.divided(by: other.wide).quotient
        let chopped = Self.chopped(quotient, isNegative: isNegative, rounding)
        return try Dec(scaled: chopped, isNegative: isNegative)
    }

    /// Rounds half to even. Throws on zero.
    public func divided(by other: Dec) throws(NumberError) -> Dec {
        try quotient(other, .halfEven)
    }

    public func dividedTruncating(by other: Dec) throws(NumberError) -> Dec {
        try quotient(other, .truncating)
    }

    public func dividedRoundingUp(by other: Dec) throws(NumberError) -> Dec {
        try quotient(other, .up)
    }

    /// Exact product with a whole number.
    public func times(_ factor: Int256) throws(NumberError) -> Dec {
        try Dec(
            scaled: wide * factor.wide, isNegative: isNegative != factor.isNegative)
    }

    /// Quotient by a whole number, cut after 18 digits.
    public func dividedBy(_ divisor: Int256) throws(NumberError) -> Dec {
        guard !divisor.isZero else { throw .divisionByZero }
        return try Dec(
            scaled: wide.divided(by: divisor.wide).quotient,
            isNegative: isNegative != divisor.isNegative)
    }

    /// The whole part, cut towards zero.
    public func truncated() throws(NumberError) -> Int256 {
        try whole(.truncating)
    }

    /// The nearest whole number, half to even.
    public func rounded() throws(NumberError) -> Int256 { try whole(.halfEven) }

    /// The lowest whole number that is not below.
    public func ceiling() throws(NumberError) -> Int256 { try whole(.up) }

    private func whole(_ rounding: Rounding) throws(NumberError) -> Int256 {
        try Int256(
            Self.chopped(wide, isNegative: isNegative, rounding), isNegative: isNegative)
    }
}
