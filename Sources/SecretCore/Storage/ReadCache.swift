package import SecretBase

/// The most recently used entries of committed state, absent ones included.
///
/// Two generations: when the young one is full it becomes the old one, and the old one goes.
package struct ReadCache {
    private let bytesMax: Int
    private var young: [ByteKey: Bytes?] = [:]
    private var old: [ByteKey: Bytes?] = [:]
    private var youngBytes = 0

    /// Holds up to about twice `bytesMax` of keys and values.
    package init(bytesMax: Int) {
        self.bytesMax = bytesMax
    }

    /// nil: not cached; .some(nil): known to be absent.
    package mutating func value(for bytes: Bytes) -> Bytes?? {
        let key = ByteKey(bytes)
        if let value = young[key] { return .some(value) }
        guard let value = old[key] else { return nil }
        put(value, for: key)
        return .some(value)
    }

    /// Remembers `value`, nil for a key that is known to be absent.
    package mutating func put(_ value: Bytes?, for key: Bytes) {
        put(value, for: ByteKey(key))
    }

    private mutating func put(_ value: Bytes?, for key: ByteKey) {
        // About what an entry costs beside its bytes: two array headers and a place in the table.
        let cost = key.bytes.count + (value?.count ?? 0) + 120
        if youngBytes + cost > bytesMax {
            old = young
            young = [:]
            youngBytes = 0
        }
        if young.updateValue(value, forKey: key) == nil { youngBytes += cost }
    }

    mutating func removeAll() {
        young = [:]
        old = [:]
        youngBytes = 0
    }
}
