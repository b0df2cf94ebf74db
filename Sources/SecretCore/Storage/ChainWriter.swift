internal import GRDB
package import SecretBase
internal import SecretCrypto

/// The one writer of a chain database, and the committed state as its thread sees it.
///
/// Not Sendable: it belongs to the thread that owns the ledger.
package final class ChainWriter: StateReader {
    private let database: ChainDatabase
    private var cache = ReadCache(bytesMax: 16 << 20)
    /// The last committed block; nil before the first.
    package private(set) var latest: StoredBlock?

    /// Takes the database where it stands. There must be one writer only.
    package init(database: ChainDatabase) throws(StorageError) {
        self.database = database
        latest = try storing { try database.read { try $0.latestBlock() } }
    }

    package func value(for key: Bytes) throws(StorageError) -> Bytes? {
        if let known = cache.value(for: key) { return known }
        let value = try storing {
            try database.pool.unsafeReentrantWrite {
                try StateTable(database: $0).value(for: key)
            }
        }
        cache.put(value, for: key)
        return value
    }

    package func scan(
        _ range: KeyRange, reversed: Bool, _ visit: (Bytes, Bytes) throws -> Bool
    ) throws {
        try database.pool.unsafeReentrantWrite {
            try StateTable(database: $0).scan(range, reversed: reversed, visit)
        }
    }

    /// The state that `changes` (ascending by key) lead to, without writing anything.
    package func stage(
        _ changes: [StateChange], height: Int64
    ) throws(StorageError) -> StagedState {
        let before = latest?.appHash ?? StateDigest.initial
        return StagedState(
            changes: changes, appHash: StateDigest.next(after: before, changes: changes))
    }

    package func commit(
        _ block: StoredBlock, staged: StagedState, transactions: [StoredTransaction]
    ) throws(StorageError) {
        try commit(block, changes: staged.changes, transactions: transactions)
    }

    /// Stores a block, its transactions and its changes (ascending by key) in one SQLite
    /// transaction. When this returns, they survive a power cut; when it throws, nothing is stored.
    package func commit(
        _ block: StoredBlock, changes: [StateChange], transactions: [StoredTransaction]
    ) throws(StorageError) {
        let expected = (latest?.height ?? 0) + 1
        guard block.height == expected else {
            throw .wrongHeight(offered: block.height, expected: expected)
        }
        precondition(
            transactions.count == block.transactionCount
                && transactions.count <= TransactionPlace.indexMax,
            "the engine counts what it puts into a block, and bounds it")
        do {
            try storing {
                try database.pool.writeWithoutTransaction { connection in
                    try connection.inTransaction(.immediate) {
                        try Self.write(changes, to: connection)
                        try Self.write(transactions, to: connection)
                        try Self.write(block, to: connection)
                        return .commit
                    }
                }
            }
        } catch {
            // What the cache knows may be ahead of the file if the commit half failed.
            cache.removeAll()
            throw error
        }
        for change in changes { cache.put(change.value, for: change.key) }
        latest = block
    }

    private static func write(_ changes: [StateChange], to connection: Database) throws {
        let put = try RawStatement(
            "INSERT INTO state (key, value) VALUES (?, ?)"
                + " ON CONFLICT (key) DO UPDATE SET value = excluded.value", on: connection)
        let remove = try RawStatement("DELETE FROM state WHERE key = ?", on: connection)
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

    private static func write(_ transactions: [StoredTransaction], to connection: Database) throws {
        let put = try RawStatement("INSERT INTO transactions VALUES (?, ?, ?)", on: connection)
        let name = try RawStatement("INSERT INTO transaction_hashes VALUES (?, ?)", on: connection)
        var names: [(prefix: Int64, id: Int64)] = []
        names.reserveCapacity(transactions.count)
        for transaction in transactions {
            let id = transaction.place.rowID
            put.bind(id, at: 1)
            put.bind(transaction.bytes, at: 2)
            put.bind(transaction.result, at: 3)
            try put.run()
            let hash = Hash.sha256(transaction.bytes)
            names.append((ChainSnapshot.prefix(ofHash: hash), id))
        }
        // In key order, neighbours meet the same page.
        for (prefix, id) in names.sorted(by: { $0 < $1 }) {
            name.bind(prefix, at: 1)
            name.bind(id, at: 2)
            try name.run()
        }
    }

    private static func write(_ block: StoredBlock, to connection: Database) throws {
        let put = try RawStatement(
            "INSERT INTO blocks VALUES (?, ?, ?, ?, ?, ?, ?, ?)", on: connection)
        put.bind(block.height, at: 1)
        put.bind(block.hash, at: 2)
        put.bind(block.appHash, at: 3)
        put.bind(block.header, at: 4)
        put.bind(block.commit, at: 5)
        put.bind(block.validators, at: 6)
        put.bind(block.results, at: 7)
        put.bind(Int64(block.transactionCount), at: 8)
        try put.run()
    }
}

/// Changes on their way to disk, and the root of the state that they lead to.
package struct StagedState: Sendable {
    let changes: [StateChange]
    /// 32 bytes.
    package let appHash: Bytes
}
