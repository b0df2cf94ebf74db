/// A point in time, UTC, to the nanosecond; years 1 to 9999, as the chain's timestamps.
public struct Timestamp: Hashable, Sendable {
    /// Since 1970-01-01T00:00:00Z, rounded down.
    public let seconds: Int64
    /// 0 to 999_999_999, always forward from `seconds`.
    public let nanos: Int32

    static let secondsMin: Int64 = -62_135_596_800
    static let secondsMax: Int64 = 253_402_300_799
    static let nanosPerSecond: Int64 = 1_000_000_000

    public static let epoch = Timestamp(seconds: 0)
    /// Go's zero time, 0001-01-01T00:00:00Z, which stands for "no time".
    public static let goZero = Timestamp(seconds: secondsMin)

    /// `nanos` outside 0..<10⁹ is carried into the seconds.
    public init(seconds: Int64, nanos: Int64 = 0) {
        let carry =
            nanos >= 0 ? nanos / Self.nanosPerSecond : -((-nanos - 1) / Self.nanosPerSecond) - 1
        self.seconds = seconds + carry
        self.nanos = Int32(nanos - carry * Self.nanosPerSecond)
    }

    /// False outside the years 1 to 9999.
    public var isValid: Bool { seconds >= Self.secondsMin && seconds <= Self.secondsMax }

    public func adding(seconds more: Int64, nanos moreNanos: Int64 = 0) -> Timestamp {
        Timestamp(seconds: seconds + more, nanos: Int64(nanos) + moreNanos)
    }

    /// Whole and broken seconds from `earlier` to here, in nanoseconds, exact.
    public func nanoseconds(since earlier: Timestamp) -> Int128 {
        Int128(seconds - earlier.seconds) * Int128(Self.nanosPerSecond)
            + Int128(nanos - earlier.nanos)
    }
}

extension Timestamp: Comparable {
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        (left.seconds, left.nanos) < (right.seconds, right.nanos)
    }
}
