/// Text as its UTF-8 bytes.
///
/// Swift's own `String` knows all of Unicode and costs a contract hundreds of kilobytes; this type
/// compares bytes, and knows nothing of characters.
public struct Text: Hashable, Sendable {
    public var bytes: [UInt8]

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    public init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

    public init(_ literal: StaticString) {
        bytes = Array(
            UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    /// The number in decimal digits.
    public init(_ number: UInt64) { self.init(UInt128(number)) }

    /// The number in decimal digits.
    public init(_ number: UInt128) {
        guard number > 0 else {
            bytes = [UInt8(ascii: "0")]
            return
        }
        var digits: [UInt8] = []
        var high = number
        while high > 0 {
            // Nineteen digits at a time: dividing 64 bits is one instruction, 128 are many.
            let part = high / 10_000_000_000_000_000_000
            var low = UInt64(truncatingIfNeeded: high - part * 10_000_000_000_000_000_000)
            high = part
            for _ in 0..<19 where low > 0 || high > 0 {
                digits.append(UInt8(ascii: "0") + UInt8(low % 10))
                low /= 10
            }
        }
        bytes = digits.reversed()
    }

    public var isEmpty: Bool { bytes.isEmpty }

    public static func + (left: Text, right: Text) -> Text { Text(left.bytes + right.bytes) }

    public func hasPrefix(_ prefix: Text) -> Bool { bytes.starts(with: prefix.bytes) }

    /// The whole text as a decimal number without sign; `nil` for anything else or too large.
    public var number: UInt128? {
        guard !bytes.isEmpty else { return nil }
        var value: UInt128 = 0
        for byte in bytes {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            let (tens, overflowsTens) = value.multipliedReportingOverflow(by: 10)
            let digit = UInt128(byte - UInt8(ascii: "0"))
            let (sum, overflowsSum) = tens.addingReportingOverflow(digit)
            guard !overflowsTens, !overflowsSum else { return nil }
            value = sum
        }
        return value
    }
}

extension Text: ExpressibleByStringInterpolation {
    public init(stringLiteral literal: StaticString) { self.init(literal) }

    public init(stringInterpolation: Interpolation) { bytes = stringInterpolation.bytes }

    /// Puts literal parts and values together, so that `"paid \(amount)"` is a `Text`.
    public struct Interpolation: StringInterpolationProtocol {
        var bytes: [UInt8] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + 16 * interpolationCount)
        }

        public mutating func appendLiteral(_ literal: StaticString) {
            bytes += Text(literal).bytes
        }

        public mutating func appendInterpolation(_ text: Text) { bytes += text.bytes }

        public mutating func appendInterpolation(_ address: Address) {
            bytes += address.text.bytes
        }

        public mutating func appendInterpolation(_ number: UInt128) { bytes += Text(number).bytes }

        public mutating func appendInterpolation(_ number: UInt64) { bytes += Text(number).bytes }
    }
}
