internal import GRDB
internal import SecretBase

/// One search over the index's tables.
struct SearchRun {
    let database: Database

    private static let eventBits: Int64 = 12

    /// Transaction id << 12 | event. Events past the 4095th share one number.
    static func place(_ id: Int64, event: Int) -> Int64 {
        id << eventBits | Int64(min(event, 1 << eventBits - 1))
    }

    /// Ids of the transactions that meet every condition, ascending.
    ///
    /// Conditions on one event type must be met by one event; see chain.md §5.5.
    func places(for query: SearchQuery) throws -> [Int64] {
        var bounds = ClosedRange<Int64>(uncheckedBounds: (0, .max))
        var byType: [(type: Substring, places: Set<Int64>)] = []
        var hashes: [Set<Int64>] = []
        for condition in query.conditions {
            switch condition.tag {
            case "tx.height":
                guard let narrowed = Self.narrow(bounds, by: condition.comparison) else {
                    return []
                }
                bounds = narrowed
            case "tx.hash":
                hashes.append(Set(try matches(condition).map { $0 >> Self.eventBits }))
            default:
                let type = condition.tag.prefix(while: { $0 != "." })
                let found = Set(try matches(condition))
                if let at = byType.firstIndex(where: { $0.type == type }) {
                    byType[at].places.formIntersection(found)
                } else {
                    byType.append((type, found))
                }
            }
        }
        var sets = hashes + byType.map { Set($0.places.map { $0 >> Self.eventBits }) }
        if sets.isEmpty { sets = [try everything(in: bounds)] }
        let first = sets.removeFirst()
        let ids = sets.reduce(first) { $0.intersection($1) }
        return ids.filter { bounds.contains($0 >> TransactionPlace.indexBits) }.sorted()
    }

    /// Every transaction has a `tx.hash` term, so a search by height alone walks those.
    private func everything(in heights: ClosedRange<Int64>) throws -> Set<Int64> {
        let condition = SearchQuery.Condition(tag: "tx.hash", comparison: .exists)
        return Set(
            try matches(condition).map { $0 >> Self.eventBits }
                .filter { heights.contains($0 >> TransactionPlace.indexBits) })
    }

    private func matches(_ condition: SearchQuery.Condition) throws -> [Int64] {
        if case .equal(let value) = condition.comparison {
            let wanted = condition.tag == "tx.hash" ? value.uppercased() : value
            return try Int64.fetchAll(
                database, sql: "SELECT place FROM terms WHERE tag = ? AND value = ?",
                arguments: [condition.tag, wanted])
        }
        var found: [Int64] = []
        let rows = try Row.fetchCursor(
            database, sql: "SELECT value, place FROM terms WHERE tag = ?",
            arguments: [condition.tag])
        while let row = try rows.next() {
            if Self.meets(row[0], condition.comparison) { found.append(row[1]) }
        }
        return found
    }

    private static func meets(
        _ value: String, _ comparison: SearchQuery.Condition.Comparison
    ) -> Bool {
        switch comparison {
        case .equal(let text): return value == text
        case .contains(let text): return text.isEmpty || value.contains(text)
        case .exists: return true
        default: break
        }
        guard let number = Int64(value) else { return false }
        return narrow(number...number, by: comparison) != nil
    }

    /// The part of `range` that meets a numeric comparison; nil where none does.
    private static func narrow(
        _ range: ClosedRange<Int64>, by comparison: SearchQuery.Condition.Comparison
    ) -> ClosedRange<Int64>? {
        var (low, high) = (range.lowerBound, range.upperBound)
        switch comparison {
        case .less(let number):
            guard number > .min else { return nil }
            high = min(high, number - 1)
        case .lessOrEqual(let number): high = min(high, number)
        case .greater(let number):
            guard number < .max else { return nil }
            low = max(low, number + 1)
        case .greaterOrEqual(let number): low = max(low, number)
        case .equalNumber(let number): (low, high) = (max(low, number), min(high, number))
        case .equal(let text):
            guard let number = Int64(text) else { return nil }
            (low, high) = (max(low, number), min(high, number))
        case .exists: break
        case .contains: return nil
        }
        return low <= high ? low...high : nil
    }
}
