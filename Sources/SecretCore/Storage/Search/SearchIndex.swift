internal import GRDB
internal import SecretBase

/// Which transactions have an event attribute: an index in a file of its own.
///
/// It is made from the receipts, on demand, so that commits do not pay for it; when the file is
/// lost or of another version, it is made anew.
package final class SearchIndex: Sendable {
    /// An attribute of one event: `tag` is `type.key`.
    package struct Term: Hashable, Sendable {
        package let tag: String
        package let value: String
        /// 0 for the transaction's first event; conditions on one type must meet in one event.
        package let event: Int

        package init(tag: String, value: String, event: Int) {
            self.tag = tag
            self.value = value
            self.event = event
        }
    }

    /// Places found, and how many there are in all.
    package struct Page: Hashable, Sendable {
        package let places: [TransactionPlace]
        package let total: Int
    }

    static let version: Int64 = 1
    /// A longer value is not indexed: nobody types it into a query.
    static let valueMax = 512
    private static let batch = 2000

    private let queue: DatabaseQueue
    private let chain: ChainDatabase
    private let terms: @Sendable (StoredTransaction) -> [Term]

    /// Opens or makes the index file at `path`; `terms` says what a transaction is found by.
    package init(
        opening path: String, of chain: ChainDatabase,
        terms: @escaping @Sendable (StoredTransaction) -> [Term]
    ) throws(StorageError) {
        self.chain = chain
        self.terms = terms
        queue = try storing {
            var configuration = Configuration()
            configuration.label = "search"
            configuration.journalMode = .wal
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.write { try Self.prepare($0) }
            return queue
        }
    }

    /// Places that meet every condition, page 1 first. Brings the index up to date before.
    ///
    /// May block while many receipts are read. `limit` > 0, `page` >= 1.
    package func search(
        _ query: SearchQuery, page: Int, limit: Int, descending: Bool
    ) throws(StorageError) -> Page {
        try catchUp()
        return try storing {
            try queue.read { database in
                let found = try SearchRun(database: database).places(for: query)
                let ordered = descending ? Array(found.reversed()) : found
                let (skipped, overflow) = (page - 1).multipliedReportingOverflow(by: limit)
                let left = overflow ? [] : ordered.dropFirst(skipped).prefix(limit)
                return Page(places: left.map(TransactionPlace.init(rowID:)), total: found.count)
            }
        }
    }

    /// Indexes what was committed since the last time.
    package func catchUp() throws(StorageError) {
        while try storing({ try queue.write { try self.indexBatch(into: $0) } }) {}
    }

    package func close() throws(StorageError) {
        try storing { try queue.close() }
    }

    /// Indexes up to `batch` transactions; whether there may be more.
    private func indexBatch(into database: Database) throws -> Bool {
        let last = try Int64.fetchOne(database, sql: "SELECT last_id FROM progress") ?? 0
        let found = try chain.read {
            try $0.transactions(fromID: last + 1, toID: .max, limit: Self.batch)
        }
        guard let newest = found.last else { return false }
        let put = try RawStatement(
            "INSERT OR IGNORE INTO terms (tag, value, place) VALUES (?, ?, ?)", on: database)
        for transaction in found {
            for term in terms(transaction) where term.value.utf8.count <= Self.valueMax {
                put.bind(term.tag, at: 1)
                put.bind(term.value, at: 2)
                put.bind(SearchRun.place(transaction.place.rowID, event: term.event), at: 3)
                try put.run()
            }
        }
        try database.execute(
            sql: "UPDATE progress SET last_id = ?", arguments: [newest.place.rowID])
        return found.count == Self.batch
    }

    private static func prepare(_ database: Database) throws {
        if try database.tableExists("progress") {
            let sql = "SELECT version FROM progress"
            if try Int64.fetchOne(database, sql: sql) == version { return }
        }
        try database.execute(
            sql: """
                DROP TABLE IF EXISTS terms;
                DROP TABLE IF EXISTS progress;
                CREATE TABLE progress (version INTEGER NOT NULL, last_id INTEGER NOT NULL);
                -- place: transaction id << 12 | event
                CREATE TABLE terms (
                    tag TEXT NOT NULL, value TEXT NOT NULL, place INTEGER NOT NULL,
                    PRIMARY KEY (tag, value, place)) WITHOUT ROWID;
                """)
        try database.execute(sql: "INSERT INTO progress VALUES (?, 0)", arguments: [version])
    }
}
