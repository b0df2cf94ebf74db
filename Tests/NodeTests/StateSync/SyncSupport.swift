import Foundation
import Logging
import SecretBase
import SecretCrypto
import SecretLedger
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretNode

/// A database with the network's stores and blocks that hold nothing but changes of state.
final class SyncHome {
    let folder: URL
    let pruning: Pruning
    private(set) var database: ChainDatabase
    private(set) var writer: ChainWriter
    let snapshots: StateSnapshots

    init(
        pruning: Pruning = .nothing, interval: Int64 = 0, keepRecent: Int = 2,
        chunkBytes: Int = 1000
    ) throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "secretctl-sync-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        self.pruning = pruning
        database = try Self.open(folder, pruning)
        writer = try ChainWriter(database: database)
        var log = Logger(label: "test")
        log.logLevel = .critical
        snapshots = StateSnapshots(
            of: database, in: folder.path + "/snapshots", interval: interval,
            keepRecent: keepRecent, chunkBytes: chunkBytes, log: log)
    }

    deinit {
        snapshots.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    private static func open(_ folder: URL, _ pruning: Pruning) throws -> ChainDatabase {
        try ChainDatabase(
            opening: folder.path + "/chain.sqlite", chainID: "secretdev-1", stores: Store.layout,
            pruning: pruning)
    }

    /// Takes the chain where it stands on disk.
    func reload() throws { writer = try ChainWriter(database: database) }

    var height: Int64 { writer.committed?.height ?? 0 }

    @discardableResult
    func commit(_ changes: [StateChange]) throws -> Bytes {
        let staged = try writer.stage(changes, height: height + 1)
        var header = CometHeader()
        header.chainID = "secretdev-1"
        header.height = staged.height
        let block = StoredBlock(
            height: staged.height, hash: Hash.sha256([UInt8(truncatingIfNeeded: staged.height)]),
            appHash: staged.appHash, header: header.wireBytes, commit: [7], validators: [8],
            results: CometAbciResponseFinalizeBlock().wireBytes, transactionCount: 0)
        try writer.commit(block, staged: staged, transactions: [])
        return staged.appHash
    }

    /// Waits for the snapshot under way.
    func settle() async throws {
        while snapshots.isMaking { try await Task.sleep(for: .milliseconds(2)) }
    }

    func chunks(of snapshot: CometAbciSnapshot) async -> [Bytes] {
        var chunks: [Bytes] = []
        for index in 0..<snapshot.chunks {
            chunks.append(
                await snapshots.load(
                    height: snapshot.height, format: snapshot.format, chunk: index))
        }
        return chunks
    }

    func all() throws -> [[Bytes]] {
        var found: [[Bytes]] = []
        try writer.scan(.everything) { key, value in
            found.append([key, value])
            return true
        }
        return found
    }
}

/// SplitMix64, and changes of state drawn from it.
struct SyncDice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func changes(_ count: Int) -> [StateChange] {
        var changes: [Bytes: Bytes?] = [:]
        for _ in 0..<count {
            let store = [Store.bank, .account, .gov].randomElement(using: &self) ?? .bank
            let key = [store.rawValue, 1, UInt8.random(in: 0...1, using: &self)]
            let value = (0..<Int.random(in: 0...60, using: &self)).map { _ in
                UInt8.random(in: 0...255, using: &self)
            }
            let removes = Int.random(in: 0...4, using: &self) == 0
            changes[key + [UInt8.random(in: 0...255, using: &self)]] = removes ? nil : value
        }
        return changes.keys.sorted { $0.precedes($1) }.map {
            StateChange(key: $0, value: changes[$0] ?? nil)
        }
    }

    /// A module, beside the app hash, and the code that names it, under it.
    mutating func code(_ id: UInt8, bytes: Int = 300) -> [StateChange] {
        let module = (0..<bytes).map { _ in UInt8.random(in: 0...255, using: &self) }
        var info = ComputeCodeInfo()
        info.codeHash = Data(Hash.sha256(module))
        return [
            StateChange(
                key: [Store.compute.rawValue, 1, 0, 0, 0, 0, 0, 0, 0, id],
                value: info.wireBytes),
            StateChange(key: Store.codeKey(Hash.sha256(module)), value: module),
        ]
    }
}

extension CometAbciRequestOfferSnapshot {
    init(_ snapshot: CometAbciSnapshot, appHash: Bytes) {
        self.init()
        self.snapshot = snapshot
        self.appHash = Data(appHash)
    }
}

extension CometAbciRequestApplySnapshotChunk {
    init(_ chunk: Bytes, index: Int, sender: String = "peer") {
        self.init()
        self.index = UInt32(index)
        self.chunk = Data(chunk)
        self.sender = sender
    }
}
