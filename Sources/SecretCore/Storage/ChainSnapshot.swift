internal import GRDB
package import SecretBase
internal import SecretCrypto

/// The chain at one whole height, on a connection of its own. Lives inside `ChainDatabase.read`.
package struct ChainSnapshot: StateReader {
    let database: Database

    package func value(for key: Bytes) throws(StorageError) -> Bytes? {
        try StateTable(database: database).value(for: key)
    }

    package func scan(
        _ range: KeyRange, reversed: Bool, _ visit: (Bytes, Bytes) throws -> Bool
    ) throws {
        try StateTable(database: database).scan(range, reversed: reversed, visit)
    }

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
