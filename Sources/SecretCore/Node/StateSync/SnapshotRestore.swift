internal import Foundation
internal import SecretBase
internal import SecretCrypto
internal import SecretLedger
internal import SecretStorage
internal import SecretWire
internal import SwiftProtobuf

/// Takes one snapshot into an empty database, chunk by chunk.
final class SnapshotRestore {
    /// What is known of a snapshot that was offered, once its numbers make sense.
    struct Offer {
        let height: Int64
        let hash: Digest
        let chunkHashes: [Digest]
        /// What the light client vouches for.
        let appHash: Bytes

        /// nil for an offer that no honest node makes.
        init?(_ request: CometAbciRequestOfferSnapshot) {
            let snapshot = request.snapshot
            guard let height = Int64(exactly: snapshot.height), height > 0,
                (1...SnapshotFormat.chunksMax).contains(snapshot.chunks),
                request.appHash.count == Digest.count, let hash = Digest(snapshot.hash),
                let metadata = try? SnapshotsMetadata(serializedBytes: Bytes(snapshot.metadata)),
                metadata.chunkHashes.count == Int(snapshot.chunks)
            else { return nil }
            let chunkHashes = metadata.chunkHashes.compactMap { Digest($0) }
            guard chunkHashes.count == metadata.chunkHashes.count else { return nil }
            self.height = height
            self.hash = hash
            self.chunkHashes = chunkHashes
            appHash = Bytes(request.appHash)
        }
    }

    enum Progress: Equatable {
        /// Taken; more are to come.
        case taken
        case complete
        /// Not the chunk that it should be.
        case wrongChunk
        /// A chunk is missing before this one.
        case outOfTurn
    }

    private let offer: Offer
    private let chainID: String
    private let importer: StateImporter
    private var reader = SnapshotReader()
    private var whole = DigestStream()
    private var nextChunk = 0
    private var stage = Stage.stores

    private enum Stage {
        case stores
        /// The modules that the state names and that are still to come.
        case code(missing: Set<Bytes>)
        case block(StoredBlock?)
    }

    init(_ offer: Offer, into database: ChainDatabase) throws(StorageError) {
        self.offer = offer
        chainID = database.chainID
        importer = try StateImporter(into: database, height: offer.height)
    }

    /// Takes a chunk; one that was taken already is taken again without effect.
    ///
    /// Throws `.badSnapshot` where the whole is worth nothing, and what the disk says.
    func apply(_ chunk: Bytes, index: Int) throws(StorageError) -> Progress {
        guard index <= nextChunk, index < offer.chunkHashes.count else { return .outOfTurn }
        guard Digest(hashing: chunk) == offer.chunkHashes[index] else { return .wrongChunk }
        guard index == nextChunk else { return .taken }
        whole.update(chunk)
        try reader.read(chunk) { (item) throws(StorageError) in try take(item) }
        nextChunk += 1
        guard nextChunk == offer.chunkHashes.count else { return .taken }
        try finish()
        return .complete
    }

    /// Forgets what was written.
    func abandon() throws(StorageError) { try importer.abandon() }

    private func take(_ item: SnapshotItem) throws(StorageError) {
        switch (item, stage) {
        case (.store(let name), .stores): try importer.begin(store: name)
        case (.node(let node), .stores): try importer.add(node)
        case (.extensionHead(let name, let format), .stores):
            guard (name, format) == SnapshotFormat.code else { throw Self.unknown(name) }
            try sealStores()
        case (.payload(let module), .code(var missing)):
            let hash = Digest(hashing: module).bytes
            guard missing.remove(hash) != nil else {
                throw .badSnapshot("code that nothing names")
            }
            try importer.put(module, beside: Store.codeKey(hash))
            stage = .code(missing: missing)
        case (.extensionHead(let name, let format), .code(let missing)):
            guard (name, format) == SnapshotFormat.block else { throw Self.unknown(name) }
            guard missing.isEmpty else { throw .badSnapshot("code is missing") }
            stage = .block(nil)
        case (.payload(let record), .block(nil)):
            stage = .block(
                try BlockRecord.decode(
                    record, height: offer.height, appHash: offer.appHash, chainID: chainID))
        default: throw .badSnapshot("a record out of its place")
        }
    }

    /// The trees are complete: are they those of the app hash?
    private func sealStores() throws(StorageError) {
        guard try importer.seal() == offer.appHash else {
            throw .badSnapshot("its app hash is another")
        }
        let hashes = try importer.read { try Store.codeHashes(in: $0) }
        stage = .code(missing: Set(hashes))
    }

    private func finish() throws(StorageError) {
        try reader.finish()
        guard whole.digest() == offer.hash else { throw .badSnapshot("its hash is another") }
        guard case .block(let block?) = stage else { throw .badSnapshot("it ends too early") }
        try importer.finish(block)
    }

    private static func unknown(_ name: String) -> StorageError {
        .badSnapshot("extension \(name.prefix(64)) is not known")
    }
}
