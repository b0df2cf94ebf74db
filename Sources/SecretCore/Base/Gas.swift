/// Units of work that a transaction may cost or has cost.
public struct Gas: Hashable, Sendable, Comparable, CustomStringConvertible {
    public static let zero = Gas(0)
    public let units: UInt64

    public init(_ units: UInt64) { self.units = units }

    public var description: String { "\(units)" }

    public static func < (left: Gas, right: Gas) -> Bool { left.units < right.units }

    /// Nil when the sum does not fit 64 bits.
    public func adding(_ other: Gas) -> Gas? {
        let (sum, overflow) = units.addingReportingOverflow(other.units)
        return overflow ? nil : Gas(sum)
    }
}
