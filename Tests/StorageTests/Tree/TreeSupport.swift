import Foundation
import GRDB
import SecretBase
import SecretChain
import SecretCrypto
import SecretStorage
import SecretWire
import Testing

/// A chain of nothing but state, over one database file.
final class StateChain {
    let scratch: Scratch
    let stores: StoreLayout
    let pruning: Pruning
    let treeBytesMax: Int
    private(set) var database: ChainDatabase
    private(set) var writer: ChainWriter

    init(
        stores: StoreLayout = testStores, pruning: Pruning = .nothing,
        treeBytesMax: Int = 64 << 20
    ) throws {
        scratch = try Scratch()
        self.stores = stores
        self.pruning = pruning
        self.treeBytesMax = treeBytesMax
        database = try ChainDatabase(
            opening: scratch.path("chain.sqlite"), chainID: "c", stores: stores, pruning: pruning)
        writer = try ChainWriter(database: database, treeBytesMax: treeBytesMax)
    }

    /// Closes the file and opens it again, as after a stop.
    func reopen() throws {
        try database.close()
        database = try ChainDatabase(
            opening: scratch.path("chain.sqlite"), chainID: "c", stores: stores, pruning: pruning)
        writer = try ChainWriter(database: database, treeBytesMax: treeBytesMax)
    }

    var height: Int64 { writer.committed?.height ?? 0 }

    /// Commits the next height and gives its app hash.
    @discardableResult
    func commit(_ changes: [StateChange]) throws -> Bytes {
        try writer.commit(block(height + 1), changes: changes)
    }

    /// Commits one store's changes; nil removes.
    @discardableResult
    func commit(_ changes: KeyValuePairs<String, String?>) throws -> Bytes {
        try commit(
            changes.map {
                StateChange(key: [1] + Bytes($0.key.utf8), value: $0.value.map { Bytes($0.utf8) })
            })
    }

    /// Runs SQL behind the chain's back.
    func tamper(_ sql: String, _ arguments: StatementArguments = []) throws {
        let queue = try DatabaseQueue(path: scratch.path("chain.sqlite"))
        try queue.write { try $0.execute(sql: sql, arguments: arguments) }
        try queue.close()
    }
}

/// The root that one-store layouts of this name have under `appHash`, put the other way round.
func appHash(ofOnly name: String, root: Bytes) -> Bytes {
    let name = Bytes(name.utf8)
    return Hash.sha256([0, UInt8(name.count)] + name + [32] + Hash.sha256(root))
}

let oneStore = StoreLayout(hashed: [.init(byte: 1, name: "bank")])

extension ChainDatabase {
    /// Checks what the height proves of `key` against its app hash.
    func checkProof(of key: Bytes, inStore name: String, at height: Int64) throws {
        try read { snapshot in
            let proof = try #require(try snapshot.proof(of: key, inStore: name, at: height))
            let value = try snapshot.value(for: key, inStore: name, at: height)
            if case .emptyStore = proof.entry { return #expect(value == nil) }
            // ICS-23 proves no empty value.
            if value == [] { return }
            let ops = try #require(CometCryptoProofOps(proof))
            let hash = try #require(try snapshot.appHash(at: height))
            try ops.verify(appHash: hash, store: name, key: key, value: value)
            #expect(throws: ProofError.self) {
                try ops.verify(
                    appHash: hash, store: name, key: key, value: value == nil ? [1] : nil)
            }
        }
    }
}
