import Foundation
import SecretBase
import SecretCrypto
import SecretLedger
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretNode

@Suite("Snapshots that lie")
struct HostileSnapshotTests {
    /// The records of an honest snapshot, and the app hash that it leads to.
    private let items: [SnapshotItem]
    private let appHash: Bytes
    private let height: Int64

    init() async throws {
        let home = try SyncHome(interval: 6, chunkBytes: 1 << 20)
        var dice = SyncDice(state: 11)
        for height in 1...6 as ClosedRange<UInt8> {
            var changes = dice.changes(30)
            if height > 4 { changes += dice.code(height) }
            try home.commit(changes.sorted { $0.key.precedes($1.key) })
        }
        home.snapshots.committed(6)
        try await home.settle()
        let snapshot = try #require(await home.snapshots.list().first)
        var items: [SnapshotItem] = []
        var reader = SnapshotReader()
        for chunk in await home.chunks(of: snapshot) {
            try reader.read(chunk) { (item) throws(StorageError) in items.append(item) }
        }
        try reader.finish()
        self.items = items
        appHash = try #require(home.writer.committed?.appHash)
        height = 6
    }

    /// Packs records as an offer with one chunk, and says how the last chunk is answered.
    private func verdict(
        _ items: [SnapshotItem], appHash: Bytes? = nil, hash: Bytes? = nil,
        change: (Bytes) -> Bytes = { $0 }
    ) throws -> CometAbciResponseApplySnapshotChunk.Result {
        var chunk = Bytes()
        var writer = SnapshotWriter(chunkBytes: 1 << 30) { chunk = $0 }
        for item in items { try writer.write(item) }
        try writer.finish()
        return try verdict(ofChunk: change(chunk), appHash: appHash, hash: hash)
    }

    private func verdict(
        ofChunk chunk: Bytes, appHash: Bytes? = nil, hash: Bytes? = nil
    ) throws -> CometAbciResponseApplySnapshotChunk.Result {
        var metadata = SnapshotsMetadata()
        metadata.chunkHashes = [Data(Hash.sha256(chunk))]
        var snapshot = CometAbciSnapshot()
        snapshot.height = UInt64(height)
        snapshot.format = 3
        snapshot.chunks = 1
        snapshot.hash = Data(hash ?? Hash.sha256(chunk))
        snapshot.metadata = Data(metadata.wireBytes)
        let home = try SyncHome()
        let offer = CometAbciRequestOfferSnapshot(snapshot, appHash: appHash ?? self.appHash)
        #expect(try home.snapshots.offer(offer) == .accept)
        let (answer, isComplete) = try home.snapshots.apply(.init(chunk, index: 0))
        try home.reload()
        #expect(isComplete == (answer.result == .accept))
        #expect(home.height == (isComplete ? height : 0))
        #expect(try isComplete || home.all().isEmpty)
        return answer.result
    }

    @Test("the honest one is taken; with another app hash, or another hash, it is not")
    func honest() throws {
        #expect(try verdict(items) == .accept)
        #expect(try verdict(items, appHash: Hash.sha256([1])) == .rejectSnapshot)
        #expect(try verdict(items, hash: Hash.sha256([1])) == .rejectSnapshot)
    }

    @Test("no record may be missing, stand twice, or change places with the next")
    func order() throws {
        var dice = SyncDice(state: 4)
        for _ in 0..<40 {
            let place = Int.random(in: 0..<items.count - 1, using: &dice)
            var missing = items
            missing.remove(at: place)
            var twice = items
            twice.insert(items[place], at: place)
            var swapped = items
            swapped.swapAt(place, place + 1)
            // An empty store need not be named.
            let isEmptyStore = items[place].isStore && !items[place + 1].isNode
            #expect(try (verdict(missing) == .accept) == isEmptyStore)
            #expect(try verdict(twice) == .rejectSnapshot)
            #expect(try verdict(swapped) == .rejectSnapshot)
        }
    }

