/// Why a text is no amount.
public enum AmountError: Failure, Equatable {
    case noUnit(String)
    case malformed(String)
    case tooManyDecimals(String)
    case overflow

    public var code: String { "bad_amount" }
    public var exit: ExitStatus { .usage }
    public var description: String {
        switch self {
        case .noUnit(let text): "amount has no unit: \(text)"
        case .malformed(let text): "wanted an amount such as 5scrt or 2500000uscrt, got \(text)"
        case .tooManyDecimals(let text): "more digits after the point than the unit has: \(text)"
        case .overflow: "amount does not fit 64 bits of uscrt"
        }
    }
    public var hint: String? {
        switch self {
        case .noUnit(let text): "say \(text)scrt or \(text)uscrt (1scrt = 1000000uscrt)"
        case .tooManyDecimals: "scrt has 6 digits after the point, uscrt has none"
        case .malformed, .overflow: nil
        }
    }
}

/// An amount in uscrt, the chain's smallest unit (1 scrt = 1_000_000 uscrt).
public struct Amount: Hashable, Sendable, Comparable, CustomStringConvertible {
    public static let uscrtPerSCRT: UInt64 = 1_000_000
    private static let decimals = 6

    public let uscrt: UInt64

    public init(uscrt: UInt64) { self.uscrt = uscrt }

    /// Reads `10scrt`, `2.5scrt` or `2500000uscrt`. Throws for a bare number, another unit, a sign, a
    /// space, more than six decimals (none for uscrt), or more than 64 bits.
    public init(parsing text: String) throws(AmountError) {
        let isNumber = { (letter: UInt8) in (0x30...0x39).contains(letter) || letter == 0x2E }
        let number = Bytes(text.utf8.prefix(while: isNumber))
        let unit = text.utf8.dropFirst(number.count)
        let places: Int
        if unit.elementsEqual("scrt".utf8) {
            places = Self.decimals
        } else if unit.elementsEqual("uscrt".utf8) {
            places = 0
        } else {
            throw unit.isEmpty && !number.isEmpty ? .noUnit(text) : .malformed(text)
        }
        let parts = number.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }) else { throw .malformed(text) }
        let decimals = parts.count == 2 ? parts[1] : []
        guard decimals.count <= places else { throw .tooManyDecimals(text) }
        let zeros = Bytes(repeating: 0x30, count: places - decimals.count)
        var sum: UInt64 = 0
        for digit in parts[0] + decimals + zeros {
            let (product, overflow) = sum.multipliedReportingOverflow(by: 10)
            let (next, overflowAgain) = product.addingReportingOverflow(UInt64(digit - 0x30))
            guard !overflow, !overflowAgain else { throw .overflow }
            sum = next
        }
        uscrt = sum
    }

    /// The number in uscrt with its unit, `2500000uscrt`.
    public var description: String { "\(uscrt)uscrt" }

    /// For people: the number in scrt without idle zeros, `2.5 SCRT`.
    public var inSCRT: String {
        let whole = uscrt / Self.uscrtPerSCRT
        var rest = uscrt % Self.uscrtPerSCRT
        guard rest > 0 else { return "\(whole) SCRT" }
        var places = Self.decimals
        while rest.isMultiple(of: 10) {
            rest /= 10
            places -= 1
        }
        let digits = "\(rest)"
        return "\(whole)." + String(repeating: "0", count: places - digits.count) + digits + " SCRT"
    }

    public static func < (left: Amount, right: Amount) -> Bool { left.uscrt < right.uscrt }

    /// Throws when the sum does not fit 64 bits; it never wraps.
    public func adding(_ other: Amount) throws(AmountError) -> Amount {
        let (sum, overflow) = uscrt.addingReportingOverflow(other.uscrt)
        guard !overflow else { throw .overflow }
        return Amount(uscrt: sum)
    }

    /// Throws when `other` is larger.
    public func subtracting(_ other: Amount) throws(AmountError) -> Amount {
        let (rest, overflow) = uscrt.subtractingReportingOverflow(other.uscrt)
        guard !overflow else { throw .overflow }
        return Amount(uscrt: rest)
    }
}
