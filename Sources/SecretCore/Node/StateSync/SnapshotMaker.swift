internal import SecretBase
internal import SecretLedger
internal import SecretStorage
internal import SecretWire

/// Makes one snapshot of one height, from short looks at the database beside its writer.
struct SnapshotMaker {
    let pin: StatePin
    let database: ChainDatabase
    let folder: SnapshotFolder
    let chunkBytes: Int
    /// Asked between portions: whether to give up.
    let isCancelled: () -> Bool

    /// nil where it was given up.
    func make() throws -> CometAbciSnapshot? {
        let exporter = try StateExporter(pin)
        let height = pin.height
        var draft = try folder.begin(height: height)
        var writer = SnapshotWriter(chunkBytes: chunkBytes) { try draft.add($0) }
        while true {
            let items = try exporter.next()
            guard !items.isEmpty else { break }
            for item in items { try writer.write(SnapshotItem(item)) }
            guard !isCancelled() else { return nil }
        }
        try writer.write(
            .extensionHead(name: SnapshotFormat.code.name, format: SnapshotFormat.code.format))
        for hash in try read({ try Store.codeHashes(in: $0.state(at: height)) }) {
            guard let module = try read({ try $0.value(for: Store.codeKey(hash)) }) else {
                throw StorageError.damaged("code \(Hex.encode(hash)) is gone")
            }
            try writer.write(.payload(module))
            guard !isCancelled() else { return nil }
        }
        guard let block = try read({ try $0.block(at: height) }) else {
            throw StorageError.damaged("block \(height) is gone")
        }
        try writer.write(
            .extensionHead(name: SnapshotFormat.block.name, format: SnapshotFormat.block.format))
        try writer.write(.payload(BlockRecord.encode(block)))
        try writer.finish()
        return try draft.finish()
    }

    private func read<Answer>(_ body: (ChainSnapshot) throws -> Answer) throws -> Answer {
        try database.read(body)
    }
}

extension SnapshotItem {
    init(_ item: StateExporter.Item) {
        switch item {
        case .store(let name): self = .store(name)
        case .node(let node): self = .node(node)
        }
    }
}
