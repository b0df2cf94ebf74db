/// What the network's nodes and ours call things in snapshots.
enum SnapshotFormat {
    /// Of the whole; one since cosmos-sdk 0.46.
    static let current: UInt32 = 3
    /// The modules of contracts, as they are. Source: SecretNetwork `x/compute`,
    /// `wasm_snapshotter.go`.
    static let code = (name: "compute", format: UInt64(1))
    /// The block of the height: ours alone.
    static let block = (name: "secretctl", format: UInt64(1))
    /// Chunks of one snapshot: a terabyte of them.
    static let chunksMax: UInt32 = 100_000
}
