internal import GRDB
internal import SecretBase

/// Reads the table `nodes` on one connection.
struct NodeTable {
    private let select: RawStatement

    init(database: Database) throws(StorageError) {
        select = try RawStatement("SELECT bytes FROM nodes WHERE id = ?", on: database)
    }

    /// The row with this id; `.damaged` where there is none, or none that can be read.
    func row(_ id: Int64) throws(StorageError) -> NodeRow {
        select.bind(id, at: 1)
        defer { select.reset() }
        guard try select.step() else { throw NodeRow.damage(id) }
        return try NodeRow(decoding: select.memory(0), row: id)
    }
}

extension NodeTable {
    /// Adds rows on this connection.
    static func adder(
        on database: Database
    ) throws(StorageError) -> (Int64, Bytes) throws(StorageError) -> Void {
        let put = try RawStatement("INSERT INTO nodes VALUES (?, ?)", on: database)
        return { (id, bytes) throws(StorageError) in
            put.bind(id, at: 1)
            put.bind(bytes, at: 2)
            try put.run()
        }
    }
}
