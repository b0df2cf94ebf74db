import Foundation
import SecretBase
import SecretCrypto
import SecretLedger
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretNode

@Suite("State sync")
struct StateSyncTests {
    /// A chain of some heights with a snapshot of the last.
    private func source(
        heights: Int = 20, seed: UInt64 = 1
    ) async throws -> (home: SyncHome, snapshot: CometAbciSnapshot, chunks: [Bytes]) {
        let home = try SyncHome(interval: Int64(heights))
        var dice = SyncDice(state: seed)
        for height in 1...heights {
            var changes = dice.changes(60)
            if height % 7 == 3 {
                changes += dice.code(UInt8(height))
                changes.sort { $0.key.precedes($1.key) }
            }
            try home.commit(changes)
        }
        home.snapshots.committed(home.height)
        try await home.settle()
        let snapshot = try #require(await home.snapshots.list().first)
        return (home, snapshot, await home.chunks(of: snapshot))
    }

    private func appHash(of home: SyncHome) throws -> Bytes {
        try #require(home.writer.committed?.appHash)
    }

    @Test("an empty home takes a snapshot over and goes on as if it had been there from the start")
    func restores() async throws {
        let (home, snapshot, chunks) = try await source()
        #expect(snapshot.height == 20 && snapshot.format == 3 && chunks.count > 3)
        #expect(chunks.dropLast().allSatisfy { $0.count == 1000 })
        #expect(Bytes(snapshot.hash) == Hash.sha256(chunks.flatMap { $0 }))
        let metadata = try SnapshotsMetadata(serializedBytes: Bytes(snapshot.metadata))
        #expect(metadata.chunkHashes.map { Bytes($0) } == chunks.map { Hash.sha256($0) })

        let other = try SyncHome(pruning: .keep(recent: 2, interval: 2))
        let offer = CometAbciRequestOfferSnapshot(snapshot, appHash: try appHash(of: home))
        #expect(try other.snapshots.offer(offer) == .accept)
        for (index, chunk) in chunks.enumerated() {
            #expect(other.height == 0)
            let (answer, isComplete) = try other.snapshots.apply(.init(chunk, index: index))
            #expect(answer.result == .accept)
            #expect(isComplete == (index == chunks.count - 1))
        }
        try other.reload()
        #expect(other.writer.committed == home.writer.committed)
        #expect(other.writer.latest?.header == home.writer.latest?.header)
        #expect(try other.all() == home.all())
        var dice = SyncDice(state: 99)
        for _ in 0..<12 {
            let changes = dice.changes(40)
            #expect(try other.commit(changes) == home.commit(changes))
        }
        #expect(try other.all() == home.all())
        let earliest = try other.database.read { try $0.earliestStateHeight }
        #expect(earliest == 30)
        // Whoever has a state keeps it.
        #expect(try other.snapshots.offer(offer) == .reject)
    }

    @Test("two nodes make the same snapshot of a height, and its records are the network's")
    func sameEverywhere() async throws {
        let (_, snapshot, chunks) = try await source()
        let (_, twin, _) = try await source()
        #expect(snapshot == twin)
        var unpacked = Bytes()
        let unpacker = ZlibUnpacker()
        for chunk in chunks { try unpacker.unpack(chunk) { unpacked.append(contentsOf: $0) } }
        #expect(unpacker.isAtEnd)
        let stream = InputStream(data: Data(unpacked))
        stream.open()
        var stores: [String] = []
        var nodes = 0
        var extensions: [String] = []
        while stream.hasBytesAvailable {
            let item = try? BinaryDelimited.parse(
                messageType: SnapshotsSnapshotItem.self, from: stream)
            switch item?.item {
            case .store(let store): stores.append(store.name)
            case .iavl(let node):
                nodes += 1
                #expect(node.version > 0 && (node.height > 0) == node.value.isEmpty || nodes > 0)
            case .extension(let head): extensions.append(head.name)
            case .extensionPayload(let payload): #expect(!payload.payload.isEmpty)
            case nil: break
            }
        }
        #expect(stores == Store.layout.hashed.filter { !$0.isOptional }.map(\.name))
        #expect(nodes > 100)
        #expect(extensions == ["compute", "secretctl"])
    }

