import GRDB
import SecretBase

@testable import SecretStorage

extension ChainSnapshot {
    /// The rows of the table `nodes`.
    func rowsStored() throws -> Set<Int64> {
        try Set(Int64.fetchAll(database, sql: "SELECT id FROM nodes"))
    }

    /// The rows that the trees of all kept heights reach.
    func rowsNeeded() throws -> Set<Int64> {
        let table = try NodeTable(database: database)
        let layout = testStores
        var found: Set<Int64> = []
        var waiting: [NodeReference] = []
        let heights = try Int64.fetchAll(database, sql: "SELECT height FROM versions")
        for height in heights {
            let version = try VersionTable(database: database, layout: layout).version(at: height)
            waiting += version?.roots.roots.compactMap { $0 } ?? []
        }
        var seen: Set<NodeID> = []
        while let reference = waiting.popLast() {
            guard seen.insert(reference.id).inserted else { continue }
            found.insert(reference.id.row)
            let node = try table.row(reference.id.row).node(reference)
            waiting += [node.left, node.right].compactMap { $0 }
        }
        return found
    }
}
