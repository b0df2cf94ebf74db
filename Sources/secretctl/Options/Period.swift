import ArgumentParser
import SecretCore

/// Spans of time on the command line.
enum Period {
    /// Reads `90s`, `15m`, `36h`, `30d`, `2w`, `1y`, in seconds.
    static func parse(_ text: String) throws -> Int64 {
        guard let seconds = Span.seconds(parsing: text) else {
            throw ValidationError("'\(text)' is no span; wanted e.g. 90s, 15m, 36h, 30d, 2w or 1y")
        }
        return seconds
    }
}