    @Test("no node may be another, not even where the hashes do not show it")
    func nodes() throws {
        var dice = SyncDice(state: 6)
        let places = items.indices.filter { items[$0].isNode }
        for _ in 0..<60 {
            let place = try #require(places.randomElement(using: &dice))
            guard case .node(let node) = items[place] else { continue }
            let other: ExportedNode =
                switch Int.random(in: 0...3, using: &dice) {
                case 0: .init(node.key + [0], node.value, node.version, node.height)
                case 1: .init(node.key, node.value + [0], node.version, node.height)
                case 2: .init(node.key, node.value, node.version ^ 1, node.height)
                default: .init(node.key, node.value, node.version, node.height ^ 1)
                }
            var changed = items
            changed[place] = .node(other)
            #expect(try verdict(changed) == .rejectSnapshot)
        }
    }

    @Test("code must be all that the state names, and nothing else; the block must be the height's")
    func extensions() throws {
        let code = try #require(items.firstIndex { $0.isExtension })
        let block = try #require(items.lastIndex { $0.isExtension })
        #expect(block > code + 2)
        var other = items
        other[code + 1] = .payload([1, 2, 3])
        #expect(try verdict(other) == .rejectSnapshot)
        var renamed = items
        renamed[code] = .extensionHead(name: "wasm", format: 1)
        #expect(try verdict(renamed) == .rejectSnapshot)
        var newer = items
        newer[code] = .extensionHead(name: "compute", format: 2)
        #expect(try verdict(newer) == .rejectSnapshot)
        for record in [[], [1], Bytes(repeating: 0xff, count: 40)] as [Bytes] {
            var changed = items
            changed[block + 1] = .payload(record)
            #expect(try verdict(changed) == .rejectSnapshot)
        }
        #expect(try verdict(items + [.payload([1])]) == .rejectSnapshot)
        #expect(try verdict([]) == .rejectSnapshot)
        #expect(try verdict([.node(.init([1], [1], 1, 0))]) == .rejectSnapshot)
    }

    @Test("a stream that is cut short, longer, or none is refused")
    func streams() throws {
        for count in [0, 1, 2, 10, 100] {
            #expect(try verdict(items) { Bytes($0.prefix(count)) } == .rejectSnapshot)
        }
        #expect(try verdict(items) { Bytes($0.dropLast()) } == .rejectSnapshot)
        #expect(try verdict(items) { $0 + [0] } == .rejectSnapshot)
        #expect(try verdict(items) { $0 + $0 } == .rejectSnapshot)
        #expect(try verdict(ofChunk: Bytes(repeating: 7, count: 500)) == .rejectSnapshot)
    }

    @Test("a record that claims to be huge is refused before it comes, and so is a bomb")
    func hostileLengths() throws {
        for length in [SnapshotItem.bytesMax + 1, 1 << 34, 1 << 35 + 5] {
            #expect(try verdict(ofChunk: packed(delimiter(length))) == .rejectSnapshot)
        }
        // An endless number, and the longest record that is allowed but never comes.
        #expect(try verdict(ofChunk: packed(Bytes(repeating: 0xff, count: 99))) == .rejectSnapshot)
        let allowed = delimiter(SnapshotItem.bytesMax)
        #expect(try verdict(ofChunk: packed(allowed)) == .rejectSnapshot)
        let zeros = Bytes(repeating: 0, count: 20_000_000)
        #expect(try verdict(ofChunk: packed(zeros)) == .rejectSnapshot)
    }

    private func delimiter(_ length: Int) -> Bytes {
        var bytes = Bytes()
        Varint.append(UInt64(length), to: &bytes)
        return bytes
    }

    private func packed(_ bytes: Bytes) throws -> Bytes {
        let packer = ZlibPacker(level: 9)
        var packed = Bytes()
        try packer.pack(bytes) { packed.append(contentsOf: $0) }
        try packer.finish { packed.append(contentsOf: $0) }
        return packed
    }
}

extension ExportedNode {
    fileprivate init(_ key: Bytes, _ value: Bytes, _ version: Int64, _ height: UInt8) {
        self.init(key: key, value: value, version: version, height: height)
    }
}

extension SnapshotItem {
    fileprivate var isStore: Bool { if case .store = self { true } else { false } }
    fileprivate var isNode: Bool { if case .node = self { true } else { false } }
    fileprivate var isExtension: Bool {
        if case .extensionHead = self { true } else { false }
    }
}
