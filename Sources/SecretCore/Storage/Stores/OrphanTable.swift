internal import GRDB
internal import SecretBase

/// The table `orphans`: which rows of nodes each height made superfluous. They go when no height
/// before it is kept any more.
struct OrphanTable {
    /// One record holds at most so many rows, so that they can go in bounded portions.
    static let recordRowsMax = 4096

    let database: Database

    func put(_ rows: [Int64], at height: Int64) throws(StorageError) {
        let put = try RawStatement(
            "INSERT INTO orphans (height, rows) VALUES (?, ?)", on: database)
        let sorted = rows.sorted()
        for start in stride(from: 0, to: sorted.count, by: Self.recordRowsMax) {
            let end = min(start + Self.recordRowsMax, sorted.count)
            put.bind(height, at: 1)
            put.bind(Self.encode(sorted[start..<end]), at: 2)
            try put.run()
        }
    }

    /// Deletes what heights up to `height` made superfluous, oldest first, until about `budget`
    /// rows are gone.
    func work(upTo height: Int64, budget: Int) throws(StorageError) {
        let find = try RawStatement(
            "SELECT id, rows, height FROM orphans ORDER BY id LIMIT 1", on: database)
        let remove = try RawStatement("DELETE FROM nodes WHERE id = ?", on: database)
        let done = try RawStatement("DELETE FROM orphans WHERE id = ?", on: database)
        var left = budget
        while left > 0 {
            // Ids ascend with heights.
            guard try find.step(), find.integer(2) <= height else { return find.reset() }
            let (id, bytes) = (find.integer(0), find.bytes(1))
            find.reset()
            let rows = try Self.decode(bytes)
            for row in rows {
                remove.bind(row, at: 1)
                try remove.run()
            }
            done.bind(id, at: 1)
            try done.run()
            left -= rows.count
        }
    }

    /// Ascending rows as varints, each as the distance from the one before.
    static func encode(_ rows: ArraySlice<Int64>) -> Bytes {
        var bytes = Bytes()
        var last: Int64 = 0
        for row in rows {
            Varint.append(UInt64(row - last), to: &bytes)
            last = row
        }
        return bytes
    }

    static func decode(_ bytes: Bytes) throws(StorageError) -> [Int64] {
        var reader = ByteReader(bytes)
        var rows: [Int64] = []
        var last: Int64 = 0
        while reader.left > 0 {
            guard let distance = try? reader.takeVarint(of: "row"),
                let step = Int64(exactly: distance), rows.count < recordRowsMax
            else { throw .damaged("table orphans") }
            let (row, overflow) = last.addingReportingOverflow(step)
            guard !overflow else { throw .damaged("table orphans") }
            rows.append(row)
            last = row
        }
        return rows
    }
}
