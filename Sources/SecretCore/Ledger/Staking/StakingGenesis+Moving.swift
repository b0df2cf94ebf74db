import SecretBase
import SecretChain
import SecretWire

/// What unbonds and what moves between validators, and the last set of an exported state.
///
/// The validator that tokens left may be gone by now, so neither needs to be listed.
/// Source: cosmos-sdk `x/staking/keeper/genesis.go`.
extension StakingGenesisState {
    func checkUnbondings(_ place: GenesisPlace) throws(GenesisError) {
        var seen: Set<[String]> = []
        for (index, wire) in unbondingDelegations.enumerated() {
            let place = place[index]
            _ = try place["delegator_address"].read { try Address(wire.delegatorAddress) }
            _ = try place["validator_address"].read {
                try ValidatorAddress(wire.validatorAddress)
            }
            let pair = [wire.delegatorAddress, wire.validatorAddress]
            try place.require(seen.insert(pair).inserted, "it is listed twice")
            try place["entries"].require(!wire.entries.isEmpty, "there must be some")
            for (index, entry) in wire.entries.enumerated() {
                let place = place["entries"][index]
                guard let initial = Int256(entry.initialBalance),
                    let balance = Int256(entry.balance), !balance.isNegative, balance <= initial
                else { throw place["balance"].invalid("0 up to the initial balance is wanted") }
                guard entry.unbondingOnHoldRefCount == 0 else {
                    throw place["unbonding_on_hold_ref_count"].unsupported
                }
            }
        }
    }

    func checkRedelegations(_ place: GenesisPlace) throws(GenesisError) {
        var seen: Set<[String]> = []
        for (index, wire) in redelegations.enumerated() {
            let place = place[index]
            _ = try place.read { try Redelegation(wire) }
            let route = [
                wire.delegatorAddress, wire.validatorSrcAddress, wire.validatorDstAddress,
            ]
            try place.require(seen.insert(route).inserted, "it is listed twice")
            try place["entries"].require(!wire.entries.isEmpty, "there must be some")
            for (index, entry) in wire.entries.enumerated() {
                let place = place["entries"][index]
                guard let initial = Int256(entry.initialBalance), !initial.isNegative else {
                    throw place["initial_balance"].invalid("it must not be negative")
                }
                guard let shares = Dec(wireText: entry.sharesDst), !shares.isNegative else {
                    throw place["shares_dst"].invalid("they must not be negative")
                }
                guard entry.unbondingOnHoldRefCount == 0 else {
                    throw place["unbonding_on_hold_ref_count"].unsupported
                }
            }
        }
    }

    /// The bonded validators and no others, with powers that add up; `operators` are the places of
    /// the listed validators.
    func checkLastSet(
        _ place: GenesisPlace, _ operators: [String: Int]
    ) throws(GenesisError) {
        var total = Int256.zero
        var seen: Set<String> = []
        for (index, last) in lastValidatorPowers.enumerated() {
            let place = place["last_validator_powers"][index]
            guard let owner = operators[last.address], validators[owner].status == .bonded else {
                throw place["address"].invalid("no such bonded validator is listed")
            }
            try place.require(seen.insert(last.address).inserted, "it is listed twice")
            try place["power"].require(last.power > 0, "it must be positive")
            total = try place.read { try total.adding(Int256(last.power)) }
        }
        try place["last_validator_powers"].require(
            seen.count == validators.filter { $0.status == .bonded }.count,
            "a bonded validator is missing")
        try place["last_total_power"].require(
            Int256(String(decoding: lastTotalPower, as: UTF8.self)) == total
                && total <= Int256(StakingModule.totalPowerMax),
            "the powers add up to \(total); the most is \(StakingModule.totalPowerMax)")
    }
}

extension StakingModule {
    /// Gives the sum of what unbonds.
    func writeUnbondings(
        _ unbondings: [StakingUnbondingDelegation]
    ) throws(LedgerFault) -> Int256 {
        var sum = Int256.zero
        for wire in unbondings {
            let (delegator, validator): (Party, ValidatorAddress)
            do {
                delegator = Party(try Address(wire.delegatorAddress))
                validator = try ValidatorAddress(wire.validatorAddress)
            } catch {
                throw .panic(error.description)
            }
            try store(wire, delegator.address, validator)
            for entry in wire.entries {
                try enqueue(delegator, validator, at: Timestamp(entry.completionTime))
                sum = try sum.plus(Self.amount(entry.balance))
            }
        }
        return sum
    }

    func writeRedelegations(_ redelegations: [StakingRedelegation]) throws(LedgerFault) {
        for wire in redelegations {
            let route = try Redelegation(wire)
            try store(wire, route)
            for entry in wire.entries {
                try enqueue(route, at: Timestamp(entry.completionTime))
            }
        }
    }

    /// The set of an exported state, as it was when the state was.
    func takeLastSet(
        _ genesis: StakingGenesisState
    ) throws(LedgerFault) -> [ValidatorUpdate] {
        guard let total = Int256(String(decoding: genesis.lastTotalPower, as: UTF8.self)) else {
            throw .panic("last total power")
        }
        try setLastTotalPower(total)
        var updates: [ValidatorUpdate] = []
        for last in genesis.lastValidatorPowers {
            let address: ValidatorAddress
            do { address = try ValidatorAddress(last.address) } catch {
                throw .panic(error.description)
            }
            try setLastPower(last.power, address)
            updates.append(try update(validator(address), power: last.power))
        }
        return updates
    }
}
