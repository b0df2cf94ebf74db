internal import GRDB
internal import SecretBase

/// Reads the table `state` on one connection.
struct StateTable {
    let database: Database

    func value(for key: Bytes) throws(StorageError) -> Bytes? {
        let statement = try RawStatement("SELECT value FROM state WHERE key = ?", on: database)
        statement.bind(key, at: 1)
        defer { statement.reset() }
        return try statement.step() ? statement.bytes(0) : nil
    }

    /// Reads in growing batches, so that no cursor is open while `visit` runs and may read itself.
    func scan(
        _ range: KeyRange, reversed: Bool, _ visit: (Bytes, Bytes) throws -> Bool
    ) throws {
        var left = range
        var limit = 16
        while true {
            let rows = try batch(left, reversed: reversed, limit: limit)
            for (key, value) in rows {
                guard try visit(key, value) else { return }
            }
            guard rows.count == limit, let last = rows.last else { return }
            left =
                reversed
                ? KeyRange(from: left.from, to: last.0)
                : KeyRange(from: last.0 + [0], to: left.to)
            limit = min(limit * 4, 1024)
        }
    }

    private func batch(
        _ range: KeyRange, reversed: Bool, limit: Int
    ) throws(StorageError) -> [(Bytes, Bytes)] {
        let statement = try RawStatement(
            "SELECT key, value FROM state WHERE key >= ?1\(range.to == nil ? "" : " AND key < ?3")"
                + " ORDER BY key \(reversed ? "DESC" : "ASC") LIMIT ?2",
            on: database)
        statement.bind(range.from, at: 1)
        statement.bind(Int64(limit), at: 2)
        if let end = range.to { statement.bind(end, at: 3) }
        defer { statement.reset() }
        var rows: [(Bytes, Bytes)] = []
        while try statement.step() { rows.append((statement.bytes(0), statement.bytes(1))) }
        return rows
    }
}
