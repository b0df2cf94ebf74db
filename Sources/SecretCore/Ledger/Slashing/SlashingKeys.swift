import SecretBase
import SecretChain

/// Keys of the slashing store; validators go by their consensus addresses.
///
/// Source: cosmos-sdk `x/slashing/types/keys.go`.
enum SlashingKeys {
    static let parameters = Store.slashing.key(0x00)
    static let signingInfos = Store.slashing.key(0x01)

    /// length ‖ consensus address → protobuf `ValidatorSigningInfo`.
    static func signingInfo(_ validator: Bytes) -> Bytes {
        signingInfos + validator.lengthPrefixed
    }

    /// length ‖ consensus address, the beginning of what one validator missed.
    static func missed(_ validator: Bytes) -> Bytes {
        Store.slashing.key(0x02, validator.lengthPrefixed)
    }

    /// length ‖ consensus address ‖ chunk (8 bytes, little-endian) → `MissedBlocks`.
    static func missed(_ validator: Bytes, chunk: UInt64) -> Bytes {
        missed(validator) + Bytes(littleEndian: chunk)
    }

    /// length ‖ consensus address → `Any` of the public key.
    static func publicKey(_ validator: Bytes) -> Bytes {
        Store.slashing.key(0x03, validator.lengthPrefixed)
    }
}
