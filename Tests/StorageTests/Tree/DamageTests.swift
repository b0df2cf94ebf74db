import Foundation
import GRDB
import SecretBase
import SecretCrypto
import Testing

@testable import SecretStorage

@Suite("Damaged trees")
struct DamageTests {
    private let chain: StateChain

    init() throws {
        chain = try StateChain()
        try chain.commit((0..<60).map { StateChange(key: [1, $0], value: [$0, $0]) })
        try chain.commit((0..<20).map { StateChange(key: [1, 3 * $0], value: [$0]) })
    }

    private func rows() throws -> [(id: Int64, bytes: Bytes)] {
        try chain.database.read { snapshot in
            try Row.fetchAll(snapshot.database, sql: "SELECT id, bytes FROM nodes").map {
                ($0["id"], Bytes($0["bytes"] as Data))
            }
        }
    }

    /// Reads everything; what is refused must be called damage.
    private func readAll() throws {
        try chain.reopen()
        let latest = { try entries(of: chain.writer, in: .everything, reversed: false) }
        let past = {
            try chain.database.read { (snapshot) throws in
                try entries(of: snapshot.state(at: 1), in: .everything, reversed: true)
            }
        }
        for read in [latest, past] {
            do {
                let found = try read()
                // An inner node's key is not hashed: a walk may go astray, it never makes things up.
                for entry in found { #expect(entry[0][0] == 1 && entry[0][1] < 60) }
            } catch let error as StorageError {
                #expect(error.code == "damaged_database")
            }
        }
    }

    @Test("a row that was changed anywhere is refused, or harmless")
    func changedBytes() throws {
        var dice = Dice(state: 5)
        let rows = try rows()
        for _ in 0..<60 {
            let row = try #require(rows.randomElement(using: &dice))
            var bytes = row.bytes
            bytes[Int.random(in: bytes.indices, using: &dice)] ^=
                1
                << UInt8.random(
                    in: 0...7, using: &dice)
            try chain.tamper(
                "UPDATE nodes SET bytes = ? WHERE id = ?", [Data(bytes), row.id])
            try readAll()
            try chain.tamper(
                "UPDATE nodes SET bytes = ? WHERE id = ?", [Data(row.bytes), row.id])
        }
    }

    @Test("a row that is gone is called damage")
    func missingRow() throws {
        try chain.tamper("DELETE FROM nodes WHERE id % 3 = 0")
        try chain.reopen()
        #expect(throws: StorageError.self) {
            _ = try entries(of: chain.writer, in: .everything, reversed: false)
        }
        try readAll()
        // Changing what cannot be read is refused too, and nothing of it is stored.
        #expect(throws: StorageError.self) {
            try chain.commit((0..<60).map { StateChange(key: [1, $0], value: [1]) })
        }
        #expect(chain.height == 2)
    }

    @Test("roots, app hashes and lists of superfluous rows are checked")
    func otherTables() throws {
        let layout = testStores
        let good = StoreRoots([
            NodeReference(id: NodeID(row: 300, place: 1), height: 3, hash: .ofNothing), nil,
        ])
        let bytes = good.encoded(for: layout)
        #expect(try StoreRoots(decoding: bytes, layout: layout) == good)
        let bad: [Bytes] =
            (1..<bytes.count).map { Bytes(bytes.prefix($0)) }
            + [bytes + [0], bytes + bytes, [7] + bytes.dropFirst(), [1, 0, 0] + bytes.suffix(32)]
        for bytes in bad {
            #expect(throws: StorageError.self) {
                _ = try StoreRoots(decoding: bytes, layout: layout)
            }
        }
        let rows: [Int64] = [1, 2, 300, 1 << 40]
        let list = OrphanTable.encode(rows[...])
        #expect(try OrphanTable.decode(list) == rows)
        for bytes in [Bytes(list.dropLast()), list + [0x80], Bytes(repeating: 0xff, count: 30)] {
            #expect(throws: StorageError.self) { _ = try OrphanTable.decode(bytes) }
        }
        try chain.tamper("UPDATE versions SET app_hash = x'00'")
        #expect(throws: StorageError.damaged("app hash of height 2")) { try chain.reopen() }
    }

    @Test("every truncation of a row is refused, and one byte too many")
    func truncations() throws {
        for row in try rows() {
            let whole = try decode(row.bytes, row.id)
            #expect((1...4).contains(whole.nodes.count))
            for count in row.bytes.indices {
                // A leaf's value goes to the end, so that a shorter one is another leaf.
                let short = try? decode(Bytes(row.bytes.prefix(count)), row.id)
                let isSame = short.map { $0.nodes.first?.hash == whole.nodes.first?.hash } ?? false
                #expect(!isSame)
            }
            let long = try? decode(row.bytes + [0], row.id)
            #expect(long.map { $0.nodes.first?.hash != whole.nodes.first?.hash } ?? true)
        }
    }

    private func decode(_ bytes: Bytes, _ row: Int64) throws -> NodeRow {
        try bytes.withUnsafeBytes { try NodeRow(decoding: $0, row: row) }
    }
}
