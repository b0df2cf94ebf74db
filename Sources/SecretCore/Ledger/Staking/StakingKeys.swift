import SecretBase
import SecretChain

/// Keys of the staking store. Source: chain specification §4.3, cosmos-sdk
/// `x/staking/types/keys.go`.
enum StakingKeys {
    static let parameters = Store.staking.key(0x51)
    static let lastPowers = Store.staking.key(0x11)
    /// → protobuf `IntProto`: the power of the whole set.
    static let lastTotalPower = Store.staking.key(0x12)
    /// → protobuf `ValidatorUpdates`: what the last block changed in the set.
    static let lastUpdates = Store.staking.key(0x61)
    static let validators = Store.staking.key(0x21)
    static let powerIndex = Store.staking.key(0x23)
    static let delegations = Store.staking.key(0x31)
    static let unbondings = Store.staking.key(0x32)
    static let redelegations = Store.staking.key(0x34)
    /// The last id given to an unbonding, eight bytes big-endian.
    static let unbondingID = Store.staking.key(0x37)
    static let unbondingQueue = Store.staking.key(0x41)
    static let redelegationQueue = Store.staking.key(0x42)
    static let validatorQueue = Store.staking.key(0x43)

    static let histories = Store.staking.key(0x50)

    /// Height (8 bytes, big-endian) → protobuf `HistoricalInfo`.
    static func history(_ height: Int64) -> Bytes {
        histories + Bytes(bigEndian: UInt64(bitPattern: height))
    }

    /// length ‖ operator → protobuf `Int64Value`: the power of the last block's set.
    static func lastPower(_ validator: ValidatorAddress) -> Bytes {
        lastPowers + validator.bytes.lengthPrefixed
    }

    /// length ‖ operator → protobuf `Validator`.
    static func validator(_ validator: ValidatorAddress) -> Bytes {
        validators + validator.bytes.lengthPrefixed
    }

    /// length ‖ consensus address → operator bytes.
    static func validator(byConsensus address: ConsensusAddress) -> Bytes {
        validator(byConsensus: address.bytes)
    }

    /// As above, for the 20 bytes of a consensus address.
    static func validator(byConsensus address: Bytes) -> Bytes {
        Store.staking.key(0x22, address.lengthPrefixed)
    }

    /// power (8 bytes, big-endian) ‖ length ‖ operator with every bit turned → operator bytes.
    ///
    /// Read backwards: highest power first, among equals the lower operator address.
    static func power(_ power: UInt64, _ validator: ValidatorAddress) -> Bytes {
        let turned = validator.bytes.map { ~$0 }
        return powerIndex + Bytes(bigEndian: power) + turned.lengthPrefixed
    }

    /// length ‖ delegator, the beginning of all delegations of one delegator.
    static func delegations(of delegator: Address) -> Bytes {
        delegations + delegator.bytes.lengthPrefixed
    }

    /// length ‖ delegator ‖ length ‖ validator → protobuf `Delegation`.
    static func delegation(_ delegator: Address, _ validator: ValidatorAddress) -> Bytes {
        delegations(of: delegator) + validator.bytes.lengthPrefixed
    }

    /// length ‖ validator, the beginning of the index of a validator's delegations.
    static func delegators(of validator: ValidatorAddress) -> Bytes {
        Store.staking.key(0x71, validator.bytes.lengthPrefixed)
    }

    /// length ‖ validator ‖ delegator → empty.
    static func delegator(_ delegator: Address, of validator: ValidatorAddress) -> Bytes {
        delegators(of: validator) + delegator.bytes
    }

    /// length ‖ delegator, the beginning of all unbondings of one delegator.
    static func unbondings(of delegator: Address) -> Bytes {
        unbondings + delegator.bytes.lengthPrefixed
    }

    /// length ‖ delegator ‖ length ‖ validator → protobuf `UnbondingDelegation`.
    static func unbonding(_ delegator: Address, _ validator: ValidatorAddress) -> Bytes {
        unbondings(of: delegator) + validator.bytes.lengthPrefixed
    }

    /// length ‖ validator, the beginning of the index of unbondings from one validator.
    static func unbondings(from validator: ValidatorAddress) -> Bytes {
        Store.staking.key(0x33, validator.bytes.lengthPrefixed)
    }

    /// length ‖ validator ‖ length ‖ delegator → empty.
    static func unbonding(from validator: ValidatorAddress, of delegator: Address) -> Bytes {
        unbondings(from: validator) + delegator.bytes.lengthPrefixed
    }

    /// length ‖ delegator, the beginning of all redelegations of one delegator.
    static func redelegations(of delegator: Address) -> Bytes {
        redelegations + delegator.bytes.lengthPrefixed
    }

    /// length ‖ delegator ‖ length ‖ source ‖ length ‖ destination → protobuf `Redelegation`.
    static func redelegation(_ route: Redelegation) -> Bytes {
        redelegations(of: route.delegator.address) + route.source.bytes.lengthPrefixed
            + route.destination.bytes.lengthPrefixed
    }

    /// length ‖ source, the beginning of the index of redelegations from one validator.
    static func redelegations(from source: ValidatorAddress) -> Bytes {
        Store.staking.key(0x35, source.bytes.lengthPrefixed)
    }

    /// length ‖ source ‖ length ‖ delegator ‖ length ‖ destination → empty.
    static func redelegation(bySource route: Redelegation) -> Bytes {
        redelegations(from: route.source) + route.delegator.address.bytes.lengthPrefixed
            + route.destination.bytes.lengthPrefixed
    }

    /// length ‖ destination ‖ length ‖ delegator, the beginning of what is coming to a validator.
    static func redelegations(of delegator: Address, to destination: ValidatorAddress) -> Bytes {
        Store.staking.key(0x36, destination.bytes.lengthPrefixed, delegator.bytes.lengthPrefixed)
    }

    /// length ‖ destination ‖ length ‖ delegator ‖ length ‖ source → empty.
    static func redelegation(byDestination route: Redelegation) -> Bytes {
        redelegations(of: route.delegator.address, to: route.destination)
            + route.source.bytes.lengthPrefixed
    }

    /// Completion time → protobuf `DVVTriplets`.
    static func redelegationQueue(_ time: Timestamp) -> Bytes {
        redelegationQueue + timeKey(time)
    }

    /// Unbonding id → key of what unbonds, without the store's byte.
    static func unbonding(id: UInt64) -> Bytes { Store.staking.key(0x38, Bytes(bigEndian: id)) }

    /// Unbonding id → what kind of thing unbonds, eight bytes big-endian.
    static func unbondingKind(id: UInt64) -> Bytes {
        Store.staking.key(0x39, Bytes(bigEndian: id))
    }

    /// Completion time → protobuf `DVPairs`.
    static func unbondingQueue(_ time: Timestamp) -> Bytes { unbondingQueue + timeKey(time) }

    /// length (8 bytes) ‖ time ‖ height (8 bytes) → protobuf `ValAddresses`.
    static func validatorQueue(_ time: Timestamp, height: Int64) -> Bytes {
        let text = timeKey(time)
        return validatorQueue + Bytes(bigEndian: UInt64(text.count)) + text
            + Bytes(bigEndian: UInt64(bitPattern: height))
    }

    /// 29 characters that sort as the times do: nine digits of a second, no `Z`.
    static func timeKey(_ time: Timestamp) -> Bytes { Bytes(time.text(.nine).utf8.dropLast()) }
}
