internal import GRDB
package import SecretBase
internal import SecretCrypto

/// The one writer of a chain database, and the committed state as its thread sees it.
///
/// Not Sendable: it belongs to the thread that owns the ledger.
package final class ChainWriter: StateReader {
    private let database: ChainDatabase
    private var cache = ReadCache(bytesMax: 16 << 20)
    private var trees: WriterTrees
    private var nextRow: Int64
    private var stages = 0
    /// The last committed height and its app hash; nil before the first.
    package private(set) var committed: CommittedState?
    /// The last committed block; nil before the first, and where a snapshot brought the state alone.
    package private(set) var latest: StoredBlock?

    /// Takes the database where it stands. There must be one writer only.
    ///
    /// `treeBytesMax` is about what it may keep of the trees in memory.
    package init(
        database: ChainDatabase, treeBytesMax: Int = 96 << 20
    ) throws(StorageError) {
        self.database = database
        let stores = database.stores
        let found = try storing {
            try database.pool.read { connection in
                let snapshot = try ChainSnapshot(database: connection, of: database)
                let version = try VersionTable(database: connection, layout: stores).latest()
                let rows = try RawStatement("SELECT max(id) FROM nodes", on: connection)
                defer { rows.reset() }
                _ = try rows.step()
                return (try snapshot.latestBlock(), version, rows.integer(0))
            }
        }
        if found.1 == nil, found.2 > 0 {
            try storing { try database.pool.write { try UnfinishedImport.clear($0) } }
        }
        let version: (state: CommittedState, roots: StoreRoots)?
        (latest, version, nextRow) = (found.0, found.1, found.2 + 1)
        committed = version?.state
        trees = WriterTrees(
            version?.roots ?? StoreRoots(emptyFor: stores), layout: stores, pool: database.pool,
            residentBytesMax: treeBytesMax)
    }

    /// The app hash before the first block: SHA-256 of nothing, as the network starts.
    package static var initialAppHash: Bytes { Digest.ofNothing.bytes }

    // MARK: Reading

    package func value(for key: Bytes) throws(StorageError) -> Bytes? {
        if let known = cache.value(for: key) { return known }
        let place = database.stores.place(of: key)
        let value: Bytes?
        if place >= 0 {
            value = try trees.root(place)?.value(for: Bytes(key.dropFirst()))
        } else if place == StoreLayout.beside {
            value = try onConnection { try BesideTable(database: $0).value(for: key) }
        } else {
            value = nil
        }
        cache.put(value, for: key)
        return value
    }

    package func scan(
        _ range: KeyRange, reversed: Bool, _ visit: (Bytes, Bytes) throws -> Bool
    ) throws {
        try database.pool.unsafeReentrantWrite { connection in
            let beside = BesideTable(database: connection)
            for part in database.stores.parts(of: range, reversed: reversed) {
                let goesOn =
                    if let place = part.place {
                        try trees.root(place)?.scan(part.range, reversed: reversed) { key, value in
                            try visit([part.byte] + key, value)
                        } ?? true
                    } else {
                        try beside.scan(part.range, reversed: reversed, visit)
                    }
                guard goesOn else { return }
            }
        }
    }

    private func onConnection<Result>(
        _ body: (Database) throws -> Result
    ) throws(StorageError) -> Result {
        try storing { try database.pool.unsafeReentrantWrite(body) }
    }

    // MARK: Writing

    /// Works out what `changes` (ascending by key, each key once) make of the committed state, as
    /// the block of `height`. Stores nothing; a stage before it has come to nothing.
    package func stage(
        _ changes: [StateChange], height: Int64
    ) throws(StorageError) -> StagedState {
        if let committed, height != committed.height + 1 {
            throw .wrongHeight(offered: height, expected: committed.height + 1)
        }
        guard height > 0 else { throw .wrongHeight(offered: height, expected: 1) }
        stages += 1
        let edit = try onConnection { _ in try trees.edit(changes, height: height) }
        return StagedState(
            height: height, appHash: edit.references.appHash(for: database.stores), edit: edit,
            changes: changes, number: stages)
    }

    /// Stores a block, its transactions and what it makes of the state in one SQLite transaction.
    /// When this returns, they survive a power cut; when it throws, nothing is stored, and the
    /// state must be staged again.
    package func commit(
        _ block: StoredBlock, staged: StagedState, transactions: [StoredTransaction]
    ) throws(StorageError) {
        precondition(
            staged.number == stages && block.height == staged.height
                && block.appHash == staged.appHash,
            "the engine commits the block for which it last staged the state")
        precondition(
            transactions.count == block.transactionCount
                && transactions.count <= TransactionPlace.indexMax,
            "the engine counts what it puts into a block, and bounds it")
        stages += 1
        var edit = staged.edit
        let state = CommittedState(height: staged.height, appHash: staged.appHash)
        do {
            let firstRow = nextRow
            nextRow = try storing {
                try database.pool.writeWithoutTransaction { connection in
                    var nextRow = firstRow
                    try connection.inTransaction(.immediate) {
                        let rows = NodeRowWriter(
                            firstRow: firstRow, put: try NodeTable.adder(on: connection))
                        for place in edit.roots.indices {
                            if var root = edit.roots[place] {
                                try rows.write(&root)
                                edit.roots[place] = root
                            }
                        }
                        nextRow = rows.nextRow
                        try write(staged, edit, state, rowCount: rows.rowCount, to: connection)
                        let blocks = BlockTable(database: connection)
                        try blocks.put(transactions)
                        try blocks.put(block)
                        return .commit
                    }
                    return nextRow
                }
            }
        } catch {
            // What the cache knows may be ahead of the file if the commit half failed.
            cache.removeAll()
            throw error
        }
        trees.adopt(edit, height: state.height)
        for change in staged.changes { cache.put(change.value, for: change.key) }
        committed = state
        latest = block
    }

    private func write(
        _ staged: StagedState, _ edit: WriterTrees.Edit, _ state: CommittedState, rowCount: Int,
        to connection: Database
    ) throws(StorageError) {
        let stores = database.stores
        let versions = VersionTable(database: connection, layout: stores)
        let orphans = OrphanTable(database: connection)
        try versions.put(state, edit.references)
        try orphans.put(edit.orphanedRows, at: state.height)
        try BesideTable(database: connection).put(
            staged.changes.lazy.filter { stores.place(of: $0.key) == StoreLayout.beside })
        // Old heights go a little faster than new ones come, and never many at once.
        guard let first = try versions.earliestHeight() else { return }
        var earliest = first
        if let wanted = database.earliestWanted(at: state.height), wanted > first {
            earliest = min(wanted, first + 10_000)
            try versions.remove(before: earliest)
        }
        try orphans.work(upTo: earliest, budget: max(2 * rowCount, 1))
    }
}
