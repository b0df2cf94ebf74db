import SecretBase
import SecretChain

/// Keys of the authz store. Source: cosmos-sdk `x/authz/keeper/keys.go`.
enum AuthzKeys {
    static let grants = Store.authz.key(0x01)
    static let queue = Store.authz.key(0x02)
    /// Bytes of a time inside a queue's key.
    static let timeCount = 29

    /// length ‖ granter, the beginning of all that one account granted.
    static func grants(by granter: Address) -> Bytes { grants + granter.bytes.lengthPrefixed }

    /// length ‖ granter ‖ length ‖ grantee, the beginning of all between two.
    static func grants(by granter: Address, to grantee: Address) -> Bytes {
        grants(by: granter) + grantee.bytes.lengthPrefixed
    }

    /// length ‖ granter ‖ length ‖ grantee ‖ type URL → protobuf `Grant`.
    static func grant(by granter: Address, to grantee: Address, _ typeURL: String) -> Bytes {
        grants(by: granter, to: grantee) + Bytes(typeURL.utf8)
    }

    /// Expiration (29 bytes of text) ‖ length ‖ granter ‖ length ‖ grantee → `GrantQueueItem`.
    static func queue(_ time: Timestamp, by granter: Address, to grantee: Address) -> Bytes {
        queue + StakingKeys.timeKey(time) + granter.bytes.lengthPrefixed
            + grantee.bytes.lengthPrefixed
    }

    /// Reads length ‖ address, twice, from the beginning of what stands behind a prefix; gives
    /// what is left as well.
    static func addresses(
        in key: ArraySlice<UInt8>
    ) throws(LedgerFault) -> (first: Address, second: Address, rest: ArraySlice<UInt8>) {
        var rest = key
        let (first, second) = (try address(&rest), try address(&rest))
        return (first, second, rest)
    }

    static func address(_ rest: inout ArraySlice<UInt8>) throws(LedgerFault) -> Address {
        guard let count = rest.popFirst(), rest.count >= Int(count) else {
            throw .damaged("key without its addresses")
        }
        defer { rest = rest.dropFirst(Int(count)) }
        do { return try Address(bytes: Bytes(rest.prefix(Int(count)))) } catch {
            throw .damaged("key: \(error)")
        }
    }
}
