internal import Foundation
internal import SecretBase
internal import SecretCrypto
internal import SecretWire
internal import SwiftProtobuf

/// Snapshots on disk: `HEIGHT/FORMAT/CHUNK`, with `HEIGHT/FORMAT/snapshot` telling of the whole.
///
/// One is made under another name and renamed when it is complete, so that a half one is never seen.
struct SnapshotFolder: Sendable {
    let path: String

    private static let unfinished = "unfinished"
    private static let head = "snapshot"

    /// Snapshots that are complete, newest first.
    func list() -> [CometAbciSnapshot] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.compactMap { Int64($0) }.sorted(by: >).compactMap { height in
            let file = folder(height) + "/" + Self.head
            guard let data = FileManager.default.contents(atPath: file),
                let snapshot = try? CometAbciSnapshot(serializedBytes: data),
                snapshot.height == height
            else { return nil }
            return snapshot
        }
    }

    /// One chunk of a complete snapshot; empty where there is none.
    func chunk(height: UInt64, format: UInt32, index: UInt32) -> Bytes {
        guard format == SnapshotFormat.current, let height = Int64(exactly: height) else {
            return []
        }
        let data = FileManager.default.contents(atPath: folder(height) + "/\(index)")
        return data.map { Bytes($0) } ?? []
    }

    /// Takes chunks one by one and makes them a snapshot at the end.
    func begin(height: Int64) throws -> Draft {
        let place = path + "/" + Self.unfinished
        try clearUnfinished()
        try FileManager.default.createDirectory(
            atPath: place, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        return Draft(folder: self, place: place, height: height)
    }

    /// Deletes what a snapshot left that was not completed.
    func clearUnfinished() throws {
        let place = path + "/" + Self.unfinished
        guard FileManager.default.fileExists(atPath: place) else { return }
        try FileManager.default.removeItem(atPath: place)
    }

    /// Deletes all but the newest `count`.
    func keep(_ count: Int) throws {
        for old in list().dropFirst(count) {
            try FileManager.default.removeItem(atPath: path + "/\(old.height)")
        }
    }

    private func folder(_ height: Int64) -> String {
        path + "/\(height)/\(SnapshotFormat.current)"
    }

    /// A snapshot in the making.
    struct Draft {
        fileprivate let folder: SnapshotFolder
        fileprivate let place: String
        fileprivate let height: Int64
        private var hash = DigestStream()
        private var metadata = SnapshotsMetadata()

        fileprivate init(folder: SnapshotFolder, place: String, height: Int64) {
            self.folder = folder
            self.place = place
            self.height = height
        }

        mutating func add(_ chunk: Bytes) throws {
            try write(Data(chunk), to: "\(metadata.chunkHashes.count)")
            metadata.chunkHashes.append(Data(Digest(hashing: chunk).bytes))
            hash.update(chunk)
        }

        /// Makes it seen.
        func finish() throws -> CometAbciSnapshot {
            var snapshot = CometAbciSnapshot()
            snapshot.height = UInt64(height)
            snapshot.format = SnapshotFormat.current
            snapshot.chunks = UInt32(metadata.chunkHashes.count)
            snapshot.hash = Data(hash.digest().bytes)
            snapshot.metadata = Data(metadata.wireBytes)
            try write(Data(snapshot.wireBytes), to: SnapshotFolder.head)
            let files = FileManager.default
            try? files.removeItem(atPath: folder.path + "/\(height)")
            try files.createDirectory(
                atPath: folder.path + "/\(height)", withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            try files.moveItem(atPath: place, toPath: folder.folder(height))
            return snapshot
        }

        private func write(_ data: Data, to name: String) throws {
            try data.write(to: URL(filePath: place + "/" + name))
        }
    }
}
