import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

extension Invariants {
    /// The pools hold the validators' tokens and what unbonds.
    func checkPools(_ location: SourceLocation) throws {
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
                loose = try loose.adding(StakingModule.amount(entry.balance))
            }
        }
        let pools = (ModuleAccounts.bondedPool.address, ModuleAccounts.notBondedPool.address)
        #expect(
            try amount(BankKeys.balance(of: pools.0, "uscrt")) == bonded, sourceLocation: location)
        #expect(
            try amount(BankKeys.balance(of: pools.1, "uscrt")) == loose, sourceLocation: location)
    }

    /// A validator's shares are those of its delegators.
    func checkShares(_ location: SourceLocation) throws {
        var byValidator: [String: Dec] = [:]
        for (_, value) in try state.entries(KeyRange(prefix: StakingKeys.delegations)) {
            let delegation = try StakingDelegation(stored: value, "delegation")
            let shares = try StakingModule.shares(stored: value)
            if !shares.isPositive {
                Issue.record("a delegation of \(shares)", sourceLocation: location)
            }
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
    func checkIndices(_ location: SourceLocation) throws {
        let ranked = try state.entries(KeyRange(prefix: StakingKeys.powerIndex))
        let wanted = try validators.filter { !$0.isJailed }.map {
            StakingKeys.power(try $0.potentialPower(), $0.address)
        }
        #expect(Set(ranked.map(\.key)) == Set(wanted), sourceLocation: location)
        #expect(
            try count(Store.bank.key(0x03)) == count(BankKeys.balances), sourceLocation: location)
        #expect(
            try count(Store.staking.key(0x71)) == count(StakingKeys.delegations),
            sourceLocation: location)
        #expect(try count(Store.staking.key(0x22)) == validators.count, sourceLocation: location)
    }

    /// Who is bonded is in the set, with the power that its tokens give, and they add up.
    ///
    /// The last validator of all may be in the set though it is jailed or has nothing.
    func checkPowers(_ location: SourceLocation) throws {
        var total: Int64 = 0
        let places = try LedgerParameters(reading: state).staking.maxValidators
        let most = UInt64(StakingModule.totalPowerMax / Int64(places))
        let powers = try state.entries(KeyRange(prefix: StakingKeys.lastPowers))
        let bonded = validators.filter(\.isBonded)
        #expect(powers.count == bonded.count, sourceLocation: location)
        for validator in bonded {
            let value = try #require(try state.get(StakingKeys.lastPower(validator.address)))
            let power = try Google_Protobuf_Int64Value(serializedBytes: value).value
            if bonded.count > 1 {
                #expect(
                    try UInt64(power) == min(ledger.poet.power(of: validator), most)
                        && !validator.isJailed,
                    sourceLocation: location)
            }
            total += power
        }
        #expect(
            try ledger.staking.lastTotalPower() == Int256(total), sourceLocation: location)
    }

    /// Every validator's key is known, everybody in the set has a signing info, and its counter is
    /// the number of bits in its bitmap.
    func checkSigners(_ location: SourceLocation) throws {
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
