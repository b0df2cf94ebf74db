import SecretBase

/// Keys of the register store. Source: SecretNetwork `x/registration/internal/types/keys.go`.
enum RegistrationKeys {
    static let nodes = Store.register.key(0x01)
    static let machines = Store.register.key(0x03)
    /// Number of the last entry of the machines' list, 4 bytes big-endian; absent while it is empty.
    static let lastMachine = Store.register.key(0x04)

    /// Protobuf `MasterKey`: the key of seed exchange.
    static let nodeExchange = master("NodeExchMasterKey")
    /// Protobuf `MasterKey`: the key to which clients seal messages.
    static let ioExchange = master("IoExchMasterKey")

    /// Node key (32 bytes) → protobuf `RegistrationNodeInfo`.
    static func node(_ key: Bytes) -> Bytes { nodes + key }

    /// Number (4 bytes, big-endian) → owner (32) ‖ machine (20) ‖ machine it takes the place of (20).
    static func machine(_ number: UInt32) -> Bytes { machines + number.bigEndianBytes }

    private static func master(_ name: String) -> Bytes {
        Store.register.key(0x02, Bytes(name.utf8))
    }
}

extension UInt32 {
    /// Four bytes, the highest first.
    var bigEndianBytes: Bytes { (0..<4).map { UInt8(truncatingIfNeeded: self >> (24 - 8 * $0)) } }

    /// Reads four bytes, the highest first; nil for any other count.
    init?(bigEndian bytes: some Collection<UInt8>) {
        guard bytes.count == 4 else { return nil }
        self = bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }
}
