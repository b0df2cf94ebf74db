import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// A delegation earns from the period in which it began, with the tokens that it was worth then.
extension DistributionModule {
    /// A delegation as it stands.
    struct Stake {
        let delegator: Party
        let shares: Dec
        let validator: Validator
    }

    /// The delegation begins to earn anew.
    func begin(_ delegator: Address, _ address: ValidatorAddress) throws(LedgerFault) {
        let period = try current(address).period - 1
        try addReference(address, period)
        let validator = try context.staking.validator(address)
        guard let shares = try context.staking.shares(of: delegator, in: address) else {
            throw .refused(StakingError.noDelegation)
        }
        var start = DistributionDelegatorStartingInfo()
        start.previousPeriod = period
        start.stake = try validator.tokensTruncated(from: shares).wireText
        start.height = UInt64(bitPattern: context.header.height)
        try context.write(start.stored(), DistributionKeys.start(delegator, address))
    }

    private func start(
        _ stake: Stake
    ) throws(LedgerFault) -> DistributionDelegatorStartingInfo {
        let key = DistributionKeys.start(stake.delegator.address, stake.validator.address)
        return try DistributionDelegatorStartingInfo(
            stored: context.read(key) ?? [], "starting info")
    }

    /// What the delegation earned from its start to the end of `endingPeriod`.
    func rewards(_ stake: Stake, until endingPeriod: UInt64) throws(LedgerFault) -> DecCoins {
        let start = try start(stake)
        let height = UInt64(bitPattern: context.header.height)
        guard start.height != height else { return .none }
        var period = start.previousPeriod
        var tokens = try Self.decimal(start.stake.isEmpty ? "0" : start.stake, "stake")
        var earned = DecCoins.none
        if height > start.height {
            for slash in try slashes(stake.validator.address, from: start.height, to: height)
            where slash.validatorPeriod > period {
                earned = try earned.plus(
                    between(stake.validator.address, period, slash.validatorPeriod, tokens))
                let kept = try Dec.one.minus(Self.decimal(slash.fraction, "slash fraction"))
                tokens = try tokens.productTruncating(kept)
                period = slash.validatorPeriod
            }
        }
        let now = try stake.validator.tokens(from: stake.shares)
        if tokens > now {
            // The same in another order of roundings; more than the last digit would be a fault.
            guard tokens <= (try now.plus(Dec(scaled: 3))) else {
                throw .panic(
                    "calculated final stake for delegator \(stake.delegator.text) greater than "
                        + "current stake\n\tfinal stake:\t\(tokens)\n\tcurrent stake:\t\(now)")
            }
            tokens = now
        }
        return try earned.plus(
            between(stake.validator.address, period, endingPeriod, tokens))
    }

    private func between(
        _ validator: ValidatorAddress, _ first: UInt64, _ last: UInt64, _ tokens: Dec
    ) throws(LedgerFault) -> DecCoins {
        guard first <= last else {
            throw .panic("startingPeriod cannot be greater than endingPeriod")
        }
        guard !tokens.isNegative else { throw .panic("stake should not be negative") }
        let starting = try ratio(validator, first)
        guard let difference = try ratio(validator, last).minusIfCovered(starting) else {
            throw .panic("negative coin amount")
        }
        return try difference.timesTruncating(tokens)
    }

    private func slashes(
        _ validator: ValidatorAddress, from first: UInt64, to last: UInt64
    ) throws(LedgerFault) -> [DistributionValidatorSlashEvent] {
        let range = KeyRange(
            from: DistributionKeys.slashes(validator, height: first),
            to: DistributionKeys.slashes(validator, height: last + 1))
        var found: [DistributionValidatorSlashEvent] = []
        for (_, value) in try context.entries(range) {
            found.append(try DistributionValidatorSlashEvent(stored: value, "slash"))
        }
        return found
    }

    /// Pays what the delegation earned; whole coins go to the delegator, the rest to the community.
    ///
    /// The delegation has no start afterwards. Where nothing was earned the chain says so in the
    /// default denomination of its program, which is not the network's: `0stake`.
    @discardableResult
    func withdraw(_ stake: Stake) throws(LedgerFault) -> (paid: Coins, text: String) {
        let (delegator, validator) = (stake.delegator.address, stake.validator.address)
        guard try context.has(DistributionKeys.start(delegator, validator)) else {
            throw .refused(DistributionError.noDelegationInfo)
        }
        let period = try endPeriod(of: stake.validator)
        let earned = try rewards(stake, until: period)
        let available = try outstanding(validator)
        // The last digit may differ by the order of roundings.
        let due = earned.intersection(available)
        let (coins, change) = try due.truncated()
        if !coins.isEmpty {
            let recipient = try withdrawAddress(of: delegator)
            try context.bank.pay(coins, from: ModuleAccounts.distribution, to: recipient)
        }
        try setOutstanding(available.minus(due), validator)
        try addToCommunityPool(change)
        try dropReference(validator, start(stake).previousPeriod)
        try context.delete(DistributionKeys.start(delegator, validator))
        let text = coins.isEmpty ? "0stake" : coins.description
        context.emit(.withdrawRewards(text, validator.description, stake.delegator.text))
        return (coins, text)
    }

    /// As `withdraw`, and the delegation goes on.
    func withdrawRewards(
        of delegator: Party, from address: ValidatorAddress
    ) throws(LedgerFault) -> (paid: Coins, text: String) {
        let validator = try context.staking.validator(address)
        guard let shares = try context.staking.shares(of: delegator.address, in: address) else {
            throw .refused(StakingError.noDelegation)
        }
        let result = try withdraw(
            Stake(delegator: delegator, shares: shares, validator: validator))
        try begin(delegator.address, address)
        return result
    }
}
