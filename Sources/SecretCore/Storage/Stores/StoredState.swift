internal import GRDB
internal import SecretBase
internal import SecretCrypto

/// The state of one height, read from its trees on one connection.
struct StoredState: StateReader {
    let committed: CommittedState
    private let roots: StoreRoots
    private let layout: StoreLayout
    private let source: NodeSource
    private let beside: BesideTable

    init(
        _ version: (state: CommittedState, roots: StoreRoots), layout: StoreLayout,
        database: Database, cache: NodeCache
    ) throws(StorageError) {
        committed = version.state
        roots = version.roots
        self.layout = layout
        source = try NodeSource(database: database, cache: cache)
        beside = BesideTable(database: database)
    }

    func value(for key: Bytes) throws(StorageError) -> Bytes? {
        let place = layout.place(of: key)
        guard place >= 0 else {
            return place == StoreLayout.beside ? try beside.value(for: key) : nil
        }
        return try root(place)?.value(for: Bytes(key.dropFirst()))
    }

    func scan(
        _ range: KeyRange, reversed: Bool, _ visit: (Bytes, Bytes) throws -> Bool
    ) throws {
        for part in layout.parts(of: range, reversed: reversed) {
            let goesOn =
                if let place = part.place {
                    try root(place)?.scan(part.range, reversed: reversed) { key, value in
                        try visit([part.byte] + key, value)
                    } ?? true
                } else {
                    try beside.scan(part.range, reversed: reversed, visit)
                }
            guard goesOn else { return }
        }
    }

    /// What the app hash of this height says of `key` in the store at `place`; nil where it says
    /// nothing of that store.
    func proof(of key: Bytes, in place: Int) throws(StorageError) -> StateProof? {
        guard let path = roots.path(to: place, in: layout) else { return nil }
        return StateProof(
            height: committed.height, entry: try root(place)?.proof(of: key) ?? .emptyStore,
            store: path)
    }

    func root(_ place: Int) throws(StorageError) -> StoredNode? {
        guard let reference = roots.roots[place] else { return nil }
        return try StoredNode(reference, from: source)
    }
}
