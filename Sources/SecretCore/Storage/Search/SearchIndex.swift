internal import GRDB
package import SecretBase

/// Which transactions and blocks have an event attribute: an index in a file of its own.
///
/// It is made from the receipts, on demand, so that commits do not pay for it; when the file is
/// lost or of another version, it is made anew.
package final class SearchIndex: Sendable {
    /// An attribute of one event: `tag` is `type.key`.
    package struct Term: Hashable, Sendable {
        package let tag: String
        package let value: String
        /// 0 for the first event; conditions on one type must meet in one event.
        package let event: Int

        package init(tag: String, value: String, event: Int) {
            self.tag = tag
            self.value = value
            self.event = event
        }
    }

    /// What transactions and blocks are found by.
    package struct Terms: Sendable {
        let transaction: @Sendable (StoredTransaction) -> [Term]
        let block: @Sendable (StoredBlock) -> [Term]

        /// Each transaction must have a term `tx.hash`.
        package init(
            transaction: @escaping @Sendable (StoredTransaction) -> [Term],
            block: @escaping @Sendable (StoredBlock) -> [Term] = { _ in [] }
        ) {
            self.transaction = transaction
            self.block = block
        }
    }

    /// Places found, and how many there are in all.
    package struct Page: Hashable, Sendable {
        package let places: [TransactionPlace]
        package let total: Int
    }

    static let version: Int64 = 2
    /// A longer value is not indexed: nobody types it into a query.
    static let valueMax = 512
    private static let batch = 2000

    private let queue: DatabaseQueue
    private let chain: ChainDatabase
    private let terms: Terms

    /// Opens or makes the index file at `path`.
    package init(
        opening path: String, of chain: ChainDatabase, terms: Terms
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
        let found = try places(for: query, descending: descending)
        let (skipped, overflow) = (page - 1).multipliedReportingOverflow(by: limit)
        let left = overflow ? [] : found.dropFirst(skipped).prefix(limit)
        return Page(places: Array(left), total: found.count)
    }

    /// All places that meet every condition. Brings the index up to date before.
    package func places(
        for query: SearchQuery, descending: Bool
    ) throws(StorageError) -> [TransactionPlace] {
        try catchUp()
        let found = try ids(for: query, in: .transactions).map(TransactionPlace.init(rowID:))
        return descending ? found.reversed() : found
    }

    /// Heights of the blocks whose events meet every condition, ascending.
    ///
    /// The first such search reads the events of every block; later ones those of the new.
    package func heights(for query: SearchQuery) throws(StorageError) -> [Int64] {
        while try storing({ try queue.write { try self.indexBlocks(into: $0) } }) {}
        return try ids(for: query, in: .blocks)
    }

    /// Height of the block with this header hash, nil where there is none.
    package func height(ofBlock hash: Bytes) throws(StorageError) -> Int64? {
        while try storing({ try queue.write { try self.indexHashes(into: $0) } }) {}
        let candidates = try storing {
            try queue.read {
                try Int64.fetchAll(
                    $0, sql: "SELECT height FROM block_hashes WHERE prefix = ?",
                    arguments: [ChainSnapshot.prefix(ofHash: hash)])
            }
        }
        return try storing {
            try chain.read { snapshot in
                try candidates.first { try snapshot.block(at: $0)?.hash == hash }
            }
        }
    }

    private func ids(
        for query: SearchQuery, in table: SearchTable
    ) throws(StorageError) -> [Int64] {
        try storing {
            try queue.read { try SearchRun(database: $0, table: table).places(for: query) }
        }
    }

    /// Indexes the transactions that were committed since the last time.
    package func catchUp() throws(StorageError) {
        while try storing({ try queue.write { try self.indexTransactions(into: $0) } }) {}
    }

    package func close() throws(StorageError) {
        try storing { try queue.close() }
    }
}

