/// Numbers as the report prints them: rounded, so that the last bits of a machine do not show.
enum NumberText {
    /// `value` with `places` digits behind the point.
    static func fixed(_ value: Double, _ places: Int) -> String {
        guard value.isFinite else { return "–" }
        var scale = 1
        for _ in 0..<places { scale *= 10 }
        let scaled = Int((value * Double(scale)).rounded(.toNearestOrAwayFromZero))
        let digits = String(abs(scaled) % scale)
        let sign = scaled < 0 ? "-" : ""
        guard places > 0 else { return "\(sign)\(abs(scaled))" }
        let zeros = String(repeating: "0", count: places - digits.count)
        return "\(sign)\(abs(scaled) / scale).\(zeros)\(digits)"
    }

    /// Millionths as a fraction of one.
    static func parts(_ parts: Int, _ places: Int = 4) -> String {
        fixed(Double(parts) / 1_000_000, places)
    }

    /// An integer with its thousands apart.
    static func grouped(_ value: some BinaryInteger) -> String {
        let digits = Array(String(value.magnitude))
        var text = value < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text += " " }
            text.append(digit)
        }
        return text
    }

    /// `part` of `whole`, exact to the last printed digit.
    static func ratio(_ part: UInt128, _ whole: UInt128, _ places: Int = 4) -> String {
        fixed(Double(part) / Double(whole), places)
    }
}