    @Test("a chunk that is not what it should be is fetched again from somebody else")
    func wrongChunk() async throws {
        let (home, snapshot, chunks) = try await source()
        let other = try SyncHome()
        let offer = CometAbciRequestOfferSnapshot(snapshot, appHash: try appHash(of: home))
        #expect(try other.snapshots.apply(.init(chunks[0], index: 0)).answer.result == .abort)
        #expect(try other.snapshots.offer(offer) == .accept)
        #expect(try other.snapshots.apply(.init(chunks[0], index: 0)).answer.result == .accept)
        for wrong in [chunks[2], [], chunks[1] + [0], Bytes(chunks[1].dropLast())] {
            let answer = try other.snapshots.apply(.init(wrong, index: 1, sender: "liar")).answer
            #expect(answer.result == .retry)
            #expect(answer.refetchChunks == [1] && answer.rejectSenders == ["liar"])
        }
        // One that was taken already does no harm, one too early begins the whole anew.
        #expect(try other.snapshots.apply(.init(chunks[0], index: 0)).answer.result == .accept)
        #expect(
            try other.snapshots.apply(.init(chunks[3], index: 3)).answer.result == .retrySnapshot)
        for index in chunks.indices.dropFirst() {
            _ = try other.snapshots.apply(.init(chunks[index], index: index))
        }
        try other.reload()
        #expect(try other.all() == home.all())
    }

    @Test("a process that ends half way leaves a home as empty as before")
    func halfWay() async throws {
        let (home, snapshot, chunks) = try await source()
        let other = try SyncHome()
        let offer = CometAbciRequestOfferSnapshot(snapshot, appHash: try appHash(of: home))
        for count in [1, chunks.count / 2, chunks.count - 1] {
            #expect(try other.snapshots.offer(offer) == .accept)
            for index in 0..<count {
                _ = try other.snapshots.apply(.init(chunks[index], index: index))
            }
            try other.reload()
            #expect(other.height == 0 && other.writer.latest == nil)
            #expect(try other.all().isEmpty)
        }
        // A chain can begin in it as in any.
        let fresh = try SyncHome()
        var dice = SyncDice(state: 5)
        let changes = dice.changes(50)
        #expect(try other.commit(changes) == fresh.commit(changes))
    }

    @Test("what is no offer is refused before anything is fetched")
    func offers() async throws {
        let (home, snapshot, _) = try await source(heights: 5)
        let other = try SyncHome()
        let appHash = try appHash(of: home)
        func verdict(
            _ change: (inout CometAbciRequestOfferSnapshot) -> Void
        ) throws -> CometAbciResponseOfferSnapshot.Result {
            var offer = CometAbciRequestOfferSnapshot(snapshot, appHash: appHash)
            change(&offer)
            return try other.snapshots.offer(offer)
        }
        #expect(try verdict { _ in } == .accept)
        #expect(try verdict { $0.snapshot.format = 2 } == .rejectFormat)
        #expect(try verdict { $0.snapshot.height = 0 } == .reject)
        #expect(try verdict { $0.snapshot.height = .max } == .reject)
        #expect(try verdict { $0.snapshot.chunks = 0 } == .reject)
        #expect(try verdict { $0.snapshot.chunks += 1 } == .reject)
        #expect(try verdict { $0.snapshot.hash = Data() } == .reject)
        #expect(try verdict { $0.snapshot.metadata = Data([1, 2, 3]) } == .reject)
        #expect(try verdict { $0.snapshot.metadata = Data() } == .reject)
        #expect(try verdict { $0.appHash = Data([1]) } == .reject)
        #expect(try verdict { $0 = .init() } == .rejectFormat)
    }

    @Test("snapshots are made beside the writer, who prunes meanwhile; few are kept")
    func beside() async throws {
        let home = try SyncHome(pruning: .everything, interval: 10, keepRecent: 2)
        var dice = SyncDice(state: 3)
        for height in 1...60 as ClosedRange<Int64> {
            try home.commit(dice.changes(200))
            home.snapshots.committed(height)
            // Sometimes the writer is far ahead when a snapshot ends.
            if height % 20 == 9 { try await home.settle() }
        }
        try await home.settle()
        let made = await home.snapshots.list()
        #expect(made.count == 2)
        #expect(made.allSatisfy { $0.height % 10 == 0 })
        #expect(
            await home.snapshots.load(height: made[0].height, format: 3, chunk: made[0].chunks)
                == [])
        #expect(await home.snapshots.load(height: 1, format: 3, chunk: 0) == [])
        #expect(await home.snapshots.load(height: made[0].height, format: 1, chunk: 0) == [])
        #expect(await home.snapshots.load(height: .max, format: 3, chunk: 0) == [])
        home.snapshots.stop()
        for _ in 0..<10 { try home.commit([]) }
        home.snapshots.committed(home.height)
        #expect(!home.snapshots.isMaking)
    }
}
