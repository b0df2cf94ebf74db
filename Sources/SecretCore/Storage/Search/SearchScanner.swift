internal import SecretBase

/// Cuts a query into its words.
///
/// Positions are bytes from the start, as the network's messages name them.
struct SearchScanner {
    /// The kinds of words, as messages name them.
    enum Token: String {
        case tag
        case string
        case number
        case timestamp
        case datestamp
        case and = "AND operator"
        case contains = "CONTAINS operator"
        case exists = "EXISTS operator"
        case equal = "= operator"
        case less = "< operator"
        case lessOrEqual = "<= operator"
        case greater = "> operator"
        case greaterOrEqual = ">= operator"
    }

    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var offset = 0
    /// Where the last word begins.
    private(set) var start = 0
    /// The last word, without its quotes or its `TIME`.
    private(set) var text = ""

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    /// The next word's kind, nil at the end. Throws for what is no word.
    mutating func next() throws(SearchError) -> Token? {
        text = ""
        while let here, here.properties.isWhitespace { take() }
        start = offset
        guard let first = here else { return nil }
        if Self.isDigit(first) { return number() }
        if first == "_" || Self.isLetterOrDigit(first) { return try word() }
        take()
        switch first {
        case "'": return try quoted()
        case "=": return .equal
        case "<": return takeEqualSign() ? .lessOrEqual : .less
        case ">": return takeEqualSign() ? .greaterOrEqual : .greater
        default: throw .syntax("offset \(start): invalid input \(first) at offset \(offset)")
        }
    }

    private var here: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    private mutating func take() {
        offset += UTF8.width(scalars[index])
        index += 1
    }

    private mutating func takeAll(where isGood: (Unicode.Scalar) -> Bool) {
        while let here, isGood(here) {
            text.unicodeScalars.append(here)
            take()
        }
    }

    private mutating func takeEqualSign() -> Bool {
        guard here == "=" else { return false }
        take()
        return true
    }

    private mutating func number() -> Token {
        takeAll(where: Self.isDigit)
        if here == "." {
            text.append(".")
            take()
            takeAll(where: Self.isDigit)
        }
        return .number
    }

    private mutating func quoted() throws(SearchError) -> Token {
        takeAll { $0 != "'" }
        guard here == "'" else { throw .syntax("offset \(start): EOF") }
        take()
        return .string
    }

    private mutating func word() throws(SearchError) -> Token {
        takeAll { $0 == "." || $0 == "_" || $0 == "-" || Self.isLetterOrDigit($0) }
        switch text {
        case "AND": return .and
        case "EXISTS": return .exists
        case "CONTAINS": return .contains
        case "TIME" where here == " ":
            try value("TIME") { SearchMoment.time($0) }
            return .timestamp
        case "DATE" where here == " ":
            try value("DATE") { SearchMoment.date($0) }
            return .datestamp
        default: return .tag
        }
    }

    private mutating func value(
        _ label: String, _ read: (String) -> Timestamp?
    ) throws(SearchError) {
        take()
        text = ""
        takeAll { Self.isDigit($0) || "-T:+Z".unicodeScalars.contains($0) }
        guard let moment = read(text) else {
            throw .syntax("offset \(start): invalid \(label) value: cannot parse \"\(text)\"")
        }
        guard SearchMoment.isInRange(moment) else {
            throw .syntax("offset \(start): \(label) value's year is out of range")
        }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return isDigit(scalar) || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber:
            return true
        default: return false
        }
    }
}

/// The times and dates of queries and of what they are compared with.
enum SearchMoment {
    /// RFC 3339.
    static func time(_ text: String) -> Timestamp? { try? Timestamp(parsing: text) }

    /// `2013-05-03`: that day's first second.
    static func date(_ text: String) -> Timestamp? {
        text.utf8.count == 10 ? try? Timestamp(parsing: text + "T00:00:00Z") : nil
    }

    /// A query may name the years 1900 to 2999.
    static func isInRange(_ moment: Timestamp) -> Bool {
        moment.seconds >= -2_208_988_800 && moment.seconds < 32_503_680_000
    }
}
