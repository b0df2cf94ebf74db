import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

extension DistributionModule {
    /// Shares the fees and the new coins of the block before out, restakes when it is time, and
    /// remembers who proposed this block.
    func beginBlock() throws(LedgerFault) {
        let parameters = try parameters()
        if context.header.height > 1 { try allocate(parameters) }
        guard let period = Int256(parameters.restakePeriod)?.int64, period > 0 else {
            throw .damaged("restake period")
        }
        if context.header.height % period == 0 { try restakeAll() }
        var proposer = Google_Protobuf_BytesValue()
        proposer.value = .init(context.header.proposerAddress)
        try context.write(proposer.stored(), DistributionKeys.proposer)
    }

    private func allocate(_ parameters: DistributionParams) throws(LedgerFault) {
        let fees = try context.bank.balances(of: ModuleAccounts.feeCollector.address)
        let collected = try DecCoins(fees)
        try context.bank.send(
            fees, from: ModuleAccounts.feeCollector, to: ModuleAccounts.distribution)
        let total = context.header.lastVotes.reduce(0) { $0 + $1.power }
        guard total > 0 else { return try addToCommunityPool(collected) }
        let pool = try communityPool()
        var remaining = collected
        var share = try Dec.one.minus(Self.decimal(parameters.communityTax, "community tax"))
        let tax = try Self.decimal(parameters.secretFoundationTax, "foundation tax")
        var taxed = DecCoins.none
        // A foundation that must not receive is none; the network stops at it.
        let foundation = (try? Address(parameters.secretFoundationAddress)).flatMap {
            ModuleAccounts.blocked.contains($0) ? nil : $0
        }
        if !tax.isZero, foundation != nil {
            share = try share.minus(tax)
            taxed = try collected.timesTruncating(tax)
            remaining = try remaining.minus(taxed)
        }
        let shared = try collected.timesTruncating(share)
        for vote in context.header.lastVotes {
            // The part of a validator that is gone goes to everybody; the network stops there.
            guard let validator = try context.staking.find(byConsensus: vote.validator) else {
                continue
            }
            let part = try context.poet.rewardPart(of: vote, in: total)
            let reward = try shared.timesTruncating(part)
            try allocate(reward, to: validator)
            remaining = try remaining.minus(reward)
        }
        if !taxed.isZero, let foundation {
            let (coins, change) = try taxed.truncated()
            remaining = try remaining.plus(change)
            try context.bank.pay(
                coins, from: ModuleAccounts.distribution, to: Party(foundation))
        }
        try setCommunityPool(pool.plus(remaining))
    }

    /// Commission to the operator, the rest to the delegators.
    func allocate(_ coins: DecCoins, to validator: Validator) throws(LedgerFault) {
        let address = validator.address
        let name = address.description
        let rate = try Self.decimal(validator.commission.commissionRates.rate, "commission rate")
        let earned = try coins.times(rate)
        let shared = try coins.minus(earned)
        context.emit(.commission(earned.description, name))
        try setCommission(commission(address).plus(earned), address)
        var running = try current(address)
        running.rewards = try running.rewards.plus(shared)
        try setCurrent(running, address)
        context.emit(.rewards(coins.description, name))
        try setOutstanding(outstanding(address).plus(coins), address)
    }
}
