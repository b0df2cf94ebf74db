import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// A validator's periods. One ends whenever a delegation changes; what a token earned until the end
/// of each is kept as long as somebody counts from there.
extension DistributionModule {
    struct Current {
        var rewards: DecCoins
        /// The period that runs; history has those before it.
        var period: UInt64
    }

    func current(_ validator: ValidatorAddress) throws(LedgerFault) -> Current {
        let value = try context.read(DistributionKeys.current(validator)) ?? []
        let wire = try DistributionValidatorCurrentRewards(stored: value, "current rewards")
        return Current(rewards: try DecCoins(stored: wire.rewards), period: wire.period)
    }

    func setCurrent(_ current: Current, _ validator: ValidatorAddress) throws(LedgerFault) {
        var wire = DistributionValidatorCurrentRewards()
        wire.rewards = current.rewards.wire
        wire.period = current.period
        try context.write(wire.stored(), DistributionKeys.current(validator))
    }

    private func history(
        _ validator: ValidatorAddress, _ period: UInt64
    ) throws(LedgerFault) -> DistributionValidatorHistoricalRewards {
        let key = DistributionKeys.history(validator, period: period)
        return try DistributionValidatorHistoricalRewards(
            stored: context.read(key) ?? [], "historical rewards")
    }

    private func setHistory(
        _ wire: DistributionValidatorHistoricalRewards, _ validator: ValidatorAddress,
        _ period: UInt64
    ) throws(LedgerFault) {
        try context.write(wire.stored(), DistributionKeys.history(validator, period: period))
    }

    /// What one token earned from the validator's beginning to the end of `period`.
    func ratio(
        _ validator: ValidatorAddress, _ period: UInt64
    ) throws(LedgerFault) -> DecCoins {
        try DecCoins(stored: history(validator, period).cumulativeRewardRatio)
    }

    /// The first records of a new validator.
    func begin(_ validator: ValidatorAddress) throws(LedgerFault) {
        var start = DistributionValidatorHistoricalRewards()
        start.referenceCount = 1
        try setHistory(start, validator, 0)
        try setCurrent(Current(rewards: .none, period: 1), validator)
        try setCommission(.none, validator)
        try setOutstanding(.none, validator)
    }

    /// Ends the period that runs and gives its number.
    @discardableResult
    func endPeriod(of validator: Validator) throws(LedgerFault) -> UInt64 {
        let address = validator.address
        let running = try current(address)
        var earned = DecCoins.none
        if validator.tokens.isZero {
            // Nobody can claim what came to a validator without tokens.
            try addToCommunityPool(running.rewards)
            try setOutstanding(outstanding(address).minus(running.rewards), address)
        } else {
            earned = try running.rewards.overTruncating(validator.tokens.decimal())
        }
        guard running.period > 0 else { throw .damaged("period of \(address)") }
        var ended = DistributionValidatorHistoricalRewards()
        ended.cumulativeRewardRatio = try ratio(address, running.period - 1).plus(earned).wire
        ended.referenceCount = 1
        try dropReference(address, running.period - 1)
        try setHistory(ended, address, running.period)
        try setCurrent(Current(rewards: .none, period: running.period + 1), address)
        return running.period
    }

    func addReference(_ validator: ValidatorAddress, _ period: UInt64) throws(LedgerFault) {
        var wire = try history(validator, period)
        guard wire.referenceCount <= 2 else {
            throw .panic("reference count should never exceed 2")
        }
        wire.referenceCount += 1
        try setHistory(wire, validator, period)
    }

    func dropReference(_ validator: ValidatorAddress, _ period: UInt64) throws(LedgerFault) {
        var wire = try history(validator, period)
        guard wire.referenceCount > 0 else {
            throw .panic("cannot set negative reference count")
        }
        wire.referenceCount -= 1
        guard wire.referenceCount > 0 else {
            return try context.delete(DistributionKeys.history(validator, period: period))
        }
        try setHistory(wire, validator, period)
    }

    /// Pays the last commission of a validator that is no more, gives the rest to the community.
    func end(_ validator: ValidatorAddress) throws(LedgerFault) {
        var left = try outstanding(validator)
        let earned = try commission(validator)
        if !earned.isZero {
            left = try left.minus(earned)
            let (coins, change) = try earned.truncated()
            try addToCommunityPool(change)
            if !coins.isEmpty {
                try payLast(coins, of: validator)
            }
        }
        try addToCommunityPool(left)
        try context.delete(DistributionKeys.outstanding(validator))
        try context.delete(DistributionKeys.commission(validator))
        for prefix in [DistributionKeys.slashes(validator), DistributionKeys.history(validator)] {
            for (key, _) in try context.entries(KeyRange(prefix: prefix)) {
                try context.delete(key)
            }
        }
        try context.delete(DistributionKeys.current(validator))
    }

    /// An operator that must not receive, a module, leaves its coins to the community; the network
    /// stops there.
    private func payLast(_ coins: Coins, of validator: ValidatorAddress) throws(LedgerFault) {
        let recipient = try withdrawAddress(of: Address(operator: validator))
        guard !ModuleAccounts.blocked.contains(recipient.address) else {
            return try addToCommunityPool(DecCoins(coins))
        }
        try context.bank.pay(coins, from: ModuleAccounts.distribution, to: recipient)
    }

    /// Remembers that tokens before this moment are worth less: `fraction` of them is gone.
    func slash(_ validator: Validator, by fraction: Dec) throws(LedgerFault) {
        guard !fraction.isNegative, fraction <= .one else {
            throw .panic("fraction must be >=0 and <=1, current fraction: \(fraction)")
        }
        let period = try endPeriod(of: validator)
        try addReference(validator.address, period)
        var event = DistributionValidatorSlashEvent()
        event.validatorPeriod = period
        event.fraction = fraction.wireText
        let height = UInt64(bitPattern: context.header.height)
        try context.write(
            event.stored(),
            DistributionKeys.slashes(validator.address, height: height)
                + Bytes(bigEndian: period))
    }
}
