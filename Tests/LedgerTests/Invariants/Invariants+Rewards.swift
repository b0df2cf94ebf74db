import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

extension Invariants {
    /// Distribution holds what it owes, every delegation has a start, no period is kept for
    /// nobody, and everybody can withdraw.
    func checkRewards(_ location: SourceLocation) throws {
        let ledger = try ledger
        var owed = try ledger.distribution.communityPool()
        for validator in validators {
            owed = try owed.plus(ledger.distribution.outstanding(validator.address))
        }
        let held = try ledger.bank.balances(of: ModuleAccounts.distribution.address)
        // Anybody may send it more.
        #expect(try held.covers(owed.truncated().coins), sourceLocation: location)
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
            let commission = try ledger.distribution.commission(validator.address)
            #expect(!left.isAnyNegative, sourceLocation: location)
            #expect(
                try left.minusIfCovered(commission) != nil,
                "commission is not covered once everybody has withdrawn", sourceLocation: location)
        }
    }
}
