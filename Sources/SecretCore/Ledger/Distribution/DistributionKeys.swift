import SecretBase
import SecretChain

/// Keys of the distribution store. Source: cosmos-sdk `x/distribution/types/keys.go`, and the
/// network's `x/distribution/keeper/restake.go`.
enum DistributionKeys {
    /// → protobuf `FeePool`.
    static let feePool = Store.distribution.key(0x00)
    /// → protobuf `BytesValue`: the consensus address of the last block's proposer.
    static let proposer = Store.distribution.key(0x01)
    static let outstanding = Store.distribution.key(0x02)
    static let withdrawAddresses = Store.distribution.key(0x03)
    static let starts = Store.distribution.key(0x04)
    static let histories = Store.distribution.key(0x05)
    static let currents = Store.distribution.key(0x06)
    static let commissions = Store.distribution.key(0x07)
    static let slashes = Store.distribution.key(0x08)
    static let parameters = Store.distribution.key(0x09)
    static let restakes = Store.distribution.key(0xF0)

    /// length ‖ operator → protobuf `ValidatorOutstandingRewards`.
    static func outstanding(_ validator: ValidatorAddress) -> Bytes {
        outstanding + validator.bytes.lengthPrefixed
    }

    /// length ‖ delegator → address bytes.
    static func withdrawAddress(_ delegator: Address) -> Bytes {
        withdrawAddresses + delegator.bytes.lengthPrefixed
    }

    /// length ‖ operator ‖ length ‖ delegator → protobuf `DelegatorStartingInfo`.
    static func start(_ delegator: Address, _ validator: ValidatorAddress) -> Bytes {
        starts + validator.bytes.lengthPrefixed + delegator.bytes.lengthPrefixed
    }

    /// length ‖ operator, the beginning of a validator's history.
    static func history(_ validator: ValidatorAddress) -> Bytes {
        histories + validator.bytes.lengthPrefixed
    }

    /// length ‖ operator ‖ period (8 bytes, little-endian) → protobuf `ValidatorHistoricalRewards`.
    static func history(_ validator: ValidatorAddress, period: UInt64) -> Bytes {
        history(validator) + Bytes(littleEndian: period)
    }

    /// length ‖ operator → protobuf `ValidatorCurrentRewards`.
    static func current(_ validator: ValidatorAddress) -> Bytes {
        currents + validator.bytes.lengthPrefixed
    }

    /// length ‖ operator → protobuf `ValidatorAccumulatedCommission`.
    static func commission(_ validator: ValidatorAddress) -> Bytes {
        commissions + validator.bytes.lengthPrefixed
    }

    /// length ‖ operator, the beginning of a validator's slashes.
    static func slashes(_ validator: ValidatorAddress) -> Bytes {
        slashes + validator.bytes.lengthPrefixed
    }

    /// length ‖ operator ‖ height (8 bytes, big-endian), the slashes of one height.
    static func slashes(_ validator: ValidatorAddress, height: UInt64) -> Bytes {
        slashes(validator) + Bytes(bigEndian: height)
    }

    /// length ‖ delegator, the beginning of what a delegator has restaked.
    static func restakes(of delegator: Address) -> Bytes {
        restakes + delegator.bytes.lengthPrefixed
    }

    /// length ‖ delegator ‖ length ‖ operator → `k`.
    static func restake(_ delegator: Address, _ validator: ValidatorAddress) -> Bytes {
        restakes(of: delegator) + validator.bytes.lengthPrefixed
    }
}
