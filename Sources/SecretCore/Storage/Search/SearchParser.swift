internal import SecretBase

/// Reads one query from left to right.
struct SearchParser {
    private var scanner: SearchScanner

    init(_ text: String) { scanner = SearchScanner(text) }

    /// All conditions, at least one.
    mutating func conditions(max: Int) throws(SearchError) -> [SearchQuery.Condition] {
        var found = [try condition()]
        while let token = try scanner.next() {
            guard token == .and else {
                throw .syntax(
                    "offset \(scanner.start): got \(token.rawValue), want AND operator")
            }
            found.append(try condition())
            guard found.count <= max else { throw .syntax("more than \(max) conditions") }
        }
        return found
    }

    private mutating func condition() throws(SearchError) -> SearchQuery.Condition {
        _ = try require([.tag])
        let tag = scanner.text
        let sign = try require([
            .lessOrEqual, .greaterOrEqual, .less, .greater, .equal, .contains, .exists,
        ])
        switch sign {
        case .exists: return .init(tag: tag, comparison: .exists)
        case .contains:
            _ = try require([.string])
            return .init(tag: tag, comparison: .contains(scanner.text))
        case .equal: return .init(tag: tag, comparison: try comparison(.equal))
        case .less: return .init(tag: tag, comparison: try comparison(.less))
        case .lessOrEqual: return .init(tag: tag, comparison: try comparison(.lessOrEqual))
        case .greater: return .init(tag: tag, comparison: try comparison(.greater))
        default: return .init(tag: tag, comparison: try comparison(.greaterOrEqual))
        }
    }

    private mutating func comparison(
        _ sign: SearchQuery.Condition.Sign
    ) throws(SearchError) -> SearchQuery.Condition.Comparison {
        var wanted: [SearchScanner.Token] = [.number, .timestamp, .datestamp]
        if sign == .equal { wanted.append(.string) }
        let token = try require(wanted)
        let text = scanner.text
        switch token {
        case .number:
            guard let number = SearchNumber(whole: text) else {
                throw .syntax("offset \(scanner.start): \(text) is no number")
            }
            return .number(sign, number)
        case .timestamp:
            return .time(sign, SearchMoment.time(text) ?? .epoch)
        case .datestamp:
            return .date(sign, SearchMoment.date(text) ?? .epoch)
        default: return .equal(text)
        }
    }

    /// The next word, which must be of one of these kinds.
    private mutating func require(
        _ wanted: [SearchScanner.Token]
    ) throws(SearchError) -> SearchScanner.Token {
        guard let token = try scanner.next() else {
            throw .syntax("offset \(scanner.start): EOF")
        }
        guard wanted.contains(token) else {
            throw .syntax(
                "offset \(scanner.start): got \(token.rawValue), wanted \(Self.label(wanted))")
        }
        return token
    }

    private static func label(_ tokens: [SearchScanner.Token]) -> String {
        let names = tokens.map(\.rawValue)
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " or " + last
    }
}
