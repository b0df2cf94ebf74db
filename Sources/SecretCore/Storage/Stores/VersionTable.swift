internal import GRDB
package import SecretBase

/// What a height left behind: the fact that it is committed.
package struct CommittedState: Hashable, Sendable {
    package let height: Int64
    /// What the next block's header carries.
    package let appHash: Bytes
}

/// The table `versions`: app hash and roots of every height whose state is kept.
struct VersionTable {
    let database: Database
    let layout: StoreLayout

    /// The last committed height; nil before the first.
    func latest() throws(StorageError) -> (state: CommittedState, roots: StoreRoots)? {
        try version(RawStatement(Self.columns + " ORDER BY height DESC LIMIT 1", on: database))
    }

    /// The given height; nil where its state is not kept.
    func version(
        at height: Int64
    ) throws(StorageError) -> (state: CommittedState, roots: StoreRoots)? {
        let statement = try RawStatement(Self.columns + " WHERE height = ?", on: database)
        statement.bind(height, at: 1)
        return try version(statement)
    }

    /// The first height whose state is kept; nil where there is none.
    func earliestHeight() throws(StorageError) -> Int64? {
        let statement = try RawStatement(
            "SELECT height FROM versions ORDER BY height LIMIT 1", on: database)
        defer { statement.reset() }
        return try statement.step() ? statement.integer(0) : nil
    }

    func put(_ state: CommittedState, _ roots: StoreRoots) throws(StorageError) {
        let put = try RawStatement("INSERT INTO versions VALUES (?, ?, ?)", on: database)
        put.bind(state.height, at: 1)
        put.bind(state.appHash, at: 2)
        put.bind(roots.encoded(for: layout), at: 3)
        try put.run()
    }

    func remove(before height: Int64) throws(StorageError) {
        let remove = try RawStatement("DELETE FROM versions WHERE height < ?", on: database)
        remove.bind(height, at: 1)
        try remove.run()
    }

    private static let columns = "SELECT height, app_hash, roots FROM versions"

    private func version(
        _ row: RawStatement
    ) throws(StorageError) -> (state: CommittedState, roots: StoreRoots)? {
        defer { row.reset() }
        guard try row.step() else { return nil }
        let state = CommittedState(height: row.integer(0), appHash: row.bytes(1))
        guard state.appHash.count == 32 else {
            throw .damaged("app hash of height \(state.height)")
        }
        return (state, try StoreRoots(decoding: row.bytes(2), layout: layout))
    }
}
