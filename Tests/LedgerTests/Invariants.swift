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

    func check(supply expected: Int256? = nil, _ location: SourceLocation = #_sourceLocation) throws
    {
        let supply = expected ?? Int256(5_000_000_000_000_000_000 as UInt64)
        try checkBalances(supply, location)
        try checkPools(location)
        try checkShares(location)
        try checkIndices(location)
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
}
