import FoundationEssentials
import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Source: cosmos-sdk `x/staking/genesis.go`, `x/staking/keeper/genesis.go`.
extension StakingGenesisState {
    /// No validators, the parameters that the network's program proposes.
    static var usual: StakingGenesisState {
        var params = StakingParams()
        params.unbondingTime.seconds = 1_814_400
        params.maxValidators = 100
        params.maxEntries = 7
        params.historicalEntries = 10_000
        params.bondDenom = "uscrt"
        params.minCommissionRate = Dec.zero.wireText
        var state = StakingGenesisState()
        state.params = params
        state.lastTotalPower = Data("0".utf8)
        return state
    }

    /// Only the last powers of an exported state count; those of a new chain are reckoned from its
    /// validators, as the network does.
    func check(_ place: GenesisPlace) throws(GenesisError) {
        if let problem = params.problem { throw place["params"].invalid(problem) }
        var operators: [String: Int] = [:]
        var keys: Set<PublicKey> = []
        for (index, wire) in validators.enumerated() {
            let place = place["validators"][index]
            let validator = try place.read { try Validator(wire) }
            let isNew = operators.updateValue(index, forKey: wire.operatorAddress) == nil
            try place.require(isNew, "\(wire.operatorAddress) is listed twice")
            try place["consensus_pubkey"].require(
                keys.insert(validator.consensusKey).inserted,
                "duplicate validator in genesis state: moniker \(wire.description_p.moniker)")
            // The last validator of a chain that others left may have to stay.
            let mayBeJailed = exported && lastValidatorPowers.count == 1
            try validator.checkGenesis(place, mayBeJailed: mayBeJailed)
            if wire.unbondingOnHoldRefCount != 0 {
                throw place["unbonding_on_hold_ref_count"].unsupported
            }
        }
        try checkDelegations(place, operators)
        try checkUnbondings(place["unbonding_delegations"])
        try checkRedelegations(place["redelegations"])
        if exported { try checkLastSet(place, operators) }
    }

    private func checkDelegations(
        _ place: GenesisPlace, _ operators: [String: Int]
    ) throws(GenesisError) {
        var shares = [Dec](repeating: .zero, count: validators.count)
        var seen: Set<[String]> = []
        for (index, delegation) in delegations.enumerated() {
            let place = place["delegations"][index]
            _ = try place["delegator_address"].read { try Address(delegation.delegatorAddress) }
            guard let owner = operators[delegation.validatorAddress] else {
                throw place["validator_address"].invalid("no such validator is listed")
            }
            let pair = [delegation.delegatorAddress, delegation.validatorAddress]
            try place.require(seen.insert(pair).inserted, "it is listed twice")
            guard let part = Dec(wireText: delegation.shares), part.isPositive else {
                throw place["shares"].invalid("they must be positive")
            }
            shares[owner] = try place["shares"].read { try shares[owner].adding(part) }
        }
        for (index, validator) in validators.enumerated() {
            try place["validators"][index]["delegator_shares"].require(
                Dec(wireText: validator.delegatorShares) == shares[index],
                "the delegations add up to \(shares[index])")
        }
    }
}

extension Validator {
    fileprivate func checkGenesis(
        _ place: GenesisPlace, mayBeJailed: Bool
    ) throws(GenesisError) {
        guard case .ed25519 = consensusKey else {
            throw place["consensus_pubkey"].invalid("an ed25519 key is wanted")
        }
        guard [.bonded, .unbonding, .unbonded].contains(status) else {
            throw place["status"].invalid("invalid validator status")
        }
        try place["jailed"].require(
            !isJailed || !isBonded || mayBeJailed,
            "validator is bonded and jailed in genesis state")
        try place["delegator_shares"].require(
            !shares.isNegative && (!shares.isZero || status == .unbonding),
            "bonded/unbonded genesis validator cannot have zero delegator shares")
        try place["tokens"].require(
            !tokens.isNegative && (tokens.isZero || !shares.isZero),
            "they must not be negative, and somebody must have shares in them")
        try place["tokens"].read { _ = try potentialPower() }
        try place["min_self_delegation"].require(
            minSelfDelegation.isPositive, "it must be positive")
        if let refusal = CommissionRates(commission.commissionRates)?.refusal {
            throw place["commission"].invalid(refusal.text)
        }
    }
}

extension StakingModule {
    /// Validators and delegations with what other modules keep beside them, and the pools, whose
    /// balances must be what the validators have and what unbonds. Where a state was exported the
    /// other modules bring their records along.
    func writeGenesis(_ genesis: StakingGenesisState) throws(LedgerFault) {
        var (bonded, loose) = (Int256.zero, Int256.zero)
        for wire in genesis.validators {
            let validator = try Validator(wire)
            if genesis.exported {
                try enter(validator)
                try context.slashing.begin(validator)
            } else {
                try begin(validator)
            }
            if validator.status == .unbonding {
                try changeQueue(validator.unbondingTime, height: validator.unbondingHeight) {
                    $0.append(validator.address)
                }
            }
            if validator.isBonded {
                bonded = try bonded.plus(validator.tokens)
            } else {
                loose = try loose.plus(validator.tokens)
            }
        }
        for wire in genesis.delegations {
            let (delegator, address): (Party, ValidatorAddress)
            do {
                delegator = Party(try Address(wire.delegatorAddress))
                address = try ValidatorAddress(wire.validatorAddress)
            } catch {
                throw .panic(error.description)
            }
            guard let shares = Dec(wireText: wire.shares) else { throw .damaged("shares") }
            if genesis.exported {
                try setShares(shares, of: delegator, in: address)
            } else {
                try context.distribution.endPeriod(of: validator(address))
                try setShares(shares, of: delegator, in: address)
                try context.distribution.begin(delegator.address, address)
            }
        }
        loose = try loose.plus(writeUnbondings(genesis.unbondingDelegations))
        try writeRedelegations(genesis.redelegations)
        try context.auth.createModuleAccount("bonded_tokens_pool")
        try check(ModuleAccounts.bondedPool, holds: bonded, "bonded")
        try context.auth.createModuleAccount("not_bonded_tokens_pool")
        try check(ModuleAccounts.notBondedPool, holds: loose, "not bonded")
    }

    private func check(
        _ pool: Party, holds tokens: Int256, _ name: String
    ) throws(LedgerFault) {
        let (held, owed) = (try context.bank.balances(of: pool.address), try coins(tokens))
        guard held == owed else {
            throw .panic(
                "\(name) pool balance is different from \(name) coins: \(held) <-> \(owed)")
        }
    }

    /// After the set is made up: whoever claims to be in it must be, and signs from now on.
    func completeGenesis() throws(LedgerFault) {
        for (_, value) in try context.entries(KeyRange(prefix: StakingKeys.validators)) {
            let validator = try Validator(stored: value)
            guard validator.isBonded else { continue }
            guard try context.has(StakingKeys.lastPower(validator.address)) else {
                throw .panic("\(validator.address) is bonded but not among the strongest")
            }
            try context.slashing.completeGenesis(validator)
        }
    }
}
