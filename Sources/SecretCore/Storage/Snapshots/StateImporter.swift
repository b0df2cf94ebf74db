internal import GRDB
package import SecretBase
internal import SecretCrypto

/// Takes over a whole state into an empty database, node by node in the order of `StateExporter`.
///
/// Nothing of it is seen before `finish`: what was written until then is no height's, and goes
/// when a writer or an importer next finds the database empty. Everything that the app hash does
/// not vouch for is checked: order of keys, keys of inner nodes, balance, versions.
package final class StateImporter {
    private let database: ChainDatabase
    private let height: Int64
    private var roots: StoreRoots
    private var trees: TreeBuilder
    private var place = -1
    private var isSealed = false

    /// Clears what an import before left. Throws `.badSnapshot` where there is a state already, or
    /// for a height that cannot be.
    package init(into database: ChainDatabase, height: Int64) throws(StorageError) {
        guard height > 0 else { throw .badSnapshot("it is of height \(height)") }
        self.database = database
        self.height = height
        roots = StoreRoots(emptyFor: database.stores)
        trees = TreeBuilder(height: height)
        try storing {
            try database.pool.write { connection in
                let versions = VersionTable(database: connection, layout: database.stores)
                guard try versions.latest() == nil else {
                    throw StorageError.badSnapshot("there is a state already")
                }
                try UnfinishedImport.clear(connection)
            }
        }
    }

    /// The nodes that follow are those of the store with this name, which comes after the last.
    package func begin(store name: String) throws(StorageError) {
        try endStore()
        let next = database.stores.hashed.firstIndex { $0.name == name }
        guard let next, next > place else {
            throw .badSnapshot("store \(name.prefix(64)) is not known, or not in its place")
        }
        place = next
    }

    /// Takes the next node; children come before their parents.
    package func add(_ node: ExportedNode) throws(StorageError) {
        guard place >= 0, !isSealed else { throw .badSnapshot("a node outside of a store") }
        try trees.add(node)
        if trees.unwrittenBytes > Self.portionBytes { try flush() }
    }

    /// Ends the stores, and gives the app hash that they have together.
    package func seal() throws(StorageError) -> Bytes {
        try endStore()
        try flush()
        isSealed = true
        return roots.appHash(for: database.stores)
    }

    /// Reads what was taken over. Only after `seal`.
    package func read<Answer>(
        _ body: (any StateReader) throws -> Answer
    ) throws(StorageError) -> Answer {
        let version = (CommittedState(height: height, appHash: []), roots)
        return try storing {
            try database.pool.read { connection in
                try body(
                    StoredState(
                        version, layout: database.stores, database: connection,
                        cache: NodeCache(bytesMax: 0)))
            }
        }
    }

    /// Takes an entry that lies beside the app hash.
    package func put(_ value: Bytes, beside key: Bytes) throws(StorageError) {
        precondition(
            database.stores.place(of: key) == StoreLayout.beside,
            "the caller knows which store this is")
        try storing {
            try database.pool.write {
                try BesideTable(database: $0).put([StateChange(key: key, value: value)])
            }
        }
    }

    /// Makes the state that of its height, with the block that led to it. It survives a power cut
    /// then. Only after `seal`.
    package func finish(_ block: StoredBlock) throws(StorageError) {
        let state = CommittedState(
            height: height, appHash: roots.appHash(for: database.stores))
        precondition(
            isSealed && block.height == height && block.appHash == state.appHash
                && block.transactionCount == 0,
            "the caller compared the app hash, and brings the block without its transactions")
        try storing {
            try database.pool.write { connection in
                try VersionTable(database: connection, layout: database.stores).put(state, roots)
                try BlockTable(database: connection).put(block)
            }
        }
    }

    /// Forgets what was written.
    package func abandon() throws(StorageError) {
        try storing { try database.pool.write { try UnfinishedImport.clear($0) } }
    }

    private func endStore() throws(StorageError) {
        if let root = try trees.endTree() { roots.roots[place] = root }
    }

    private func flush() throws(StorageError) {
        let rows = trees.takeRows()
        guard !rows.isEmpty else { return }
        try storing {
            try database.pool.write { connection in
                let put = try NodeTable.adder(on: connection)
                for (id, bytes) in rows { try put(id, bytes) }
            }
        }
    }

    /// One transaction writes about so much.
    private static let portionBytes = 8 << 20
}

/// What an import that did not come to its end leaves in a database without heights.
enum UnfinishedImport {
    static func clear(_ database: Database) throws {
        try database.execute(sql: "DELETE FROM nodes; DELETE FROM beside")
    }
}
