internal import SecretBase

/// What a transaction search asks for: conditions, all of which must hold.
///
/// Source: chain.md §5.5 (`tag op value` joined by `AND`; no OR, no parentheses).
package struct SearchQuery: Hashable, Sendable {
    /// One `tag op value`.
    package struct Condition: Hashable, Sendable {
        package enum Comparison: Hashable, Sendable {
            case equal(String)
            case contains(String)
            case exists
            case less(Int64)
            case lessOrEqual(Int64)
            case greater(Int64)
            case greaterOrEqual(Int64)
            case equalNumber(Int64)
        }
        /// `type.key`, or one of the reserved `tx.height`, `tx.hash`.
        package let tag: String
        package let comparison: Comparison
    }

    package static let textMax = 512
    static let conditionsMax = 16

    package let conditions: [Condition]

    /// Reads the query language. Throws `SearchError` with what was wanted and what came.
    package init(parsing text: String) throws(SearchError) {
        guard text.utf8.count <= Self.textMax else { throw .tooLong(limit: Self.textMax) }
        var scanner = Scanner(text)
        var found: [Condition] = []
        repeat {
            found.append(try scanner.condition())
            guard found.count <= Self.conditionsMax else {
                throw .syntax("more than \(Self.conditionsMax) conditions")
            }
        } while try scanner.takeAnd()
        conditions = found
    }
}

/// Why a search cannot be answered.
package enum SearchError: Error, Equatable, CustomStringConvertible {
    case tooLong(limit: Int)
    case syntax(String)

    package var description: String {
        switch self {
        case .tooLong(let limit): "query longer than \(limit) characters"
        case .syntax(let what): "failed to parse query: \(what)"
        }
    }
}

extension SearchQuery {
    /// Reads one query from left to right.
    private struct Scanner {
        private var rest: Substring

        init(_ text: String) { rest = text[...] }

        mutating func condition() throws(SearchError) -> Condition {
            let tag = try tag()
            skipSpaces()
            if takeWord("EXISTS") { return Condition(tag: tag, comparison: .exists) }
            if takeWord("CONTAINS") {
                return Condition(tag: tag, comparison: .contains(try quoted()))
            }
            let sign = try comparisonSign()
            skipSpaces()
            if rest.first == "'" {
                guard sign == "=" else { throw .syntax("\(sign) wants a number after \(tag)") }
                return Condition(tag: tag, comparison: .equal(try quoted()))
            }
            let number = try number()
            return Condition(tag: tag, comparison: Self.comparison(sign, number))
        }

        /// True after an AND, false at the end of the text.
        mutating func takeAnd() throws(SearchError) -> Bool {
            skipSpaces()
            if rest.isEmpty { return false }
            guard takeWord("AND") else { throw .syntax("wanted AND, came '\(rest.prefix(20))'") }
            return true
        }

        private mutating func tag() throws(SearchError) -> String {
            skipSpaces()
            let stops: Set<Character> = [" ", "\t", "\n", "=", "<", ">", "'"]
            let text = rest.prefix { !stops.contains($0) }
            guard text.contains("."), text.first != ".", text.last != "." else {
                throw .syntax("wanted type.key, came '\(rest.prefix(20))'")
            }
            rest = rest.dropFirst(text.count)
            return String(text)
        }

        private mutating func comparisonSign() throws(SearchError) -> String {
            for sign in ["<=", ">=", "=", "<", ">"] where rest.hasPrefix(sign) {
                rest = rest.dropFirst(sign.count)
                return sign
            }
            throw .syntax("wanted =, <, <=, >, >=, CONTAINS or EXISTS, came '\(rest.prefix(20))'")
        }

        private mutating func quoted() throws(SearchError) -> String {
            skipSpaces()
            guard rest.first == "'", let end = rest.dropFirst().firstIndex(of: "'") else {
                throw .syntax("wanted a text in single quotes, came '\(rest.prefix(20))'")
            }
            let text = rest[rest.index(after: rest.startIndex)..<end]
            rest = rest[rest.index(after: end)...]
            return String(text)
        }

        private mutating func number() throws(SearchError) -> Int64 {
            let text = rest.prefix { !$0.isWhitespace }
            guard let number = Int64(text) else {
                throw .syntax("wanted a number or a text in single quotes, came '\(text)'")
            }
            rest = rest.dropFirst(text.count)
            return number
        }

        private mutating func takeWord(_ word: String) -> Bool {
            guard rest.hasPrefix(word) else { return false }
            let after = rest.dropFirst(word.count)
            guard after.first?.isLetter != true else { return false }
            rest = after
            return true
        }

        private mutating func skipSpaces() {
            rest = rest.drop { $0.isWhitespace }
        }

        private static func comparison(_ sign: String, _ number: Int64) -> Condition.Comparison {
            switch sign {
            case "<": .less(number)
            case "<=": .lessOrEqual(number)
            case ">": .greater(number)
            case ">=": .greaterOrEqual(number)
            default: .equalNumber(number)
            }
        }
    }
}
