import SecretBase
import SecretChain

/// Keys of the poet store; validators go by the 20 bytes of their consensus addresses.
///
/// Source: `spec/poet.md` 9.4. Snapshots lie by validator and then by height, because what is asked
/// is the last one of a validator up to a height, and they are written when something changed.
enum PoetKeys {
    static let parameters = Store.poet.key(0x00)
    static let engagements = Store.poet.key(0x01)
    static let snapshots = Store.poet.key(0x03)
    static let beacons = Store.poet.key(0x04)
    static let bindings = Store.poet.key(0x05)
    static let state = Store.poet.key(0x06)
    /// The whole store.
    static let all: Bytes = [Store.poet.rawValue]

    /// consensus address → protobuf `Engagement`.
    static func engagement(_ validator: Bytes) -> Bytes { engagements + validator }

    /// The beginning of a validator's ring.
    static func ring(_ validator: Bytes) -> Bytes { Store.poet.key(0x02, validator) }

    /// consensus address ‖ chunk (2 bytes, big-endian) → 512 cells of two bits.
    static func ring(_ validator: Bytes, chunk: Int) -> Bytes {
        ring(validator) + [UInt8(truncatingIfNeeded: chunk >> 8), UInt8(truncatingIfNeeded: chunk)]
    }

    /// The beginning of a validator's snapshots.
    static func snapshots(of validator: Bytes) -> Bytes { snapshots + validator }

    /// consensus address ‖ height (8 bytes, big-endian) → seconds of the block's time (8 bytes,
    /// big-endian) ‖ protobuf `Snapshot`.
    static func snapshot(_ validator: Bytes, _ height: Int64) -> Bytes {
        snapshots(of: validator) + Bytes(bigEndian: UInt64(bitPattern: height))
    }

    /// height (8 bytes, big-endian) → hash of the block.
    static func beacon(_ height: Int64) -> Bytes {
        beacons + Bytes(bigEndian: UInt64(bitPattern: height))
    }

    /// platform → protobuf `PlatformBinding`.
    static func binding(_ platform: Bytes) -> Bytes { bindings + platform }
}
