/// Bytes as the key of a dictionary: hashed as a whole, and once however many dictionaries are
/// asked.
package struct ByteKey: Hashable, Sendable {
    package let bytes: Bytes
    @usableFromInline let digest: Int

    @inlinable
    package init(_ bytes: Bytes) {
        self.bytes = bytes
        var hasher = Hasher()
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
        digest = hasher.finalize()
    }

    @inlinable
    package static func == (left: ByteKey, right: ByteKey) -> Bool {
        left.digest == right.digest && left.bytes == right.bytes
    }

    @inlinable
    package func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}
