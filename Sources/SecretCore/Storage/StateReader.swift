package import SecretBase

/// Read access to chain state: an ordered map from key bytes to value bytes.
///
/// Keys compare as unsigned bytes, shorter first where one is a prefix of the other.
package protocol StateReader {
    /// The value stored under `key`, nil where there is none.
    func value(for key: Bytes) throws(StorageError) -> Bytes?

    /// Calls `visit(key, value)` in key order (descending if `reversed`) until it returns false.
    ///
    /// Throws what `visit` throws, or a `StorageError`. State must not change during the scan.
    func scan(
        _ range: KeyRange, reversed: Bool, _ visit: (Bytes, Bytes) throws -> Bool
    ) throws
}

extension StateReader {
    /// Ascending scan.
    package func scan(_ range: KeyRange, _ visit: (Bytes, Bytes) throws -> Bool) throws {
        try scan(range, reversed: false, visit)
    }

    /// Whether something is stored under `key`.
    package func contains(_ key: Bytes) throws(StorageError) -> Bool {
        try value(for: key) != nil
    }
}

/// Keys from `from` (included) up to `to` (excluded; nil: no upper bound).
package struct KeyRange: Hashable, Sendable {
    package let from: Bytes
    package let to: Bytes?

    /// Every key.
    package static let everything = KeyRange(from: [], to: nil)

    package init(from: Bytes, to: Bytes?) {
        self.from = from
        self.to = to
    }

    /// All keys that begin with `prefix`.
    package init(prefix: Bytes) {
        from = prefix
        to = Self.successor(of: prefix)
    }

    /// Whether `key` lies in the range.
    package func contains(_ key: Bytes) -> Bool {
        guard !key.precedes(from) else { return false }
        guard let to else { return true }
        return key.precedes(to)
    }

    /// The first key after every key that begins with `prefix`; nil when there is none (all 0xff).
    package static func successor(of prefix: Bytes) -> Bytes? {
        guard let last = prefix.lastIndex(where: { $0 != 0xff }) else { return nil }
        var end = Bytes(prefix[...last])
        end[last] += 1
        return end
    }
}

extension [UInt8] {
    /// Byte-wise order, the order of SQLite BLOBs and of the chain's stores.
    package func precedes(_ other: [UInt8]) -> Bool {
        compare(other) < 0
    }

    /// Negative, zero or positive as `self` sorts before, with or after `other`.
    func compare(_ other: [UInt8]) -> Int {
        let order = withUnsafeBytes { left in
            other.withUnsafeBytes { right -> Int in
                let shared = Swift.min(left.count, right.count)
                var index = 0
                // Eight bytes at a time: keys share long prefixes (store byte, address).
                while index + 8 <= shared {
                    let a = left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                    let b = right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                    if a != b { return a.bigEndian < b.bigEndian ? -1 : 1 }
                    index += 8
                }
                while index < shared {
                    if left[index] != right[index] { return left[index] < right[index] ? -1 : 1 }
                    index += 1
                }
                return 0
            }
        }
        return order != 0 ? order : count - other.count
    }
}
