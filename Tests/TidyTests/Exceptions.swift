/// Where a rule gives way, and why. An exception that excepts nothing any more fails its own test.
struct Exception: Sendable {
    enum Rule: Sendable { case fileLength, functionLength, banned(String), order(String) }

    /// Relative to Sources, or to Tests.
    let path: String
    let rule: Rule
    let why: String

    static let all: [Exception] = []

    static func allowsLongFile(_ path: String) -> Bool {
        all.contains { if case .fileLength = $0.rule { $0.path == path } else { false } }
    }

    static func allowsLongFunctions(_ path: String) -> Bool {
        all.contains { if case .functionLength = $0.rule { $0.path == path } else { false } }
    }

    static func allows(_ word: String, in path: String) -> Bool {
        all.contains { exception in
            guard exception.path == path else { return false }
            switch exception.rule {
            case .banned(let allowed), .order(let allowed): return allowed == word
            case .fileLength, .functionLength: return false
            }
        }
    }
}
