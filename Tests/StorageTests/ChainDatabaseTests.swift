import Foundation
import GRDB
import SecretBase
import SecretCrypto
import SecretStorage
import Testing

/// A directory that goes with the test.
final class Scratch {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(
            path: "secretctl-storage-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }
}

func block(_ height: Int64, transactions: Int = 0) -> StoredBlock {
    let mark = UInt8(truncatingIfNeeded: height)
    return StoredBlock(
        height: height, hash: Bytes(repeating: mark, count: 32),
        appHash: Bytes(repeating: mark &+ 1, count: 32), header: [1, mark], commit: [],
        validators: [8], results: [3], transactionCount: transactions)
}

/// Stores for tests: two under the app hash, one beside it.
let testStores = StoreLayout(
    hashed: [.init(byte: 1, name: "one"), .init(byte: 2, name: "two")], unhashed: [9])

extension ChainWriter {
    /// Stages and commits at once; the block gets the app hash that comes of it.
    @discardableResult
    func commit(
        _ block: StoredBlock, changes: [StateChange], transactions: [StoredTransaction] = []
    ) throws -> Bytes {
        let staged = try stage(changes, height: block.height)
        try commit(
            block.with(appHash: staged.appHash), staged: staged, transactions: transactions)
        return staged.appHash
    }
}

extension StoredBlock {
    func with(appHash: Bytes) -> StoredBlock {
        StoredBlock(
            height: height, hash: hash, appHash: appHash, header: header, commit: commit,
            validators: validators, results: results, transactionCount: transactionCount)
    }
}

func transactions(_ count: Int, at height: Int64) -> [StoredTransaction] {
    (0..<count).map { index in
        StoredTransaction(
            place: TransactionPlace(height: height, index: index),
            bytes: Bytes("tx \(height) \(index)".utf8), result: Bytes("result \(index)".utf8))
    }
}

@Suite("The chain database")
struct ChainDatabaseTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func open(chainID: String = "secretdev-1") throws -> ChainDatabase {
        try ChainDatabase(
            opening: scratch.path("chain.sqlite"), chainID: chainID, stores: testStores,
            pruning: .nothing)
    }

