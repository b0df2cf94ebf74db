import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

/// What must hold in every state: nothing made, nothing lost, everything in its place.
struct Invariants {
    let state: StateBranch
    let validators: [Validator]

    init(_ state: StateBranch) throws {
        self.state = state
        validators = try state.entries(KeyRange(prefix: StakingKeys.validators))
            .map { try Validator(stored: $0.value) }
    }

    /// `expected` is the supply; where it is not given, what the chain counts is believed.
    func check(supply expected: Int256? = nil, _ location: SourceLocation = #_sourceLocation) throws
    {
        try checkBalances(expected ?? amount(BankKeys.supply("uscrt")), location)
        try checkRewards(location)
        try checkPools(location)
        try checkShares(location)
        try checkIndices(location)
        try checkPowers(location)
        try checkSigners(location)
    }

    private func amount(_ key: Bytes) throws -> Int256 {
        try state.get(key).map { try Int256(stored: $0, "amount") } ?? .zero
    }

    /// Balances are positive and add up to the supply.
    private func checkBalances(_ supply: Int256, _ location: SourceLocation) throws {
        var sum = Int256.zero
        for (_, value) in try state.entries(KeyRange(prefix: BankKeys.balances)) {
            let balance = try Int256(stored: value, "balance")
            #expect(balance.isPositive, sourceLocation: location)
            sum = try sum.adding(balance)
        }
        #expect(sum == supply, sourceLocation: location)
        #expect(try amount(BankKeys.supply("uscrt")) == supply, sourceLocation: location)
    }

    private var ledger: LedgerContext {
        get throws {
            LedgerContext(
                state: StateBranch(over: state),
                header: BlockHeaderInfo(chainID: "", height: .max, time: .epoch),
                parameters: try LedgerParameters(reading: state))
        }
    }

    /// Distribution holds what it owes, every delegation has a start, no period is kept for
    /// nobody, and everybody can withdraw.
    private func checkRewards(_ location: SourceLocation) throws {
        let ledger = try ledger
        var owed = try ledger.distribution.communityPool()
        for validator in validators {
            owed = try owed.plus(ledger.distribution.outstanding(validator.address))
        }
        let held = try ledger.bank.balances(of: ModuleAccounts.distribution.address)
        #expect(try owed.truncated().coins == held, sourceLocation: location)
        let delegations = try state.entries(KeyRange(prefix: StakingKeys.delegations))
        let starts = try state.entries(KeyRange(prefix: Store.distribution.key(0x04)))
        #expect(starts.count == delegations.count, sourceLocation: location)
        let references = try state.entries(KeyRange(prefix: Store.distribution.key(0x05)))
            .map {
                try DistributionValidatorHistoricalRewards(stored: $0.value, "").referenceCount
            }
        let slashes = try state.entries(KeyRange(prefix: Store.distribution.key(0x08)))
        #expect(
            references.reduce(0, +)
                == UInt32(validators.count + delegations.count + slashes.count),
            sourceLocation: location)
        for (_, value) in delegations {
            let delegation = try StakingDelegation(stored: value, "delegation")
            _ = try ledger.distribution.withdrawRewards(
                of: Party(try Address(delegation.delegatorAddress)),
                from: ValidatorAddress(delegation.validatorAddress))
        }
        for validator in validators {
            let left = try ledger.distribution.outstanding(validator.address)
            #expect(!left.isAnyNegative, sourceLocation: location)
        }
    }

    /// The pools hold the validators' tokens and what unbonds.
    private func checkPools(_ location: SourceLocation) throws {
        var (bonded, loose) = (Int256.zero, Int256.zero)
        for validator in validators {
            if validator.isBonded {
                bonded = try bonded.adding(validator.tokens)
            } else {
                loose = try loose.adding(validator.tokens)
            }
        }
        for (_, value) in try state.entries(KeyRange(prefix: StakingKeys.unbondings)) {
            for entry in try StakingUnbondingDelegation(stored: value, "unbonding").entries {
                loose = try loose.adding(try #require(Int256(entry.balance)))
            }
        }
        let pools = (ModuleAccounts.bondedPool.address, ModuleAccounts.notBondedPool.address)
        #expect(
            try amount(BankKeys.balance(of: pools.0, "uscrt")) == bonded, sourceLocation: location)
        #expect(
            try amount(BankKeys.balance(of: pools.1, "uscrt")) == loose, sourceLocation: location)
    }

    /// A validator's shares are those of its delegators.
    private func checkShares(_ location: SourceLocation) throws {
        var byValidator: [String: Dec] = [:]
        for (_, value) in try state.entries(KeyRange(prefix: StakingKeys.delegations)) {
            let delegation = try StakingDelegation(stored: value, "delegation")
            let shares = try #require(Dec(wireText: delegation.shares))
            #expect(shares.isPositive, sourceLocation: location)
            byValidator[delegation.validatorAddress] =
                try (byValidator[delegation.validatorAddress] ?? .zero).adding(shares)
        }
        for validator in validators {
            #expect(
                byValidator[validator.address.description] ?? .zero == validator.shares,
                sourceLocation: location)
        }
    }

    /// Every index has an entry for each thing it finds, and none besides.
    private func checkIndices(_ location: SourceLocation) throws {
        let ranked = try state.entries(KeyRange(prefix: StakingKeys.powerIndex))
        let wanted = try validators.filter { !$0.isJailed }.map {
            StakingKeys.power(try $0.potentialPower(), $0.address)
        }
        #expect(Set(ranked.map(\.key)) == Set(wanted), sourceLocation: location)
        let owners = try state.entries(KeyRange(prefix: BankKeys.owners(of: "uscrt"))).count
        let balances = try state.entries(KeyRange(prefix: BankKeys.balances)).count
        #expect(owners == balances, sourceLocation: location)
    }

    /// Who is bonded is in the set, with the power that its tokens give, and they add up.
    ///
    /// The last validator of all may be in the set though it is jailed or has nothing.
    private func checkPowers(_ location: SourceLocation) throws {
        var total: Int64 = 0
        let powers = try state.entries(KeyRange(prefix: StakingKeys.lastPowers))
        let bonded = validators.filter(\.isBonded)
        #expect(powers.count == bonded.count, sourceLocation: location)
        for validator in bonded {
            let value = try #require(try state.get(StakingKeys.lastPower(validator.address)))
            let power = try Google_Protobuf_Int64Value(serializedBytes: value).value
            if bonded.count > 1 {
                #expect(
                    try UInt64(power) == ledger.poet.power(of: validator) && !validator.isJailed,
                    sourceLocation: location)
            }
            total += power
        }
        #expect(try amount(StakingKeys.lastTotalPower) == Int256(total), sourceLocation: location)
    }

    /// Every validator's key is known, everybody in the set has a signing info, and its counter is
    /// the number of bits in its bitmap.
    private func checkSigners(_ location: SourceLocation) throws {
        let ledger = try ledger
        let keys = try state.entries(KeyRange(prefix: Store.slashing.key(0x03)))
        #expect(keys.count == validators.count, sourceLocation: location)
        for validator in validators {
            let address = validator.consensusKey.addressBytes
            let info = try ledger.slashing.signingInfo(address)
            #expect(info != nil || !validator.isBonded, sourceLocation: location)
            let chunks = try state.entries(KeyRange(prefix: SlashingKeys.missed(address)))
            let missed = try chunks.map { try MissedBlocks(stored: $0.value).missed.count }
            #expect(
                Int64(missed.reduce(0, +)) == info?.missedBlocksCounter ?? 0,
                sourceLocation: location)
        }
    }
}
