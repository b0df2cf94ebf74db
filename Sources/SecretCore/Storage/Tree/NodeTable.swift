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
