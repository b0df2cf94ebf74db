internal import SecretBase

/// Spans of time and points in it, for people.
public enum Span {
    /// `3 d 4 h`, `2 h 5 min`, `40 s`; the two largest units.
    static func words(_ seconds: Int64) -> String {
        let units: [(Int64, String)] = [(86_400, "d"), (3600, "h"), (60, "min"), (1, "s")]
        var left = max(seconds, 0)
        var parts: [String] = []
        for (size, name) in units {
            let count = left / size
            left %= size
            if count > 0 { parts.append("\(count) \(name)") }
            if parts.count == 2 || (count == 0 && parts.count == 1) { break }
        }
        return parts.isEmpty ? "0 s" : parts.joined(separator: " ")
    }

    /// How long from `now` to `then`, or that it is over: `in 3 d 4 h`, `2 h 5 min ago`.
    static func from(_ now: Timestamp, to then: Timestamp) -> String {
        let seconds = then.seconds - now.seconds
        return seconds >= 0 ? "in \(words(seconds))" : "\(words(-seconds)) ago"
    }

    /// Reads `90s`, `15m`, `36h`, `30d`, `2w`, `1y` in seconds; nil for anything else.
    public static func seconds(parsing text: String) -> Int64? {
        let sizes: [Character: Int64] = [
            "s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800, "y": 31_536_000,
        ]
        guard let unit = text.last, let size = sizes[unit], let count = Int64(text.dropLast()),
            count > 0, text.first?.isNumber == true
        else { return nil }
        let (product, overflow) = count.multipliedReportingOverflow(by: size)
        return overflow ? nil : product
    }
}