    @Test("gives back after a restart what was committed, and nothing else")
    func restart() throws {
        let last: StoredBlock
        do {
            let database = try open()
            let writer = try ChainWriter(database: database)
            #expect(writer.latest == nil)
            try writer.commit(
                block(1, transactions: 3),
                changes: [
                    StateChange(key: [1, 7], value: [7]), StateChange(key: [2, 1], value: []),
                    StateChange(key: [2, 2], value: [2, 2]),
                    StateChange(key: [9], value: [9]),
                ], transactions: transactions(3, at: 1))
            let changes = [
                StateChange(key: [2, 2], value: nil), StateChange(key: [2, 3], value: [3]),
            ]
            last = block(2).with(appHash: try writer.commit(block(2), changes: changes))
            #expect(writer.latest == last)
            try database.close()
        }
        let database = try open()
        let writer = try ChainWriter(database: database)
        #expect(writer.latest == last)
        #expect(writer.committed?.appHash == last.appHash)
        #expect(try writer.value(for: [1, 7]) == [7])
        #expect(try writer.value(for: [2, 1]) == [])
        #expect(try writer.value(for: [2, 2]) == nil)
        #expect(try writer.value(for: [9]) == [9])
        #expect(try writer.value(for: [3, 1]) == nil)
        #expect(
            try entries(of: writer, in: .everything, reversed: true).map { $0[0] } == [
                [9], [2, 3], [2, 1], [1, 7],
            ])
        try database.read { (snapshot) throws in
            #expect(try snapshot.block(at: 1)?.header == block(1).header)
            #expect(try snapshot.block(at: 2) == last)
            #expect(try snapshot.block(at: 3) == nil)
            let all = transactions(3, at: 1)
            #expect(try snapshot.transactions(at: 1) == all)
            #expect(try snapshot.transactions(at: 1, offset: 1, limit: 1) == [all[1]])
            #expect(try snapshot.transactions(at: 2).isEmpty)
            #expect(try snapshot.transaction(hash: Hash.sha256(all[2].bytes)) == all[2])
            #expect(try snapshot.transaction(hash: Hash.sha256([0])) == nil)
            // Same first eight bytes, another hash.
            var other = Hash.sha256(all[2].bytes)
            other[31] ^= 1
            #expect(try snapshot.transaction(hash: other) == nil)
        }
    }

    @Test("syncs fully and keeps a write-ahead log")
    func durability() throws {
        #expect(try open().synchronous == 2)
        let log = scratch.path("chain.sqlite-wal")
        let database = try open()
        #expect(FileManager.default.fileExists(atPath: log))
        try database.close()
    }

    @Test("readers see one whole height while the writer goes on")
    func snapshots() throws {
        let database = try open()
        let writer = try ChainWriter(database: database)
        try writer.commit(
            block(1), changes: [StateChange(key: [1, 1], value: [1])], transactions: [])
        try database.read { (snapshot) throws in
            #expect(try snapshot.latestBlock()?.height == 1)
            try writer.commit(
                block(2), changes: [StateChange(key: [1, 1], value: [2])], transactions: [])
            #expect(try snapshot.latestBlock()?.height == 1)
            #expect(try snapshot.value(for: [1, 1]) == [1])
        }
        try database.read { (snapshot) throws in #expect(try snapshot.value(for: [1, 1]) == [2]) }
        #expect(try writer.value(for: [1, 1]) == [2])
    }

    @Test("scans like the model, in both directions and over several batches")
    func scans() throws {
        var dice = Dice(state: 7)
        var model = NaiveState()
        for _ in 0..<400 { model.entries[dice.stateKey()] = dice.key() }
        for number in 0..<200 as Range<UInt8> { model.entries[[2, number, 1]] = [number] }
        let database = try open()
        let writer = try ChainWriter(database: database)
        let branch = StateBranch(over: EmptyState())
        for (key, value) in model.entries { branch.set(value, for: key) }
        try writer.commit(block(1), changes: branch.changes, transactions: [])
        for _ in 0..<200 {
            let key = dice.rangeEnd()
            let range =
                Bool.random(using: &dice)
                ? KeyRange(prefix: key) : KeyRange(from: key, to: dice.rangeEnd())
            for reversed in [false, true] {
                let wanted = try entries(of: model, in: range, reversed: reversed)
                #expect(try entries(of: writer, in: range, reversed: reversed) == wanted)
                try database.read { (snapshot) throws in
                    #expect(try entries(of: snapshot, in: range, reversed: reversed) == wanted)
                }
            }
        }
    }

    @Test("a visitor may read and scan again")
    func reentrant() throws {
        let writer = try ChainWriter(database: open())
        let changes = (0..<40 as Range<UInt8>).map { StateChange(key: [1, $0], value: [$0]) }
        try writer.commit(block(1), changes: changes, transactions: [])
        var seen = 0
        try writer.scan(.everything) { key, _ in
            try writer.scan(KeyRange(prefix: key)) { inner, value in
                let stored = try writer.value(for: inner)
                #expect(stored == value)
                seen += 1
                return true
            }
            return true
        }
        #expect(seen == 40)
    }

    @Test("refuses a block that does not follow the last")
    func heights() throws {
        let writer = try ChainWriter(database: open())
        #expect(throws: StorageError.wrongHeight(offered: 0, expected: 1)) {
            try writer.commit(block(0), changes: [], transactions: [])
        }
        // A chain may begin anywhere.
        try writer.commit(block(7), changes: [], transactions: [])
        for height in [1, 7, 9] as [Int64] {
            #expect(throws: StorageError.wrongHeight(offered: height, expected: 8)) {
                try writer.commit(block(height), changes: [], transactions: [])
            }
        }
    }

    @Test("a commit that fails leaves nothing behind")
    func rollback() throws {
        let database = try open()
        let writer = try ChainWriter(database: database)
        try writer.commit(
            block(1), changes: [StateChange(key: [1, 1], value: [1])], transactions: [])
        // The same place twice breaks the table's key after the state was written.
        let twice = transactions(1, at: 2) + transactions(1, at: 2)
        #expect(throws: StorageError.self) {
            try writer.commit(
                block(2, transactions: 2), changes: [StateChange(key: [1, 1], value: [9])],
                transactions: twice)
        }
        #expect(try writer.value(for: [1, 1]) == [1])
        #expect(writer.latest?.height == 1)
        try writer.commit(block(2), changes: [], transactions: [])
        try database.read { (snapshot) throws in #expect(try snapshot.transactions(at: 2).isEmpty) }
    }

    @Test("refuses a database of a newer program, of another chain, and what is none")
    func guards() throws {
        try open().close()
        #expect(throws: StorageError.wrongChain(found: "secretdev-1", wanted: "secret-4")) {
            try open(chainID: "secret-4")
        }
        let queue = try DatabaseQueue(path: scratch.path("chain.sqlite"))
        try queue.write { try $0.execute(sql: "UPDATE meta SET value = '3' WHERE name = 'schema'") }
        let refusal = #expect(throws: StorageError.newerSchema(found: 3, known: 2)) { try open() }
        #expect(refusal?.exit == .refused && refusal?.hint != nil)
        try queue.write { try $0.execute(sql: "UPDATE meta SET value = '1' WHERE name = 'schema'") }
        try queue.close()
        let older = #expect(throws: StorageError.olderSchema(found: 1, known: 2)) { try open() }
        #expect(older?.exit == .refused && older?.hint?.contains("reset") == true)

        try Data(repeating: 0x55, count: 8192).write(to: scratch.url.appending(path: "noise"))
        let damage = #expect(throws: StorageError.self) {
            try ChainDatabase(
                opening: scratch.path("noise"), chainID: "secretdev-1", stores: testStores,
                pruning: .nothing)
        }
        #expect(damage?.code == "damaged_database")
    }

    @Test("says so when the disk is full, and stores nothing of the block")
    func diskFull() throws {
        let database = try open()
        let writer = try ChainWriter(database: database)
        try writer.commit(block(1), changes: [], transactions: [])
        try database.limitPages(to: 40)
        let much = (0..<200 as Range<UInt8>).map {
            StateChange(key: [1, $0], value: Bytes(repeating: $0, count: 4000))
        }
        #expect(throws: StorageError.diskFull) {
            try writer.commit(block(2), changes: much, transactions: [])
        }
        #expect(writer.latest?.height == 1)
        #expect(try writer.value(for: [1, 1]) == nil)
    }
}
