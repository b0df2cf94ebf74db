import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// Who earned what: fees and inflation, per validator and period, per delegation since its start.
///
/// Source: chain specification §4.5; "F1 fee distribution", Ojha and Frey, 2019.
struct DistributionModule {
    let context: LedgerContext

    func parameters() throws(LedgerFault) -> DistributionParams {
        guard let value = try context.read(DistributionKeys.parameters) else {
            throw .damaged("no distribution parameters")
        }
        return try DistributionParams(stored: value, "distribution parameters")
    }

    static func decimal(_ text: String, _ what: String) throws(LedgerFault) -> Dec {
        guard let number = Dec(wireText: text) else { throw .damaged(what) }
        return number
    }

    // MARK: The community's pool

    func communityPool() throws(LedgerFault) -> DecCoins {
        guard let value = try context.read(DistributionKeys.feePool) else {
            throw .damaged("no fee pool")
        }
        return try DecCoins(
            stored: DistributionFeePool(stored: value, "fee pool").communityPool)
    }

    func setCommunityPool(_ coins: DecCoins) throws(LedgerFault) {
        var pool = DistributionFeePool()
        pool.communityPool = coins.wire
        try context.write(pool.stored(), DistributionKeys.feePool)
    }

    func addToCommunityPool(_ coins: DecCoins) throws(LedgerFault) {
        try setCommunityPool(communityPool().plus(coins))
    }

    /// Coins of an account for everybody.
    func fundCommunityPool(_ coins: Coins, from depositor: Party) throws(LedgerFault) {
        try context.bank.send(coins, from: depositor, to: ModuleAccounts.distribution)
        try addToCommunityPool(DecCoins(coins))
    }

    /// Pays out of the pool; throws `badDistribution` when it has too little.
    func distribute(_ coins: Coins, to recipient: Party) throws(LedgerFault) {
        guard let rest = try communityPool().minusIfCovered(DecCoins(coins)) else {
            throw .refused(DistributionError.badDistribution)
        }
        try context.bank.pay(coins, from: ModuleAccounts.distribution, to: recipient)
        try setCommunityPool(rest)
    }

    // MARK: What validators hold

    func outstanding(_ validator: ValidatorAddress) throws(LedgerFault) -> DecCoins {
        let value = try context.read(DistributionKeys.outstanding(validator)) ?? []
        return try DecCoins(
            stored: DistributionValidatorOutstandingRewards(stored: value, "outstanding rewards")
                .rewards)
    }

    func setOutstanding(
        _ coins: DecCoins, _ validator: ValidatorAddress
    ) throws(LedgerFault) {
        var wire = DistributionValidatorOutstandingRewards()
        wire.rewards = coins.wire
        try context.write(wire.stored(), DistributionKeys.outstanding(validator))
    }

    func commission(_ validator: ValidatorAddress) throws(LedgerFault) -> DecCoins {
        let value = try context.read(DistributionKeys.commission(validator)) ?? []
        return try DecCoins(
            stored: DistributionValidatorAccumulatedCommission(stored: value, "commission")
                .commission)
    }

    func setCommission(
        _ coins: DecCoins, _ validator: ValidatorAddress
    ) throws(LedgerFault) {
        var wire = DistributionValidatorAccumulatedCommission()
        wire.commission = coins.wire
        try context.write(wire.stored(), DistributionKeys.commission(validator))
    }

    /// Pays the whole coins of a validator's commission to where its operator wants them.
    func withdrawCommission(_ validator: ValidatorAddress) throws(LedgerFault) -> Coins {
        let accumulated = try commission(validator)
        guard !accumulated.isZero else { throw .refused(DistributionError.noCommission) }
        let (coins, change) = try accumulated.truncated()
        try setCommission(change, validator)
        try setOutstanding(outstanding(validator).minus(DecCoins(coins)), validator)
        if !coins.isEmpty {
            let recipient = try withdrawAddress(of: Address(operator: validator))
            try context.bank.pay(coins, from: ModuleAccounts.distribution, to: recipient)
        }
        context.emit(.withdrawCommission(coins.description))
        return coins
    }

    // MARK: Where rewards go

    /// The delegator itself until it names another.
    func withdrawAddress(of delegator: Address) throws(LedgerFault) -> Party {
        guard let value = try context.read(DistributionKeys.withdrawAddress(delegator)) else {
            return Party(delegator)
        }
        do {
            return Party(try Address(bytes: value))
        } catch {
            throw .damaged("withdraw address: \(error)")
        }
    }

    func setWithdrawAddress(_ recipient: Party, of delegator: Address) throws(LedgerFault) {
        guard !ModuleAccounts.blocked.contains(recipient.address) else {
            throw .refused(
                SDKError.unauthorized,
                "\(recipient.text) is not allowed to receive external funds")
        }
        guard try parameters().withdrawAddrEnabled else {
            throw .refused(DistributionError.setWithdrawAddressDisabled)
        }
        context.emit(.setWithdrawAddress(recipient.text))
        try context.write(
            recipient.address.bytes, DistributionKeys.withdrawAddress(delegator))
    }
}

extension LedgerContext {
    var distribution: DistributionModule { DistributionModule(context: self) }
}
