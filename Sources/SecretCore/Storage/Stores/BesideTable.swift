internal import GRDB
internal import SecretBase

/// The table `beside`: stores that are not under the app hash, because their entries prove
/// themselves. Every height sees the latest.
struct BesideTable {
    let database: Database

    func value(for key: Bytes) throws(StorageError) -> Bytes? {
        let statement = try RawStatement("SELECT value FROM beside WHERE key = ?", on: database)
        statement.bind(key, at: 1)
        defer { statement.reset() }
        return try statement.step() ? statement.bytes(0) : nil
    }

    func put(_ changes: some Sequence<StateChange>) throws(StorageError) {
        let put = try RawStatement(
            "INSERT INTO beside (key, value) VALUES (?, ?)"
                + " ON CONFLICT (key) DO UPDATE SET value = excluded.value", on: database)
        let remove = try RawStatement("DELETE FROM beside WHERE key = ?", on: database)
        for change in changes {
            if let value = change.value {
                put.bind(change.key, at: 1)
                put.bind(value, at: 2)
                try put.run()
            } else {
                remove.bind(change.key, at: 1)
                try remove.run()
            }
        }
    }

    /// Reads in growing batches, so that no cursor is open while `visit` runs and may read itself.
    func scan(
        _ range: KeyRange, reversed: Bool, _ visit: (Bytes, Bytes) throws -> Bool
    ) throws -> Bool {
        var left = range
        var limit = 16
        while true {
            let rows = try batch(left, reversed: reversed, limit: limit)
            for (key, value) in rows {
                guard try visit(key, value) else { return false }
            }
            guard rows.count == limit, let last = rows.last else { return true }
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
            "SELECT key, value FROM beside WHERE key >= ?1\(range.to == nil ? "" : " AND key < ?3")"
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
