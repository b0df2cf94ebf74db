internal import SecretBase

/// What happened, as those who listen are asked for it: values by `type.key`.
///
/// Source: CometBFT `types/event_bus.go` and `libs/pubsub/query/query.go`.
package struct EventTags: Sendable {
    /// Values in the order in which they were told.
    package private(set) var values: [String: [String]] = [:]
    private var types: Set<Substring> = []

    package init() {}

    /// Adds a value under `type.key`.
    package mutating func add(_ tag: String, _ value: String) {
        values[tag, default: []].append(value)
        types.insert(SearchQuery.type(of: tag))
    }

    /// Whether something of this event type was told.
    func has(type: String) -> Bool { types.contains(type[...]) }
}

extension SearchQuery {
    /// Whether every condition is met by some value. Nothing meets a query of what did not happen.
    package func matches(_ tags: EventTags) -> Bool {
        !tags.values.isEmpty && conditions.allSatisfy { $0.matches(tags) }
    }

    /// The event's type: all of a tag before its last point; all of it where there is none.
    static func type(of tag: String) -> Substring {
        guard let point = tag.utf8.lastIndex(of: UInt8(ascii: ".")) else { return tag[...] }
        return tag[..<point]
    }
}

extension SearchQuery.Condition {
    fileprivate func matches(_ tags: EventTags) -> Bool {
        if let values = tags.values[tag], values.contains(where: { comparison.isMet(by: $0) }) {
            return true
        }
        // A type alone is compared with the empty text, so that it can be asked for.
        return tags.has(type: tag) && comparison.isMet(by: "")
    }
}

extension SearchQuery.Condition.Comparison {
    /// Whether a value that is told now meets the condition. The number that it begins with counts.
    func isMet(by value: String) -> Bool {
        isMet(by: value, number: SearchNumber.init(leading:))
    }

    /// The same for a value of the index, which must be a number as a whole.
    func isMet(byIndexed value: String) -> Bool {
        isMet(by: value, number: SearchNumber.init(whole:))
    }

    private func isMet(by value: String, number: (String) -> SearchNumber?) -> Bool {
        switch self {
        case .equal(let text): value == text
        case .contains(let text): text.isEmpty || value.contains(text)
        case .exists: true
        case .number(let sign, let wanted): number(value).map { sign.holds($0, wanted) } ?? false
        case .time(let sign, let wanted):
            SearchMoment.time(value).map { sign.holds($0, wanted) } ?? false
        case .date(let sign, let wanted):
            SearchMoment.date(value).map { sign.holds($0, wanted) } ?? false
        }
    }
}
