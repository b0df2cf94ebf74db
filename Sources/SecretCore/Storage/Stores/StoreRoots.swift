internal import SecretBase
internal import SecretCrypto

/// The roots of all trees at one height, by their place in `StoreLayout.hashed`; nil: an empty one.
struct StoreRoots: Equatable {
    var roots: [NodeReference?]

    init(_ roots: [NodeReference?]) { self.roots = roots }

    /// No store holds anything.
    init(emptyFor layout: StoreLayout) {
        roots = Array(repeating: nil, count: layout.hashed.count)
    }

    /// Per store that is not empty: its byte, the root's id (varint), height (byte), hash (32).
    func encoded(for layout: StoreLayout) -> Bytes {
        var bytes = Bytes()
        for (root, store) in zip(roots, layout.hashed) {
            guard let root else { continue }
            bytes.append(store.byte)
            Varint.append(UInt64(root.id.rawValue), to: &bytes)
            bytes.append(root.height)
            bytes += root.hash.bytes
        }
        return bytes
    }

    /// Throws `.damaged` for what `encoded` does not write.
    init(decoding bytes: Bytes, layout: StoreLayout) throws(StorageError) {
        self.init(emptyFor: layout)
        var reader = ByteReader(bytes)
        do {
            while reader.left > 0 {
                let byte = try reader.takeByte(of: "store")
                let id = NodeID(rawValue: Int64(clamping: try reader.takeVarint(of: "root")))
                let height = try reader.takeByte(of: "height")
                let hash = Digest(try reader.take(Digest.count, of: "hash"))
                guard let place = layout.place(ofByte: byte), roots[place] == nil, id.row > 0,
                    let hash
                else { throw StorageError.damaged("roots of a height") }
                roots[place] = NodeReference(id: id, height: height, hash: hash)
            }
        } catch {
            throw .damaged("roots of a height")
        }
    }

    /// What the app hash is taken over: each store's name and the hash of its root.
    private func leaf(_ place: Int, in layout: StoreLayout) -> Bytes {
        let name = Bytes(layout.hashed[place].name.utf8)
        let root = roots[place]?.hash ?? .ofNothing
        var leaf = Bytes()
        Varint.append(UInt64(name.count), to: &leaf)
        leaf += name
        leaf.append(UInt8(Digest.count))
        return leaf + Digest(hashing: root.bytes).bytes
    }

    /// Whether the app hash is taken over the store in this place.
    func counts(_ place: Int, in layout: StoreLayout) -> Bool {
        roots[place] != nil || !layout.hashed[place].isOptional
    }

    /// The places of the stores that the app hash is taken over.
    private func counted(in layout: StoreLayout) -> [Int] {
        layout.hashed.indices.filter { counts($0, in: layout) }
    }

    /// The app hash. Source: chain.md §6.2.
    func appHash(for layout: StoreLayout) -> Bytes {
        Merkle.root(of: counted(in: layout).map { leaf($0, in: layout) })
    }

    /// The way from one store's root to the app hash; nil where that is not taken over the store.
    func path(to place: Int, in layout: StoreLayout) -> MerklePath? {
        let places = counted(in: layout)
        guard let index = places.firstIndex(of: place) else { return nil }
        let leaves = places.map { leaf($0, in: layout) }
        return MerklePath(
            key: Bytes(layout.hashed[place].name.utf8),
            value: (roots[place]?.hash ?? .ofNothing).bytes, leafPrefix: [0],
            steps: Merkle.path(to: index, of: leaves))
    }
}
