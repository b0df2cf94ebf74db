import SecretBase
import SecretChain
import SecretStorage
import SecretWire

/// Rewards that are delegated again by themselves. Source: chain specification §4.5, "Auto-restake".
extension DistributionModule {
    /// Throws `notEnoughStake` for a delegation below the threshold.
    func enableRestake(
        of delegator: Address, with address: ValidatorAddress
    ) throws(LedgerFault) {
        guard let shares = try context.staking.shares(of: delegator, in: address) else {
            throw .refused(StakingError.noDelegation)
        }
        let stake = try context.staking.validator(address).tokens(from: shares)
        let least = try Self.decimal(
            parameters().minimumRestakeThreshold, "minimum restake threshold")
        guard least <= stake else { throw .refused(DistributionError.notEnoughStake) }
        try context.write([UInt8(ascii: "k")], DistributionKeys.restake(delegator, address))
    }

    func disableRestake(
        of delegator: Address, with address: ValidatorAddress
    ) throws(LedgerFault) {
        let key = DistributionKeys.restake(delegator, address)
        guard try context.has(key) else {
            throw .refused(SDKError.notFound, "authorization not found")
        }
        try context.delete(key)
    }

    /// The validators with which a delegator's rewards are restaked.
    func restakes(of delegator: Address) throws(LedgerFault) -> [ValidatorAddress] {
        try restakes(under: DistributionKeys.restakes(of: delegator)).map(\.validator)
    }

    private func restakes(
        under prefix: Bytes
    ) throws(LedgerFault) -> [(key: Bytes, delegator: Address, validator: ValidatorAddress)] {
        var found: [(key: Bytes, delegator: Address, validator: ValidatorAddress)] = []
        for (key, _) in try context.entries(KeyRange(prefix: prefix)) {
            var rest = key.dropFirst(DistributionKeys.restakes.count)
            do {
                let delegator = try Address(bytes: Self.takeAddress(&rest))
                let validator = try ValidatorAddress(bytes: Self.takeAddress(&rest))
                found.append((key, delegator, validator))
            } catch {
                throw .damaged("restake entry: \(error)")
            }
        }
        return found
    }

    private static func takeAddress(_ bytes: inout ArraySlice<UInt8>) -> Bytes {
        guard let count = bytes.popFirst() else { return [] }
        defer { bytes = bytes.dropFirst(Int(count)) }
        return Bytes(bytes.prefix(Int(count)))
    }

    /// An entry that cannot be carried out is forgotten; what was withdrawn until then stays so.
    func restakeAll() throws(LedgerFault) {
        for entry in try restakes(under: DistributionKeys.restakes) {
            do {
                try restake(Party(entry.delegator), entry.validator)
            } catch {
                guard case .refused = error else { throw error }
                try context.delete(entry.key)
            }
        }
    }

    private func restake(
        _ delegator: Party, _ address: ValidatorAddress
    ) throws(LedgerFault) {
        let paid = try withdrawRewards(of: delegator, from: address).paid
        let amount = paid.amount(of: context.staking.bondDenom)
        guard amount.isPositive else { throw .refused(SDKError.insufficientFunds) }
        let validator = try context.staking.validator(address)
        // Whole or not at all. Where rewards go elsewhere and the delegator has too little itself, the
        // network does the half of it: the delegation loses its start, and can never be left again.
        _ = try context.attempt { () throws(LedgerFault) in
            try context.staking.delegate(amount, from: delegator, to: validator)
        }
    }
}
