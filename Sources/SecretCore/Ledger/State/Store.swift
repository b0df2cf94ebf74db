import SecretBase

/// The chain's stores. State is one map here, so a store's byte goes before each of its keys; what
/// follows the byte is the key as the chain itself has it.
enum Store: UInt8 {
    case account = 1
    case bank = 2
    case staking = 3
    case consensus = 4
    case distribution = 5
    case mint = 6
    case gov = 7
    case compute = 8

    /// The store's byte, the module's prefix and the rest of the key.
    func key(_ prefix: UInt8, _ parts: Bytes...) -> Bytes {
        var key = Bytes()
        key.reserveCapacity(parts.reduce(2) { $0 + $1.count })
        key.append(rawValue)
        key.append(prefix)
        for part in parts { key.append(contentsOf: part) }
        return key
    }
}

extension Bytes {
    /// Length (one byte) ‖ bytes, as addresses lie inside keys.
    var lengthPrefixed: Bytes { [UInt8(truncatingIfNeeded: count)] + self }

    /// Eight bytes, big-endian.
    init(bigEndian number: UInt64) {
        self = (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
    }

    /// Eight bytes, little-endian.
    init(littleEndian number: UInt64) {
        self = (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}

extension UInt64 {
    /// Reads eight bytes, big-endian; nil for any other count.
    init?(bigEndian bytes: some Collection<UInt8>) {
        guard bytes.count == 8 else { return nil }
        self = bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
