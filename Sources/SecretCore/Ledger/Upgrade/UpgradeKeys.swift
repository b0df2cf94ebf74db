import SecretBase

/// Keys of the upgrade store. Source: cosmos-sdk `x/upgrade/types/keys.go`.
enum UpgradeKeys {
    /// Protobuf `Plan`; absent where none is planned.
    static let plan = Store.upgrade.key(0x00)
    static let done = Store.upgrade.key(0x01)
    static let versions = Store.upgrade.key(0x02)
    /// How many upgrades there were, eight bytes big-endian.
    static let protocolVersion = Store.upgrade.key(0x03)

    /// Height (8 bytes, big-endian) ‖ name → one byte, 1.
    static func done(_ name: String, at height: Int64) -> Bytes {
        done + Bytes(bigEndian: UInt64(bitPattern: height)) + Bytes(name.utf8)
    }

    /// Module name → consensus version, eight bytes big-endian.
    static func version(of module: String) -> Bytes { versions + Bytes(module.utf8) }
}
