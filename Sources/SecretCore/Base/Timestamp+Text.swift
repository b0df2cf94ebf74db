extension Timestamp: CustomStringConvertible {
    /// How many digits stand behind the seconds.
    public enum Fraction: Sendable {
        /// None; what is below a second is dropped.
        case none
        /// As many as are needed, as Go's RFC3339Nano (CometBFT's JSON, amino JSON).
        case shortest
        /// 0, 3, 6 or 9, as protobuf JSON (the gateway).
        case thousands
        /// Always 9, as in the chain's queue keys.
        case nine
    }

    /// RFC 3339 with as many digits as are needed.
    public var description: String { text(.shortest) }

    /// RFC 3339 in UTC, `2026-01-31T12:00:00.5Z`.
    public func text(_ fraction: Fraction) -> String {
        let date = CivilDate(daysSinceEpoch: Self.floored(seconds, 86_400))
        let clock = seconds - Self.floored(seconds, 86_400) * 86_400
        return Self.padded(date.year, 4) + "-" + Self.padded(date.month, 2) + "-"
            + Self.padded(date.day, 2) + "T" + Self.padded(clock / 3600, 2) + ":"
            + Self.padded(clock / 60 % 60, 2) + ":" + Self.padded(clock % 60, 2)
            + fractionText(fraction) + "Z"
    }

    private func fractionText(_ fraction: Fraction) -> String {
        let step =
            switch fraction {
            case .none: 0
            case .shortest: 1
            case .thousands: 3
            case .nine: 9
            }
        guard step > 0, nanos > 0 || step == 9 else { return "" }
        var digits = Self.padded(Int64(nanos), 9)
        while step < 9, digits.hasSuffix(String(repeating: "0", count: step)) {
            digits.removeLast(step)
        }
        return "." + digits
    }

    private static func floored(_ number: Int64, _ divisor: Int64) -> Int64 {
        number >= 0 ? number / divisor : -((-number - 1) / divisor) - 1
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = "\(number)"
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Reads RFC 3339: `T` and `Z` in upper case, or an offset such as `+02:00`; up to nine digits
    /// behind the seconds. Throws for any other text and for a date that does not exist.
    public init(parsing text: String) throws(TextError) {
        guard let time = Self.read(Bytes(text.utf8)) else { throw .notTime(text) }
        self = time
    }

    private static func read(_ text: Bytes) -> Timestamp? {
        var scan = TimeScanner(text)
        guard let year = scan.number(4), scan.skip("-"), let month = scan.number(2),
            scan.skip("-"), let day = scan.number(2), scan.skip("T"),
            let hour = scan.number(2), scan.skip(":"), let minute = scan.number(2),
            scan.skip(":"), let second = scan.number(2), let nanos = scan.fraction(),
            let offset = scan.offsetSeconds(), scan.isAtEnd,
            hour < 24, minute < 60, second < 60,
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        let seconds = date.daysSinceEpoch * 86_400 + hour * 3600 + minute * 60 + second - offset
        let time = Timestamp(seconds: seconds, nanos: nanos)
        return time.isValid ? time : nil
    }
}

/// Reads the parts of a time from left to right.
private struct TimeScanner {
    private let text: Bytes
    private var at = 0

    init(_ text: Bytes) { self.text = text }

    var isAtEnd: Bool { at == text.count }

    mutating func skip(_ letter: Unicode.Scalar) -> Bool {
        guard at < text.count, text[at] == UInt8(ascii: letter) else { return false }
        at += 1
        return true
    }

    /// Exactly `width` digits.
    mutating func number(_ width: Int) -> Int64? {
        guard at + width <= text.count else { return nil }
        var number: Int64 = 0
        for digit in text[at..<at + width] {
            guard digit >= 0x30, digit <= 0x39 else { return nil }
            number = number * 10 + Int64(digit - 0x30)
        }
        at += width
        return number
    }

    /// Nanoseconds behind a point; 0 without a point.
    mutating func fraction() -> Int64? {
        guard skip(".") else { return 0 }
        var width = 0
        while at + width < text.count, (0x30...0x39).contains(text[at + width]) { width += 1 }
        guard width > 0, width <= 9, let digits = number(width) else { return nil }
        return (width..<9).reduce(digits) { value, _ in value * 10 }
    }

    mutating func offsetSeconds() -> Int64? {
        if skip("Z") { return 0 }
        let sign: Int64 = skip("+") ? 1 : skip("-") ? -1 : 0
        guard sign != 0, let hours = number(2), skip(":"), let minutes = number(2),
            hours < 24, minutes < 60
        else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }
}
