import Foundation
import GRDBSQLite
import SecretBase
import SecretCrypto
import SecretStorage

/// What state under an app hash costs, beside the plain key-value writes that it stands on.
struct StateFigures {
    let folder: URL
    private let stores = StoreLayout(hashed: [.init(byte: 1, name: "bank")])

    func all() throws -> [Figure] {
        try [1000, 100_000, 1_000_000].flatMap { try blocks(keys: $0) }
    }

    /// Blocks of 1000 changes to a state of so many keys: through the trees, and as rows of a table
    /// `(key BLOB PRIMARY KEY, value) WITHOUT ROWID` in a file with the same settings.
    private func blocks(keys count: Int) throws -> [Figure] {
        let place = folder.appending(path: "state-\(count)").path
        let database = try ChainDatabase(
            opening: place + ".sqlite", chainID: "bench", stores: stores, pruning: .standard)
        let writer = try ChainWriter(database: database)
        let table = try PlainTable(place + ".plain")
        var draw = Draw(state: UInt64(count))
        let keys = (0..<count).map { Self.key($0) }.sorted { $0.precedes($1) }
        for start in stride(from: 0, to: count, by: 50_000) {
            let changes = keys[start..<min(start + 50_000, count)].map {
                StateChange(key: $0, value: Bytes(repeating: 1, count: 32))
            }
            try commit(changes, to: writer)
            try table.write(changes)
        }
        let rounds = (0..<21).map { round in
            Set((0..<1000).map { _ in keys[Int(draw.next() % UInt64(count))] })
                .sorted { $0.precedes($1) }
                .map { StateChange(key: $0, value: Bytes(repeating: UInt8(round + 2), count: 32)) }
        }
        // In turns, so that both meet the same disk.
        var (staging, measured, limit): ([Double], [Double], [Double]) = ([], [], [])
        for changes in rounds {
            let start = Stopwatch.now
            let staged = try writer.stage(changes, height: nextHeight(writer))
            staging.append(Stopwatch.now - start)
            try commit(staged, to: writer)
            measured.append(Stopwatch.now - start)
            limit.append(try Stopwatch.seconds { try table.write(changes) })
        }
        let name = "block of 1000 changes, \(count) keys"
        return try [
            Figure(
                name: name, measured: Stopwatch.median(measured) * 1000, unit: "ms",
                limit: Stopwatch.median(limit) * 1000, limitName: "the same rows in plain SQLite"),
            Figure(
                name: "  of that, the app hash", measured: Stopwatch.median(staging) * 1000,
                unit: "ms"),
        ] + reads(database, keys)
    }

    /// One proof of the last height, and one read of a height 20 blocks ago.
    private func reads(_ database: ChainDatabase, _ keys: [Bytes]) throws -> [Figure] {
        var draw = Draw(state: 1)
        let chosen = (0..<500).map { _ in keys[Int(draw.next() % UInt64(keys.count))] }
        let latest = try database.read { $0.committed?.height ?? 0 }
        let proof = try Stopwatch.median(of: 5) {
            for key in chosen {
                _ = try database.read {
                    try $0.proof(of: Bytes(key.dropFirst()), inStore: "bank", at: 0)
                }
            }
        }
        let past = try Stopwatch.median(of: 5) {
            for key in chosen {
                _ = try database.read { try $0.state(at: latest - 20).value(for: key) }
            }
        }
        let micro = 1e6 / Double(chosen.count)
        return [
            Figure(name: "  a proof of one key", measured: proof * micro, unit: "us"),
            Figure(name: "  one key 20 heights ago", measured: past * micro, unit: "us"),
        ]
    }

    private func nextHeight(_ writer: ChainWriter) -> Int64 {
        (writer.committed?.height ?? 0) + 1
    }

    private func commit(_ changes: [StateChange], to writer: ChainWriter) throws {
        try commit(writer.stage(changes, height: nextHeight(writer)), to: writer)
    }

    private func commit(_ staged: StagedState, to writer: ChainWriter) throws {
        let block = StoredBlock(
            height: staged.height, hash: [], appHash: staged.appHash, header: [], commit: [],
            validators: [], results: [], transactionCount: 0)
        try writer.commit(block, staged: staged, transactions: [])
    }

    /// As long as a balance's key: store, prefix, address, denomination.
    private static func key(_ number: Int) -> Bytes {
        let address = Hash.sha256(Bytes("\(number)".utf8)).prefix(20)
        return [1, 2, 20] + address + Bytes("uscrt".utf8)
    }
}

/// SplitMix64: the same numbers every time.
private struct Draw {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Plain SQLite: one table, one transaction a block, as durable as the chain.
private final class PlainTable {
    private var connection: OpaquePointer?
    private var put: OpaquePointer?

    init(_ path: String) throws {
        guard sqlite3_open(path, &connection) == SQLITE_OK else {
            throw BenchmarkFault("cannot open \(path)")
        }
        try run(
            """
            PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384;
            PRAGMA wal_autocheckpoint = 8192;
            CREATE TABLE state (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID
            """)
        let sql =
            "INSERT INTO state VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
        guard sqlite3_prepare_v2(connection, sql, -1, &put, nil) == SQLITE_OK else {
            throw BenchmarkFault("cannot prepare")
        }
    }

    deinit {
        sqlite3_finalize(put)
        sqlite3_close(connection)
    }

    func write(_ changes: [StateChange]) throws {
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        try run("BEGIN IMMEDIATE")
        for change in changes {
            let value = change.value ?? []
            sqlite3_bind_blob(put, 1, change.key, Int32(change.key.count), transient)
            sqlite3_bind_blob(put, 2, value, Int32(value.count), transient)
            guard sqlite3_step(put) == SQLITE_DONE else { throw BenchmarkFault("cannot write") }
            sqlite3_reset(put)
        }
        try run("COMMIT")
    }

    private func run(_ sql: String) throws {
        guard sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK else {
            throw BenchmarkFault(String(cString: sqlite3_errmsg(connection)))
        }
    }
}
