package import SecretBase

extension ChainSnapshot {
    /// Heights and hashes of the blocks above `height`, ascending, at most `limit` of them.
    package func blockHashes(
        after height: Int64, limit: Int
    ) throws(StorageError) -> [(height: Int64, hash: Bytes)] {
        let statement = try RawStatement(
            "SELECT height, hash FROM blocks WHERE height > ? ORDER BY height LIMIT ?",
            on: database)
        statement.bind(height, at: 1)
        statement.bind(Int64(limit), at: 2)
        defer { statement.reset() }
        var found: [(height: Int64, hash: Bytes)] = []
        while try statement.step() {
            found.append((height: statement.integer(0), hash: statement.bytes(1)))
        }
        return found
    }

    /// The blocks above `height`, ascending, at most `limit` of them.
    package func blocks(after height: Int64, limit: Int) throws(StorageError) -> [StoredBlock] {
        var found: [StoredBlock] = []
        for (height, _) in try blockHashes(after: height, limit: limit) {
            if let block = try block(at: height) { found.append(block) }
        }
        return found
    }

    /// Height of the first block that is kept; 0 where there is none.
    package func earliestHeight() throws(StorageError) -> Int64 {
        let statement = try RawStatement("SELECT MIN(height) FROM blocks", on: database)
        defer { statement.reset() }
        return try statement.step() ? statement.integer(0) : 0
    }
}
