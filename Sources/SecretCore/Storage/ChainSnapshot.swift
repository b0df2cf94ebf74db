internal import GRDB
package import SecretBase
internal import SecretCrypto

/// The chain at one whole height, on a connection of its own. Lives inside `ChainDatabase.read`.
package struct ChainSnapshot: StateReader {
    let database: Database
    private let owner: ChainDatabase
    private let latest: StoredState?

    init(database: Database, of owner: ChainDatabase) throws(StorageError) {
        self.database = database
        self.owner = owner
        latest = try Self.state(
            VersionTable(database: database, layout: owner.stores).latest(), of: owner, database)
    }

    // MARK: State

    /// The last committed height and its app hash; nil before the first.
    package var committed: CommittedState? { latest?.committed }

    /// The app hash after the block of `height` (0: the last); nil where its state is not kept.
    package func appHash(at height: Int64) throws(StorageError) -> Bytes? {
        if height == 0 { return committed?.appHash }
        return try VersionTable(database: database, layout: owner.stores).version(at: height)?
            .state.appHash
    }

    /// The first height whose state is kept; nil before the first of all.
    package var earliestStateHeight: Int64? {
        get throws(StorageError) {
            try VersionTable(database: database, layout: owner.stores).earliestHeight()
        }
    }

    package func value(for key: Bytes) throws(StorageError) -> Bytes? {
        try latest?.value(for: key)
    }

    package func scan(
        _ range: KeyRange, reversed: Bool, _ visit: (Bytes, Bytes) throws -> Bool
    ) throws {
        try latest?.scan(range, reversed: reversed, visit)
    }

    /// The state after the block of `height`; 0 is the last one. Throws `.noState` where that is
    /// not kept. Stores beside the app hash are as they are now.
    package func state(at height: Int64) throws(StorageError) -> any StateReader {
        try stored(at: height)
    }

    /// The value of `key` in the store of this name, after the block of `height` (0: the last).
    ///
    /// nil where there is none, or no such store. Throws `.noState` where the height is not kept.
    package func value(
        for key: Bytes, inStore name: String, at height: Int64
    ) throws(StorageError) -> Bytes? {
        let state = try stored(at: height)
        guard let byte = owner.stores.byte(of: name) else { return nil }
        return try state.value(for: [byte] + key)
    }

    /// What the app hash of `height` (0: the last) says of `key` in the store of this name; nil
    /// where there is no such store. Throws `.noState` where the height is not kept.
    package func proof(
        of key: Bytes, inStore name: String, at height: Int64
    ) throws(StorageError) -> StateProof? {
        let state = try stored(at: height)
        guard let place = owner.stores.hashed.firstIndex(where: { $0.name == name }) else {
            return nil
        }
        return try state.proof(of: key, in: place)
    }

    private func stored(at height: Int64) throws(StorageError) -> StoredState {
        if let latest, height == 0 || height == latest.committed.height { return latest }
        let version = try VersionTable(database: database, layout: owner.stores)
            .version(at: height)
        guard let state = try Self.state(version, of: owner, database) else {
            throw .noState(height: height, latest: latest?.committed.height ?? 0)
        }
        return state
    }

    private static func state(
        _ version: (state: CommittedState, roots: StoreRoots)?, of owner: ChainDatabase,
        _ database: Database
    ) throws(StorageError) -> StoredState? {
        guard let version else { return nil }
        return try StoredState(
            version, layout: owner.stores, database: database, cache: owner.cache)
    }

    // MARK: Blocks

    /// The last block; nil before the first.
    package func latestBlock() throws(StorageError) -> StoredBlock? {
        let statement = try RawStatement(
            Self.blockColumns + " ORDER BY height DESC LIMIT 1", on: database)
        defer { statement.reset() }
        return try statement.step() ? Self.block(in: statement) : nil
    }

    /// The block at `height`; nil where there is none.
    package func block(at height: Int64) throws(StorageError) -> StoredBlock? {
        let statement = try RawStatement(Self.blockColumns + " WHERE height = ?", on: database)
        statement.bind(height, at: 1)
        defer { statement.reset() }
        return try statement.step() ? Self.block(in: statement) : nil
    }

    /// The transaction with this hash (SHA-256 of its bytes); nil where no block holds it.
    package func transaction(hash: Bytes) throws(StorageError) -> StoredTransaction? {
        let statement = try RawStatement(
            "SELECT t.id, t.bytes, t.result FROM transaction_hashes h JOIN transactions t"
                + " ON t.id = h.id WHERE h.prefix = ? ORDER BY h.id", on: database)
        statement.bind(Self.prefix(ofHash: hash), at: 1)
        defer { statement.reset() }
        while try statement.step() {
            let bytes = statement.bytes(1)
            guard Hash.sha256(bytes) == hash else { continue }
            return StoredTransaction(
                place: TransactionPlace(rowID: statement.integer(0)), bytes: bytes,
                result: statement.bytes(2))
        }
        return nil
    }

    /// The transaction at `place`; nil where there is none.
    package func transaction(at place: TransactionPlace) throws(StorageError) -> StoredTransaction?
    {
        try transactions(fromID: place.rowID, toID: place.rowID, limit: 1).first
    }

    /// The block's transactions in order, at most `limit` of them, from index `offset` on.
    package func transactions(
        at height: Int64, offset: Int = 0, limit: Int = TransactionPlace.indexMax
    ) throws(StorageError) -> [StoredTransaction] {
        let first = TransactionPlace(height: height, index: min(offset, TransactionPlace.indexMax))
        let last = TransactionPlace(height: height, index: TransactionPlace.indexMax)
        return try transactions(fromID: first.rowID, toID: last.rowID, limit: limit)
    }

    /// Transactions with `fromID <= id <= toID`, ascending.
    func transactions(
        fromID: Int64, toID: Int64, limit: Int
    ) throws(StorageError) -> [StoredTransaction] {
        let statement = try RawStatement(
            "SELECT id, bytes, result FROM transactions WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?",
            on: database)
        statement.bind(fromID, at: 1)
        statement.bind(toID, at: 2)
        statement.bind(Int64(limit), at: 3)
        defer { statement.reset() }
        var found: [StoredTransaction] = []
        while try statement.step() {
            found.append(
                StoredTransaction(
                    place: TransactionPlace(rowID: statement.integer(0)),
                    bytes: statement.bytes(1), result: statement.bytes(2)))
        }
        return found
    }

    /// First 8 bytes, big-endian; SQLite's integers are signed.
    static func prefix(ofHash hash: Bytes) -> Int64 {
        Int64(truncatingIfNeeded: hash.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }

    private static let blockColumns =
        "SELECT height, hash, app_hash, header, commit_, validators, results, transaction_count"
        + " FROM blocks"

    private static func block(in row: RawStatement) -> StoredBlock {
        StoredBlock(
            height: row.integer(0), hash: row.bytes(1), appHash: row.bytes(2),
            header: row.bytes(3), commit: row.bytes(4), validators: row.bytes(5),
            results: row.bytes(6), transactionCount: Int(row.integer(7)))
    }
}