extension SearchIndex {
    /// Indexes up to `batch` transactions; whether there may be more.
    private func indexTransactions(into database: Database) throws -> Bool {
        let last = try Self.progress("last_id", in: database)
        let found = try chain.read {
            try $0.transactions(fromID: last + 1, toID: .max, limit: Self.batch)
        }
        guard let newest = found.last else { return false }
        for transaction in found {
            try Self.put(
                terms.transaction(transaction), of: transaction.place.rowID,
                into: .transactions, of: database)
        }
        try Self.setProgress("last_id", newest.place.rowID, in: database)
        return found.count == Self.batch
    }

    /// The same with blocks and their events.
    private func indexBlocks(into database: Database) throws -> Bool {
        let last = try Self.progress("last_block", in: database)
        let found = try chain.read { try $0.blocks(after: last, limit: Self.batch / 10) }
        guard let newest = found.last else { return false }
        for block in found {
            let name = Term(
                tag: SearchTable.blocks.nameTag, value: Hex.encodeUpper(block.hash), event: 0)
            try Self.put(
                [name] + terms.block(block), of: block.height, into: .blocks, of: database)
        }
        try Self.setProgress("last_block", newest.height, in: database)
        return true
    }

    /// The same with blocks' hashes alone.
    private func indexHashes(into database: Database) throws -> Bool {
        let last = try Self.progress("last_hash", in: database)
        let found = try chain.read { try $0.blockHashes(after: last, limit: Self.batch) }
        guard let newest = found.last else { return false }
        let put = try RawStatement(
            "INSERT OR IGNORE INTO block_hashes (prefix, height) VALUES (?, ?)", on: database)
        for (height, hash) in found {
            put.bind(ChainSnapshot.prefix(ofHash: hash), at: 1)
            put.bind(height, at: 2)
            try put.run()
        }
        try Self.setProgress("last_hash", newest.height, in: database)
        return found.count == Self.batch
    }

    private static func put(
        _ terms: [Term], of id: Int64, into table: SearchTable, of database: Database
    ) throws {
        let put = try RawStatement(
            "INSERT OR IGNORE INTO \(table.name) (tag, value, place) VALUES (?, ?, ?)",
            on: database)
        for term in terms where term.value.utf8.count <= valueMax {
            put.bind(term.tag, at: 1)
            put.bind(term.value, at: 2)
            put.bind(SearchRun.place(id, event: term.event), at: 3)
            try put.run()
        }
    }

    private static func progress(_ column: String, in database: Database) throws -> Int64 {
        try Int64.fetchOne(database, sql: "SELECT \(column) FROM progress") ?? 0
    }

    private static func setProgress(
        _ column: String, _ value: Int64, in database: Database
    ) throws {
        try database.execute(sql: "UPDATE progress SET \(column) = ?", arguments: [value])
    }

    private static func prepare(_ database: Database) throws {
        if try database.tableExists("progress") {
            let sql = "SELECT version FROM progress"
            if try Int64.fetchOne(database, sql: sql) == version { return }
        }
        try database.execute(
            sql: """
                DROP TABLE IF EXISTS terms;
                DROP TABLE IF EXISTS block_terms;
                DROP TABLE IF EXISTS block_hashes;
                DROP TABLE IF EXISTS progress;
                CREATE TABLE progress (
                    version INTEGER NOT NULL, last_id INTEGER NOT NULL,
                    last_block INTEGER NOT NULL, last_hash INTEGER NOT NULL);
                -- place: transaction id << 12 | event
                CREATE TABLE terms (
                    tag TEXT NOT NULL, value TEXT NOT NULL, place INTEGER NOT NULL,
                    PRIMARY KEY (tag, value, place)) WITHOUT ROWID;
                -- place: height << 12 | event
                CREATE TABLE block_terms (
                    tag TEXT NOT NULL, value TEXT NOT NULL, place INTEGER NOT NULL,
                    PRIMARY KEY (tag, value, place)) WITHOUT ROWID;
                -- prefix: first 8 bytes of the hash; the rest is checked against the block
                CREATE TABLE block_hashes (
                    prefix INTEGER NOT NULL, height INTEGER NOT NULL,
                    PRIMARY KEY (prefix, height)) WITHOUT ROWID;
                """)
        try database.execute(
            sql: "INSERT INTO progress VALUES (?, 0, 0, 0)", arguments: [version])
    }
}
