import SecretBase
import SecretChain
import SecretWire

/// What validators and delegators have earned, as an exported state lists it.
///
/// The network takes any list; one that does not fit its validators and delegations would stop the
/// chain later, in the middle of a slash, and is refused here.
/// Source: cosmos-sdk `x/distribution/keeper/genesis.go`.
extension DistributionGenesisState {
    /// One of a validator's periods.
    private struct Period: Hashable {
        let validator: String
        let number: UInt64
    }

    func checkRecords(
        of staking: StakingGenesisState, _ place: GenesisPlace
    ) throws(GenesisError) {
        guard staking.exported else { return try checkNone(place) }
        let operators = Set(staking.validators.map(\.operatorAddress))
        let outstanding = try Self.each(
            of: operators, place["outstanding_rewards"],
            outstandingRewards.map { ($0.validatorAddress, $0.outstandingRewards) }, Self.coins)
        let commissions = try Self.each(
            of: operators, place["validator_accumulated_commissions"],
            validatorAccumulatedCommissions.map {
                ($0.validatorAddress, $0.accumulated.commission)
            }, Self.coins)
        for (index, record) in validatorAccumulatedCommissions.enumerated() {
            let place = place["validator_accumulated_commissions"][index]
            let name = record.validatorAddress
            let (all, part) = (outstanding[name] ?? .none, commissions[name] ?? .none)
            let covers = try place.read { try all.minusIfCovered(part) != nil }
            try place.require(covers, "the validator has less than that outstanding")
        }
        let current = try Self.each(
            of: operators, place["validator_current_rewards"],
            validatorCurrentRewards.map { ($0.validatorAddress, $0.rewards) }
        ) { rewards throws(LedgerFault) in
            _ = try Self.coins(rewards.rewards)
            guard rewards.period > 0 else { throw .panic("period 0 is over from the start") }
            return rewards.period
        }
        var counts: [Period: UInt32] = [:]
        for name in validatorCurrentRewards.map(\.validatorAddress) {
            let last = Period(validator: name, number: (current[name] ?? 1) - 1)
            counts[last, default: 0] += 1
        }
        try checkStarts(of: staking, place["delegator_starting_infos"], &counts)
        try checkSlashes(of: operators, place["validator_slash_events"], &counts)
        try checkHistory(place["validator_historical_rewards"], counts)
    }

    /// A chain that is new has earned nothing.
    private func checkNone(_ place: GenesisPlace) throws(GenesisError) {
        let lists: [(String, Bool)] = [
            ("outstanding_rewards", outstandingRewards.isEmpty),
            ("validator_accumulated_commissions", validatorAccumulatedCommissions.isEmpty),
            ("validator_historical_rewards", validatorHistoricalRewards.isEmpty),
            ("validator_current_rewards", validatorCurrentRewards.isEmpty),
            ("delegator_starting_infos", delegatorStartingInfos.isEmpty),
            ("validator_slash_events", validatorSlashEvents.isEmpty),
        ]
        for (name, isEmpty) in lists {
            try place[name].require(isEmpty, "only an exported state has any (staking.exported)")
        }
    }

    private static func coins(_ wire: [WireDecCoin]) throws(LedgerFault) -> DecCoins {
        let coins = try DecCoins(stored: wire)
        guard coins.isWellFormed else { throw .panic("coins out of order") }
        return coins
    }

    /// One record a validator, neither more nor fewer.
    private static func each<Record, Value>(
        of operators: Set<String>, _ place: GenesisPlace, _ records: [(name: String, Record)],
        _ read: (Record) throws(LedgerFault) -> Value
    ) throws(GenesisError) -> [String: Value] {
        var found: [String: Value] = [:]
        for (index, record) in records.enumerated() {
            let place = place[index]
            try place["validator_address"].require(
                operators.contains(record.name), "no such validator is listed")
            let value = try place.read { try read(record.1) }
            try place.require(
                found.updateValue(value, forKey: record.name) == nil, "it is listed twice")
        }
        try place.require(found.count == operators.count, "a validator's record is missing")
        return found
    }

