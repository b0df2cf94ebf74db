internal import GRDB
internal import SecretBase

/// The chain on disk: state, blocks, transactions with their results. One SQLite file in WAL mode.
///
/// One `ChainWriter` writes it, block by block; any number of threads read whole heights.
package final class ChainDatabase: Sendable {
    /// Version of the tables below; a file with a higher one is refused.
    static let schemaVersion = 2

    let pool: DatabasePool
    let cache = NodeCache(bytesMax: 48 << 20)
    let pins = StatePins()
    /// The chain that the file holds.
    package let chainID: String
    /// The stores that its keys name.
    package let stores: StoreLayout
    /// Which old heights' states are kept.
    package let pruning: Pruning

    /// Opens the file at `path`, or makes it for the chain `chainID`.
    ///
    /// Throws `.newerSchema`, `.olderSchema`, `.wrongChain`, or what SQLite says.
    package init(
        opening path: String, chainID: String, stores: StoreLayout, pruning: Pruning
    ) throws(StorageError) {
        self.chainID = chainID
        self.stores = stores
        self.pruning = pruning
        pool = try storing {
            var configuration = Configuration()
            configuration.label = "chain"
            configuration.maximumReaderCount = 8
            configuration.prepareDatabase { database in
                // Negative: KiB. The writer's working set is what the read cache misses.
                try database.execute(sql: "PRAGMA cache_size = -16384")
            }
            return try DatabasePool(path: path, configuration: configuration)
        }
        try storing { try pool.writeWithoutTransaction { try Self.prepare($0, for: chainID) } }
    }

    /// Which chain the file at `path` holds. Nobody may have it open for writing.
    package static func chainID(at path: String) throws(StorageError) -> String? {
        try storing {
            var configuration = Configuration()
            configuration.readonly = true
            return try DatabaseQueue(path: path, configuration: configuration).read {
                try String.fetchOne($0, sql: "SELECT value FROM meta WHERE name = 'chain_id'")
            }
        }
    }

    /// Runs `body` on one whole height: what is committed meanwhile stays out of its sight.
    ///
    /// Never waits for the writer. Blocks while 8 others read. The snapshot must not leave `body`.
    package func read<Result>(_ body: (ChainSnapshot) throws -> Result) throws -> Result {
        do {
            return try pool.read { try body(ChainSnapshot(database: $0, of: self)) }
        } catch let error as DatabaseError {
            throw StorageError(
                resultCode: error.extendedResultCode.rawValue, message: error.message ?? "")
        }
    }

    /// Writes the log back into the file and closes it; nothing may be read or written afterwards.
    package func close() throws(StorageError) {
        try storing {
            // Closing alone would leave the log: readers, who cannot write it back, close last.
            try pool.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
            try pool.close()
        }
    }

    private static func prepare(_ database: Database, for chainID: String) throws {
        // The wrapper sets NORMAL, under which a power cut could take the last blocks back.
        try database.execute(sql: "PRAGMA synchronous = FULL")
        // In pages: hot pages are written back once for many blocks.
        try database.execute(sql: "PRAGMA wal_autocheckpoint = 8192")
        let known = try database.tableExists("meta")
        if known {
            try check(database, chainID: chainID)
        } else {
            try database.inTransaction(.immediate) {
                try create(database, chainID: chainID)
                return .commit
            }
        }
    }

    private static func create(_ database: Database, chainID: String) throws {
        try database.execute(
            sql: """
                CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
                -- See NodeRow; ids ascend, so that rows are only ever added at the end.
                CREATE TABLE nodes (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
                CREATE TABLE versions (
                    height INTEGER PRIMARY KEY, app_hash BLOB NOT NULL, roots BLOB NOT NULL);
                CREATE TABLE orphans (
                    id INTEGER PRIMARY KEY, height INTEGER NOT NULL, rows BLOB NOT NULL);
                CREATE TABLE beside (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
                CREATE TABLE blocks (
                    height INTEGER PRIMARY KEY, hash BLOB NOT NULL, app_hash BLOB NOT NULL,
                    header BLOB NOT NULL, commit_ BLOB NOT NULL, validators BLOB NOT NULL,
                    results BLOB NOT NULL, transaction_count INTEGER NOT NULL);
                -- id: height << 20 | index
                CREATE TABLE transactions (
                    id INTEGER PRIMARY KEY, bytes BLOB NOT NULL, result BLOB NOT NULL);
                -- prefix: first 8 bytes of the hash; the rest is checked against the bytes
                CREATE TABLE transaction_hashes (
                    prefix INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (prefix, id)
                ) WITHOUT ROWID;
                """)
        try database.execute(
            sql: "INSERT INTO meta VALUES ('schema', ?), ('chain_id', ?)",
            arguments: ["\(schemaVersion)", chainID])
    }

    private static func check(_ database: Database, chainID: String) throws {
        func value(_ name: String) throws -> String {
            let sql = "SELECT value FROM meta WHERE name = ?"
            guard let text = try String.fetchOne(database, sql: sql, arguments: [name]) else {
                throw StorageError.damaged("no \(name) in table meta")
            }
            return text
        }
        let text = try value("schema")
        guard let schema = Int(text), schema > 0 else {
            throw StorageError.damaged("schema is '\(text)'")
        }
        guard schema <= schemaVersion else {
            throw StorageError.newerSchema(found: schema, known: schemaVersion)
        }
        guard schema == schemaVersion else {
            throw StorageError.olderSchema(found: schema, known: schemaVersion)
        }
        let found = try value("chain_id")
        guard found == chainID else {
            throw StorageError.wrongChain(found: found, wanted: chainID)
        }
    }
}
