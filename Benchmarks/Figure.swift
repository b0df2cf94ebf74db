import Foundation

/// One line of the answer: what was measured, and the limit measured beside it in the same run.
struct Figure {
    let name: String
    let measured: Double
    var unit: String
    /// What the libraries or the machine below can do at best, in the same unit; nil without one.
    var limit: Double?
    var limitName = ""
    /// Whether more is better (a rate) or less (a time).
    var isRate = false

    /// How far from the limit: 1.00 is the limit itself; 2.00 is twice the time or half the rate.
    private var ratio: Double? {
        limit.map { isRate ? $0 / measured : measured / $0 }
    }

    var line: String {
        let limitText = limit.map { "\(Self.text($0)) \(unit)" } ?? ""
        let ratioText = ratio.map { String(format: "%.2f", $0) } ?? ""
        return Self.left(name, 40) + Self.right("\(Self.text(measured)) \(unit)", 13)
            + Self.right(limitText, 13) + Self.right(ratioText, 7) + "  " + limitName
    }

    static let heading =
        left("", 40) + right("measured", 13) + right("limit", 13) + right("ratio", 7)
        + "  the limit is"

    private static func text(_ value: Double) -> String {
        String(format: value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value)
    }

    private static func left(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}

/// How long things take.
enum Stopwatch {
    /// Seconds since some moment, by a clock that nobody sets.
    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    static func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = now
        try body()
        return now - start
    }

    /// The median of `count` runs in seconds, after one that does not count.
    static func median(of count: Int, _ body: () throws -> Void) rethrows -> Double {
        try body()
        return try median((0..<count).map { _ in try seconds(body) })
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
    }
}

func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

/// What went wrong with a measurement.
struct BenchmarkFault: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
