package import SecretBase

/// The most recently used entries of committed state, absent ones included.
package struct ReadCache {
    private var cache: GenerationCache<ByteKey, Bytes?>

    /// Holds up to about twice `bytesMax` of keys and values.
    package init(bytesMax: Int) { cache = GenerationCache(costMax: bytesMax) }

    /// nil: not cached; .some(nil): known to be absent.
    package mutating func value(for bytes: Bytes) -> Bytes?? {
        cache.value(for: ByteKey(bytes)) { Self.cost(bytes, $0) }
    }

    /// Remembers `value`, nil for a key that is known to be absent.
    package mutating func put(_ value: Bytes?, for key: Bytes) {
        cache.put(value, for: ByteKey(key), cost: Self.cost(key, value))
    }

    mutating func removeAll() { cache.removeAll() }

    /// About what an entry costs beside its bytes: two array headers and a place in the table.
    private static func cost(_ key: Bytes, _ value: Bytes?) -> Int {
        key.count + (value?.count ?? 0) + 120
    }
}
