internal import SecretBase
internal import SecretWire

/// Records into chunks: delimited, packed, cut at every ten millionth byte.
///
/// Source: cosmossdk.io/store `snapshots/stream.go`.
struct SnapshotWriter {
    /// The network's own number, the same on all nodes.
    static let chunkBytes = 10_000_000
    /// The network's own level.
    static let level: Int32 = 7

    private let packer = ZlibPacker(level: level)
    private let chunkBytes: Int
    private var waiting = Bytes()
    private var chunk = Bytes()
    private let put: (Bytes) throws -> Void

    /// `put` gets chunk after chunk.
    init(chunkBytes: Int = chunkBytes, put: @escaping (Bytes) throws -> Void) {
        self.chunkBytes = chunkBytes
        self.put = put
    }

    mutating func write(_ item: SnapshotItem) throws {
        waiting += item.delimited
        if waiting.count >= 1 << 16 { try pack() }
    }

    /// Ends the stream and hands out its last chunk.
    mutating func finish() throws {
        try pack()
        var packed = Bytes()
        try packer.finish { packed.append(contentsOf: $0) }
        try add(packed)
        if !chunk.isEmpty { try put(chunk) }
        chunk = []
    }

    private mutating func pack() throws {
        var packed = Bytes()
        try packer.pack(waiting) { packed.append(contentsOf: $0) }
        waiting.removeAll(keepingCapacity: true)
        try add(packed)
    }

    private mutating func add(_ packed: Bytes) throws {
        chunk += packed
        while chunk.count >= chunkBytes {
            try put(Bytes(chunk.prefix(chunkBytes)))
            chunk.removeFirst(chunkBytes)
        }
    }
}
