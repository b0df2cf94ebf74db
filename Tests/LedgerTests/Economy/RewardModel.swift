import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import Testing

@testable import SecretLedger

/// Rewards reckoned the slow way: whenever a validator earns, each of its delegators is credited its
/// part at once, by its shares.
///
/// The ledger reckons by periods (F1), with the stake that a delegation had when it began. Its dust: a
/// delegation never gets more, and less by
/// - 10^-18 of its stake for each period that ended, because ratios are cut;
/// - two millionths for each period: whoever leaves leaves the fraction of a token behind, which
///   belongs to those who stay, but earns for nobody until they begin anew, and a validator that
///   earns has a million tokens at least;
/// - what is below one uscrt when it is paid.
struct RewardModel {
    struct Stake: Hashable, CustomStringConvertible {
        let delegator: String
        let validator: String
        var description: String { "\(delegator) at \(validator)" }
    }

    /// A validator before a block.
    private struct Pool {
        var tokens: Int256
        var shares: Dec
        var parts: [(delegator: String, shares: Dec)] = []
        var period: UInt64
    }

    private var credited: [Stake: Dec] = [:]
    private var pools: [String: Pool] = [:]
    /// The period from which each delegation counts.
    private var starts: [Stake: UInt64] = [:]
    private(set) var payments = 0
    /// What the model would have paid, and what was.
    private(set) var sums = (owed: Dec.zero, paid: Dec.zero)

    /// Looks at the state that a block begins with.
    mutating func look(at state: StateBranch) throws {
        pools = [:]
        for (_, value) in try state.entries(KeyRange(prefix: StakingKeys.validators)) {
            let validator = try Validator(stored: value)
            let current = try DistributionValidatorCurrentRewards(
                stored: state.get(DistributionKeys.current(validator.address)) ?? [], "current")
            pools[validator.address.description] = Pool(
                tokens: validator.tokens, shares: validator.shares, period: current.period)
        }
        starts = [:]
        for (_, value) in try state.entries(KeyRange(prefix: StakingKeys.delegations)) {
            let wire = try StakingDelegation(stored: value, "delegation")
            let shares = try StakingModule.shares(stored: value)
            pools[wire.validatorAddress]?.parts.append((wire.delegatorAddress, shares))
            let key = DistributionKeys.start(
                try Address(wire.delegatorAddress), try ValidatorAddress(wire.validatorAddress))
            let start = try DistributionDelegatorStartingInfo(
                stored: state.get(key) ?? [], "start")
            let stake = Stake(
                delegator: wire.delegatorAddress, validator: wire.validatorAddress)
            starts[stake] = start.previousPeriod
        }
    }

    /// Credits what the block's events say was earned, and compares what they say was paid.
    mutating func follow(_ result: BlockResult) throws {
        var commission = Dec.zero
        for event in result.events + result.txResults.flatMap(\.events) {
            let values = event.attributes.map(\.value)
            switch event.type {
            case "commission": commission = try Self.amount(values[0])
            case "rewards":
                try credit(Self.amount(values[0]).subtracting(commission), at: values[1])
            case "withdraw_rewards":
                try compare(
                    Self.amount(values[0]), Stake(delegator: values[2], validator: values[1]))
            default: break
            }
        }
    }

    private static func amount(_ text: String) throws -> Dec {
        guard text.hasSuffix("uscrt") else { return .zero }
        return try #require(Dec(String(text.dropLast(5))))
    }

    private mutating func credit(_ shared: Dec, at validator: String) throws {
        // Where nothing is left the community gets what comes.
        guard let pool = pools[validator], pool.tokens.isPositive else { return }
        for part in pool.parts {
            let stake = Stake(delegator: part.delegator, validator: validator)
            let earned = try shared.multiplied(by: part.shares).divided(by: pool.shares)
            credited[stake] = try (credited[stake] ?? .zero).adding(earned)
        }
    }

    private mutating func compare(_ paid: Dec, _ stake: Stake) throws {
        let owed = credited.removeValue(forKey: stake) ?? .zero
        let least = try owed.subtracting(dust(of: stake, owed).adding(.one))
        let most = try owed.adding(Self.rounding)
        #expect(least <= paid, "\(stake)")
        #expect(paid <= most, "\(stake)")
        sums = (try sums.owed.adding(owed), try sums.paid.adding(paid))
        payments += 1
    }

    /// What the model's own divisions may be off.
    private static let rounding = Dec(1, places: 9)

    private func dust(of stake: Stake, _ owed: Dec) throws -> Dec {
        guard let pool = pools[stake.validator],
            let shares = pool.parts.first(where: { $0.delegator == stake.delegator })?.shares
        else { return Self.rounding }
        let tokens = try shares.multiplied(by: Dec(pool.tokens)).divided(by: pool.shares)
        // Up to a dozen periods end within a block.
        let periods = try Dec(Int256(pool.period - (starts[stake] ?? 0) + 12))
        let cut = try tokens.multiplied(by: periods).multiplied(by: .smallest)
        guard pool.tokens.isPositive else { return try owed.adding(Self.rounding) }
        let left = try owed.multiplied(by: periods).multiplied(by: Dec(2, places: 6))
        return try cut.adding(left).adding(Self.rounding)
    }

    /// Compares what everybody could withdraw now.
    mutating func compareAll(in state: StateBranch) throws {
        try look(at: state)
        let ledger = LedgerContext(
            state: StateBranch(over: state),
            header: BlockHeaderInfo(chainID: "", height: .max, time: .epoch),
            parameters: try LedgerParameters(reading: state))
        for (validator, pool) in pools {
            let address = try ValidatorAddress(validator)
            for part in pool.parts {
                let stake = Stake(delegator: part.delegator, validator: validator)
                let owed = credited[stake] ?? .zero
                let reckoned = try ledger.distribution.rewardsNow(
                    Party(Address(part.delegator)), address
                ).amount(of: "uscrt")
                let least = try owed.subtracting(dust(of: stake, owed))
                let most = try owed.adding(Self.rounding)
                #expect(least <= reckoned, "\(stake)")
                #expect(reckoned <= most, "\(stake)")
            }
        }
    }
}