    /// Every delegation has begun to earn after some period.
    private func checkStarts(
        of staking: StakingGenesisState, _ place: GenesisPlace, _ counts: inout [Period: UInt32]
    ) throws(GenesisError) {
        var waiting = Set(staking.delegations.map { [$0.validatorAddress, $0.delegatorAddress] })
        for (index, record) in delegatorStartingInfos.enumerated() {
            let place = place[index]
            try place.require(
                waiting.remove([record.validatorAddress, record.delegatorAddress]) != nil,
                "there is no such delegation, or it is listed twice")
            guard let stake = Dec(wireText: record.startingInfo.stake), !stake.isNegative else {
                throw place["starting_info"]["stake"].invalid("it must not be negative")
            }
            let period = record.startingInfo.previousPeriod
            counts[Period(validator: record.validatorAddress, number: period), default: 0] += 1
        }
        try place.require(waiting.isEmpty, "\(waiting.count) delegations have none")
    }

    private func checkSlashes(
        of operators: Set<String>, _ place: GenesisPlace, _ counts: inout [Period: UInt32]
    ) throws(GenesisError) {
        var seen: Set<Period> = []
        for (index, record) in validatorSlashEvents.enumerated() {
            let place = place[index]
            try place["validator_address"].require(
                operators.contains(record.validatorAddress), "no such validator is listed")
            let period = Period(validator: record.validatorAddress, number: record.period)
            try place["period"].require(
                record.period == record.validatorSlashEvent.validatorPeriod
                    && seen.insert(period).inserted, "it is not the event's, or listed twice")
            let fraction = Dec(wireText: record.validatorSlashEvent.fraction)
            guard let fraction, !fraction.isNegative, fraction <= .one else {
                throw place["validator_slash_event"]["fraction"].invalid("0 up to 1 is wanted")
            }
            counts[period, default: 0] += 1
        }
    }

    /// Each period is kept as long as somebody counts from it, and counted as often.
    private func checkHistory(
        _ place: GenesisPlace, _ counts: [Period: UInt32]
    ) throws(GenesisError) {
        var seen: Set<Period> = []
        for (index, record) in validatorHistoricalRewards.enumerated() {
            let place = place[index]
            let period = Period(validator: record.validatorAddress, number: record.period)
            let count = counts[period] ?? 0
            try place.require(seen.insert(period).inserted, "it is listed twice")
            try place["rewards"]["reference_count"].require(
                record.rewards.referenceCount == count && count > 0,
                "\(count) delegations, slashes and running periods count from it")
            _ = try place["rewards"].read {
                try Self.coins(record.rewards.cumulativeRewardRatio)
            }
        }
        try place.require(
            seen.count == counts.count, "a period from which something counts is missing")
    }
}

extension DistributionModule {
    /// Gives the sum of what validators hold.
    func writeRecords(_ genesis: DistributionGenesisState) throws(LedgerFault) -> DecCoins {
        var sum = DecCoins.none
        for record in genesis.outstandingRewards {
            let coins = try DecCoins(stored: record.outstandingRewards)
            try setOutstanding(coins, Self.validator(record.validatorAddress))
            sum = try sum.plus(coins)
        }
        for record in genesis.validatorAccumulatedCommissions {
            try context.write(
                record.accumulated.stored(),
                DistributionKeys.commission(Self.validator(record.validatorAddress)))
        }
        for record in genesis.validatorHistoricalRewards {
            let key = DistributionKeys.history(
                try Self.validator(record.validatorAddress), period: record.period)
            try context.write(record.rewards.stored(), key)
        }
        for record in genesis.validatorCurrentRewards {
            try context.write(
                record.rewards.stored(),
                DistributionKeys.current(Self.validator(record.validatorAddress)))
        }
        for record in genesis.delegatorStartingInfos {
            let delegator: Address
            do { delegator = try Address(record.delegatorAddress) } catch {
                throw .panic(error.description)
            }
            let key = DistributionKeys.start(
                delegator, try Self.validator(record.validatorAddress))
            try context.write(record.startingInfo.stored(), key)
        }
        for record in genesis.validatorSlashEvents {
            let key = DistributionKeys.slashes(
                try Self.validator(record.validatorAddress), height: record.height)
            try context.write(
                record.validatorSlashEvent.stored(), key + Bytes(bigEndian: record.period))
        }
        return sum
    }

    private static func validator(_ text: String) throws(LedgerFault) -> ValidatorAddress {
        do { return try ValidatorAddress(text) } catch { throw .panic(error.description) }
    }
}
