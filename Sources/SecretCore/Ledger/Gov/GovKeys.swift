import SecretBase
import SecretChain

/// Keys of the gov store. Source: cosmos-sdk `x/gov/types/keys.go`, `x/gov/keeper/keeper.go`.
enum GovKeys {
    static let proposals = Store.gov.key(0x00)
    static let activeQueue = Store.gov.key(0x01)
    static let inactiveQueue = Store.gov.key(0x02)
    /// → the id of the next proposal, eight bytes big-endian.
    static let nextID = Store.gov.key(0x03)
    static let deposits = Store.gov.key(0x10)
    static let votes = Store.gov.key(0x20)
    static let parameters = Store.gov.key(0x30)
    static let constitution = Store.gov.key(0x31)

    /// id (8 bytes, big-endian) → protobuf `Proposal` of v1.
    static func proposal(_ id: UInt64) -> Bytes { proposals + Bytes(bigEndian: id) }

    /// id → one byte, 1, while the proposal is voted on.
    static func voting(_ id: UInt64) -> Bytes { Store.gov.key(0x04, Bytes(bigEndian: id)) }

    /// End of voting ‖ id → id.
    static func active(_ end: Timestamp, _ id: UInt64) -> Bytes {
        activeQueue + StakingKeys.timeKey(end) + Bytes(bigEndian: id)
    }

    /// End of depositing ‖ id → id.
    static func inactive(_ end: Timestamp, _ id: UInt64) -> Bytes {
        inactiveQueue + StakingKeys.timeKey(end) + Bytes(bigEndian: id)
    }

    /// id, the beginning of a proposal's deposits.
    static func deposits(_ id: UInt64) -> Bytes { deposits + Bytes(bigEndian: id) }

    /// id ‖ length ‖ depositor → protobuf `Deposit`.
    static func deposit(_ id: UInt64, _ depositor: Address) -> Bytes {
        deposits(id) + depositor.bytes.lengthPrefixed
    }

    /// id, the beginning of a proposal's votes.
    static func votes(_ id: UInt64) -> Bytes { votes + Bytes(bigEndian: id) }

    /// id ‖ length ‖ voter → protobuf `Vote`.
    static func vote(_ id: UInt64, _ voter: Address) -> Bytes {
        votes(id) + voter.bytes.lengthPrefixed
    }
}
