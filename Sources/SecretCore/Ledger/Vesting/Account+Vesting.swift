import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// Vesting accounts in the store: each type wraps a `BaseVestingAccount`.
enum VestingAccounts {
    private static let package = "/cosmos.vesting.v1beta1."
    static let continuous = package + "ContinuousVestingAccount"
    static let delayed = package + "DelayedVestingAccount"
    static let periodic = package + "PeriodicVestingAccount"
    static let permanent = package + "PermanentLockedAccount"
    static let types = [continuous, delayed, periodic, permanent]

    /// What the bytes of every stored vesting account hold behind two of tag and length.
    private static let beginning = Bytes(package.utf8)

    /// Whether these bytes of the store are a vesting account, without reading them whole.
    static func isOne(stored: Bytes) -> Bool { stored.dropFirst(2).starts(with: beginning) }
}

extension VestingSchedule {
    /// Reads an account of one of the four types; nil for any other type.
    static func read(
        _ any: Google_Protobuf_Any
    ) throws(LedgerFault) -> (base: AuthBaseAccount, schedule: VestingSchedule)? {
        let (bytes, what) = (Bytes(any.value), "vesting account")
        switch any.typeURL {
        case VestingAccounts.continuous:
            let wire = try VestingContinuousVestingAccount(stored: bytes, what)
            return try read(wire.baseVestingAccount, .continuous(start: wire.startTime))
        case VestingAccounts.delayed:
            let wire = try VestingDelayedVestingAccount(stored: bytes, what)
            return try read(wire.baseVestingAccount, .delayed)
        case VestingAccounts.permanent:
            let wire = try VestingPermanentLockedAccount(stored: bytes, what)
            return try read(wire.baseVestingAccount, .permanent)
        case VestingAccounts.periodic:
            let wire = try VestingPeriodicVestingAccount(stored: bytes, what)
            var periods: [Period] = []
            for period in wire.vestingPeriods {
                periods.append(
                    Period(seconds: period.length, amount: try coins(period.amount)))
            }
            return try read(
                wire.baseVestingAccount, .periodic(start: wire.startTime, periods))
        default: return nil
        }
    }

    private static func read(
        _ wire: VestingBaseVestingAccount, _ kind: Kind
    ) throws(LedgerFault) -> (base: AuthBaseAccount, schedule: VestingSchedule) {
        let schedule = VestingSchedule(
            kind: kind, original: try coins(wire.originalVesting),
            delegatedFree: try coins(wire.delegatedFree),
            delegatedVesting: try coins(wire.delegatedVesting), end: wire.endTime)
        return (wire.baseAccount, schedule)
    }

    private static func coins(_ wire: [WireCoin]) throws(LedgerFault) -> Coins {
        do { return try Coins(wire) } catch { throw .damaged("vesting account: \(error)") }
    }

    /// The account as it is stored.
    func wire(of base: AuthBaseAccount) throws(LedgerFault) -> Google_Protobuf_Any {
        var inner = VestingBaseVestingAccount()
        inner.baseAccount = base
        inner.originalVesting = original.wire
        inner.delegatedFree = delegatedFree.wire
        inner.delegatedVesting = delegatedVesting.wire
        inner.endTime = end
        switch kind {
        case .continuous(let start):
            var wire = VestingContinuousVestingAccount()
            wire.baseVestingAccount = inner
            wire.startTime = start
            return try Google_Protobuf_Any(packing: wire)
        case .delayed:
            var wire = VestingDelayedVestingAccount()
            wire.baseVestingAccount = inner
            return try Google_Protobuf_Any(packing: wire)
        case .permanent:
            var wire = VestingPermanentLockedAccount()
            wire.baseVestingAccount = inner
            return try Google_Protobuf_Any(packing: wire)
        case .periodic(let start, let periods):
            var wire = VestingPeriodicVestingAccount()
            wire.baseVestingAccount = inner
            wire.startTime = start
            wire.vestingPeriods = periods.map { period in
                var wire = VestingPeriod()
                wire.length = period.seconds
                wire.amount = period.amount.wire
                return wire
            }
            return try Google_Protobuf_Any(packing: wire)
        }
    }
}
