internal import SecretBase

/// A host as the doctor sees it: this machine, or a tree of files that was saved of one.
///
/// Paths are the host's own and absolute. What is read is bounded, and nothing is changed.
protocol HostTree: Sendable {
    /// A whole file of at most `most` bytes; what is longer, or no plain file, is `.unknown`.
    func read(_ path: String, most: Int) -> HostReading<Bytes>
    /// What lies at a path, without its content.
    func entry(_ path: String) -> HostReading<HostEntry>
    /// Names in a directory, sorted, at most `HostLimits.names`.
    func names(in directory: String) -> HostReading<[String]>
    /// What the system says of itself, as the text that a saved tree keeps of it.
    func fact(_ fact: HostFact) -> HostReading<String>
    /// What the system says of one path, as one line.
    func detail(_ detail: HostDetail, of path: String) -> HostReading<String>
}

/// What came of looking.
enum HostReading<Value: Sendable>: Sendable {
    case value(Value)
    case absent
    /// It may be there; why that cannot be told.
    case unknown(String)

    var value: Value? {
        if case .value(let value) = self { value } else { nil }
    }

    var isAbsent: Bool {
        if case .absent = self { true } else { false }
    }

    func map<Other: Sendable>(_ change: (Value) -> Other) -> HostReading<Other> {
        switch self {
        case .value(let value): .value(change(value))
        case .absent: .absent
        case .unknown(let why): .unknown(why)
        }
    }
}

/// What is asked of the system as a whole. The raw value names the file below `host/` of a tree.
enum HostFact: String, Sendable, CaseIterable {
    /// `Linux 5.15.0-91-generic x86_64`.
    case kernel = "uname"
    /// `now RFC3339`, and `synchronised yes|no` where somebody wrote that down, a line each.
    case clock
    /// `uid N`, `gid N`, `groups N N …` of who runs the doctor.
    case user
    /// Names of running programs, a line each.
    case processes
    /// What the kernel said of SGX, a line each.
    case log = "dmesg"
    /// `NAME=value`, a line each, of the few variables that matter here.
    case environment
}

/// What is asked of one path. The raw value names the file below `host/` of a tree, whose lines are
/// `PATH ANSWER`.
enum HostDetail: String, Sendable, CaseIterable {
    /// Bytes in all and bytes free of the file system: `TOTAL FREE`.
    case space = "statvfs"
    /// The MRENCLAVE of an enclave's file, hex.
    case measurement
}

/// What is read at most.
enum HostLimits {
    /// Of an ordinary file.
    static let file = 1 << 20
    /// Of the list of installed packages.
    static let packages = 48 << 20
    /// Of `/proc/cpuinfo`: some KiB for each of a thousand threads.
    static let processor = 4 << 20
    /// Of an enclave's file.
    static let enclave = 128 << 20
    /// Names of one directory.
    static let names = 65_536
    /// Lines of a saved listing.
    static let listing = 16_384
}

extension HostTree {
    /// A file as text; what is no UTF-8 is repaired, for it is only looked through.
    func text(_ path: String, most: Int = HostLimits.file) -> HostReading<String> {
        read(path, most: most).map { String(decoding: $0, as: UTF8.self) }
    }

    /// A small file's first line without the spaces around it; nil where there is none.
    func word(_ path: String) -> String? {
        text(path, most: 4096).value.flatMap { $0.hostLines.first?.hostTrimmed }
    }

    /// Whether something is there; nil where that cannot be told.
    func has(_ path: String) -> Bool? {
        switch entry(path) {
        case .value: true
        case .absent: false
        case .unknown: nil
        }
    }
}

extension String {
    /// Lines without their ends; a carriage return before one is no part of the line.
    var hostLines: [String] {
        utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            let isReturned = line.last == UInt8(ascii: "\r")
            return String(Substring(isReturned ? line.dropLast() : line))
        }
    }

    /// Without white space at either end.
    var hostTrimmed: String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\0" }
        let start = drop(while: isSpace)
        return String(start.reversed().drop(while: isSpace).reversed())
    }
}
