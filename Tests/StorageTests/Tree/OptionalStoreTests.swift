import SecretBase
import SecretStorage
import SecretWire
import Testing

/// A store that others do not have: the app hash knows of it only while there is something in it.
@Suite("An optional store")
struct OptionalStoreTests {
    private static let one = StoreLayout.Hashed(byte: 1, name: "one")
    private static let two = StoreLayout.Hashed(byte: 2, name: "two")
    private static let extra = StoreLayout.Hashed(byte: 3, name: "optional", isOptional: true)

    private static func change(_ byte: UInt8, _ value: Bytes?) -> StateChange {
        StateChange(key: [byte, 7], value: value)
    }

    @Test("counts while it holds something, and proves then; empty, it is as if it were not")
    func counts() throws {
        let (scratch, other) = (try Scratch(), try Scratch())
        func open(_ scratch: Scratch, _ stores: [StoreLayout.Hashed]) throws -> ChainDatabase {
            try ChainDatabase(
                opening: scratch.path("chain.sqlite"), chainID: "c",
                stores: StoreLayout(hashed: stores), pruning: .nothing)
        }
        let database = try open(scratch, [Self.one, Self.two, Self.extra])
        let plain = try open(other, [Self.one, Self.two])
        let (writer, plainWriter) = (
            try ChainWriter(database: database), try ChainWriter(database: plain)
        )
        let same = [Self.change(1, [1])]
        let first = try writer.commit(block(1), changes: same)
        #expect(first == (try plainWriter.commit(block(1), changes: same)))
        let none = try database.read { try $0.proof(of: [7], inStore: "optional", at: 1) }
        #expect(none == nil)
        let second = try writer.commit(block(2), changes: [Self.change(3, [5])])
        #expect(second != (try plainWriter.commit(block(2), changes: [])))
        for name in ["one", "two", "optional"] {
            try database.checkProof(of: [7], inStore: name, at: 2)
        }
        let third = try writer.commit(block(3), changes: [Self.change(3, nil)])
        #expect(third == first)
        try database.checkProof(of: [7], inStore: "one", at: 3)
    }
}
