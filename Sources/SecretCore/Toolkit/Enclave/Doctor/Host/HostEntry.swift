internal import SecretBase

/// What lies at a path. In a tree that nobody made with `--save`, much of it is not known.
struct HostEntry: Sendable, Equatable {
    enum Kind: Character, Sendable {
        case file = "f"
        case folder = "d"
        case link = "l"
        case character = "c"
        case block = "b"
        case socket = "s"
        case pipe = "p"
    }

    let kind: Kind
    /// The permission bits, 0 to 0o7777.
    var mode: Int?
    var owner: Int?
    var group: Int?
    /// Bytes.
    var size: Int64?
    /// When it was last written, seconds since 1970.
    var modified: Int64?

    /// Whether others than the owner have any of `bits` (of 0o077).
    func isOpen(_ bits: Int = 0o077) -> Bool { (mode ?? 0) & bits & 0o077 != 0 }

    /// The mode as four octal digits.
    var modeText: String {
        guard let mode else { return "?" }
        let digits = String(mode & 0o7777, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

/// A line of `host/listing`: `KIND MODE UID GID SIZE MTIME PATH`, with `-` for what is not known.
/// KIND is that of `HostEntry`, or `?` for what is there and could not be looked at.
struct ListingLine {
    let path: String
    /// Nil for what could not be looked at.
    let entry: HostEntry?

    /// Nil for a line of any other shape.
    init?(_ line: String) {
        let parts = line.split(separator: " ", maxSplits: 6, omittingEmptySubsequences: true)
        guard parts.count == 7, parts[6].hasPrefix("/"), parts[0].count == 1 else { return nil }
        path = String(parts[6])
        if parts[0] == "?" {
            entry = nil
            return
        }
        guard let kind = parts[0].first.flatMap(HostEntry.Kind.init) else { return nil }
        func number(_ index: Int, radix: Int = 10) -> Int64?? {
            if parts[index] == "-" { return .some(nil) }
            guard let number = Int64(parts[index], radix: radix), number >= 0 else { return nil }
            return number
        }
        guard let mode = number(1, radix: 8), let owner = number(2), let group = number(3),
            let size = number(4), let modified = number(5)
        else { return nil }
        entry = HostEntry(
            kind: kind, mode: mode.map { Int($0 & 0o7777) }, owner: owner.map { Int($0) },
            group: group.map { Int($0) }, size: size, modified: modified)
    }

    /// The line of an entry; of one that could not be looked at where it is nil.
    static func text(_ path: String, _ entry: HostEntry?) -> String {
        guard let entry else { return "? - - - - - \(path)" }
        let numbers: [String] = [
            entry.mode == nil ? "-" : entry.modeText, entry.owner.map { "\($0)" } ?? "-",
            entry.group.map { "\($0)" } ?? "-", entry.size.map { "\($0)" } ?? "-",
            entry.modified.map { "\($0)" } ?? "-",
        ]
        return "\(entry.kind.rawValue) \(numbers.joined(separator: " ")) \(path)"
    }
}
