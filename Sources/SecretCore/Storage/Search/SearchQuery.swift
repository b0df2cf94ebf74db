package import SecretBase

/// What a search or a subscription asks for: conditions, all of which must hold.
///
/// Source: chain.md §5.5 (`tag op value` joined by `AND`; no OR, no parentheses), CometBFT
/// `libs/pubsub/query/syntax`.
package struct SearchQuery: Hashable, Sendable {
    /// One `tag op value`.
    package struct Condition: Hashable, Sendable {
        /// How a value must stand to the condition's own.
        package enum Sign: String, Hashable, Sendable {
            case equal = "="
            case less = "<"
            case lessOrEqual = "<="
            case greater = ">"
            case greaterOrEqual = ">="
        }

        package enum Comparison: Hashable, Sendable {
            case equal(String)
            case contains(String)
            case exists
            case number(Sign, SearchNumber)
            /// The value must be an RFC 3339 time.
            case time(Sign, Timestamp)
            /// The value must be a date such as 2013-05-03; its first second counts.
            case date(Sign, Timestamp)
        }
        /// `type.key`, a type alone, or one of the reserved `tx.height`, `tx.hash`, `block.height`.
        package let tag: String
        package let comparison: Comparison
    }

    package static let textMax = 512
    static let conditionsMax = 16

    package let conditions: [Condition]

    /// Reads the query language. Throws `SearchError` in the words of the network's own parser.
    package init(parsing text: String) throws(SearchError) {
        guard text.utf8.count <= Self.textMax else { throw .tooLong(limit: Self.textMax) }
        var parser = SearchParser(text)
        conditions = try parser.conditions(max: Self.conditionsMax)
    }
}

/// Why a search cannot be answered.
package enum SearchError: Error, Equatable, CustomStringConvertible {
    case tooLong(limit: Int)
    case syntax(String)

    package var description: String {
        switch self {
        case .tooLong: "maximum query length exceeded"
        case .syntax(let what): what
        }
    }
}

extension SearchQuery.Condition.Sign {
    /// Whether `left` stands so to `right`.
    func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch self {
        case .equal: left == right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        }
    }
}
