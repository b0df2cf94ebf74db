import SecretBase
import SecretChain

/// Keys of the feegrant store: whoever may use an allowance comes before whoever gives it.
///
/// Source: cosmos-sdk `x/feegrant/key.go`.
enum FeegrantKeys {
    static let allowances = Store.feegrant.key(0x00)
    static let queue = Store.feegrant.key(0x01)
    /// Bytes of a time inside a queue's key.
    static let timeCount = 29

    /// length ‖ grantee, the beginning of all that one account may use.
    static func allowances(for grantee: Address) -> Bytes {
        allowances + grantee.bytes.lengthPrefixed
    }

    /// length ‖ grantee ‖ length ‖ granter → protobuf `Grant`.
    static func allowance(for grantee: Address, by granter: Address) -> Bytes {
        allowances(for: grantee) + granter.bytes.lengthPrefixed
    }

    /// Expiration (29 bytes of text), the beginning of what ends then.
    static func queue(_ time: Timestamp) -> Bytes { queue + StakingKeys.timeKey(time) }

    /// Expiration ‖ length ‖ grantee ‖ length ‖ granter → empty.
    static func queue(_ time: Timestamp, for grantee: Address, by granter: Address) -> Bytes {
        queue(time) + grantee.bytes.lengthPrefixed + granter.bytes.lengthPrefixed
    }
}
