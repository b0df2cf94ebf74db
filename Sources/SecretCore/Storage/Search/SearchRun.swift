internal import GRDB
internal import SecretBase

/// One search over one of the index's tables.
struct SearchRun {
    let database: Database
    let table: SearchTable

    private static let eventBits: Int64 = 12

    /// Id << 12 | event. Events past the 4095th share one number.
    static func place(_ id: Int64, event: Int) -> Int64 {
        id << eventBits | Int64(min(event, 1 << eventBits - 1))
    }

    /// Ids that meet every condition, ascending.
    ///
    /// Conditions on one event type must be met by one event; see chain.md §5.5.
    func places(for query: SearchQuery) throws -> [Int64] {
        var bounds = ClosedRange<Int64>(uncheckedBounds: (0, .max))
        var byType: [(type: Substring, places: Set<Int64>)] = []
        var names: [Set<Int64>] = []
        for condition in query.conditions {
            switch condition.tag {
            case table.heightTag:
                guard let narrowed = Self.narrow(bounds, by: condition.comparison) else {
                    return []
                }
                bounds = narrowed
            case table.nameTag:
                names.append(Set(try matches(condition).map { $0 >> Self.eventBits }))
            default:
                let type = SearchQuery.type(of: condition.tag)
                let found = Set(try matches(condition))
                if let at = byType.firstIndex(where: { $0.type == type }) {
                    byType[at].places.formIntersection(found)
                } else {
                    byType.append((type, found))
                }
            }
        }
        var sets = names + byType.map { Set($0.places.map { $0 >> Self.eventBits }) }
        if sets.isEmpty { sets = [try everything(in: bounds)] }
        let first = sets.removeFirst()
        let ids = sets.reduce(first) { $0.intersection($1) }
        return ids.filter { bounds.contains(table.height(of: $0)) }.sorted()
    }

    /// Each entry has a term for its name, so a search by height alone walks those.
    private func everything(in heights: ClosedRange<Int64>) throws -> Set<Int64> {
        let condition = SearchQuery.Condition(tag: table.nameTag, comparison: .exists)
        return Set(
            try matches(condition).map { $0 >> Self.eventBits }
                .filter { heights.contains(table.height(of: $0)) })
    }

    private func matches(_ condition: SearchQuery.Condition) throws -> [Int64] {
        switch condition.comparison {
        case .equal(let value):
            let wanted = condition.tag == table.nameTag ? value.uppercased() : value
            return try Int64.fetchAll(
                database, sql: "SELECT place FROM \(table.name) WHERE tag = ? AND value = ?",
                arguments: [condition.tag, wanted])
        case .exists where !condition.tag.contains("."):
            // A type alone: every key below it. '/' is the character behind '.'.
            return try Int64.fetchAll(
                database, sql: "SELECT place FROM \(table.name) WHERE tag > ? AND tag < ?",
                arguments: [condition.tag + ".", condition.tag + "/"])
        default: break
        }
        var found: [Int64] = []
        let rows = try Row.fetchCursor(
            database, sql: "SELECT value, place FROM \(table.name) WHERE tag = ?",
            arguments: [condition.tag])
        while let row = try rows.next() {
            if condition.comparison.isMet(byIndexed: row[0]) { found.append(row[1]) }
        }
        return found
    }

    /// The part of `range` that meets a comparison of heights; nil where none does.
    private static func narrow(
        _ range: ClosedRange<Int64>, by comparison: SearchQuery.Condition.Comparison
    ) -> ClosedRange<Int64>? {
        switch comparison {
        case .number(let sign, let number): return narrow(range, sign, number)
        case .equal(let text):
            return SearchNumber(whole: text).flatMap { narrow(range, .equal, $0) }
        case .exists: return range
        case .contains, .time, .date: return nil
        }
    }

    private static func narrow(
        _ range: ClosedRange<Int64>, _ sign: SearchQuery.Condition.Sign, _ number: SearchNumber
    ) -> ClosedRange<Int64>? {
        var (low, high) = (range.lowerBound, range.upperBound)
        let (floor, ceiling) = (number.floor, number.ceiling)
        switch sign {
        case .equal: (low, high) = (max(low, ceiling), min(high, floor))
        case .less:
            guard ceiling > .min else { return nil }
            high = min(high, ceiling - 1)
        case .lessOrEqual: high = min(high, floor)
        case .greater:
            guard floor < .max else { return nil }
            low = max(low, floor + 1)
        case .greaterOrEqual: low = max(low, ceiling)
        }
        return low <= high ? low...high : nil
    }
}

/// One of the index's two tables of terms: what is searched, and by which reserved tags.
enum SearchTable {
    case transactions
    case blocks

    var name: String {
        switch self {
        case .transactions: "terms"
        case .blocks: "block_terms"
        }
    }

    /// The tag that each entry has once.
    var nameTag: String {
        switch self {
        case .transactions: "tx.hash"
        case .blocks: "block.hash"
        }
    }

    var heightTag: String {
        switch self {
        case .transactions: "tx.height"
        case .blocks: "block.height"
        }
    }

    /// Ids are those of the chain's tables.
    func height(of id: Int64) -> Int64 {
        switch self {
        case .transactions: id >> TransactionPlace.indexBits
        case .blocks: id
        }
    }
}
