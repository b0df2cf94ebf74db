/// The way from one entry of a SHA-256 merkle tree up to the tree's root.
///
/// The leaf hashes to SHA-256(leafPrefix ‖ length of key ‖ key ‖ 32 ‖ SHA-256(value)), the length as
/// an unsigned varint. Source: chain.md §6.3.
package struct MerklePath: Hashable, Sendable {
    /// One node above: it hashes to SHA-256(prefix ‖ what is below ‖ suffix).
    package struct Step: Hashable, Sendable {
        package let prefix: Bytes
        package let suffix: Bytes

        package init(prefix: Bytes, suffix: Bytes) {
            self.prefix = prefix
            self.suffix = suffix
        }
    }

    package let key: Bytes
    package let value: Bytes
    package let leafPrefix: Bytes
    /// From the leaf's parent up to the root.
    package let steps: [Step]

    package init(key: Bytes, value: Bytes, leafPrefix: Bytes, steps: [Step]) {
        self.key = key
        self.value = value
        self.leafPrefix = leafPrefix
        self.steps = steps
    }
}

/// What a tree proves of one key.
package enum EntryProof: Hashable, Sendable {
    case exists(MerklePath)
    /// The entries on both sides of where `key` would lie; nil at an end of the tree.
    case absent(key: Bytes, left: MerklePath?, right: MerklePath?)
    /// The store holds nothing at all, of which ICS-23 has no proof.
    case emptyStore
}

/// What a height's app hash proves of one key of one store.
package struct StateProof: Hashable, Sendable {
    /// The height whose state it is; the header after it carries the app hash.
    package let height: Int64
    package let entry: EntryProof
    /// From the store's name and root up to the app hash.
    package let store: MerklePath

    package init(height: Int64, entry: EntryProof, store: MerklePath) {
        self.height = height
        self.entry = entry
        self.store = store
    }
}
