import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

extension StakingModule {
    /// The end of a block: who is in the validator set now, and whose unbonding is over.
    func endBlock() throws(LedgerFault) -> [ValidatorUpdate] {
        let updates = try updateValidatorSet()
        try finishUnbondingValidators()
        for pair in try dequeueMature() {
            let delegator: Party
            let validator: ValidatorAddress
            do {
                delegator = Party(
                    try Address(pair.delegatorAddress), readFrom: pair.delegatorAddress)
                validator = try ValidatorAddress(pair.validatorAddress)
            } catch {
                throw .damaged("unbonding queue: \(error)")
            }
            guard let paid = try completeUnbonding(delegator, validator) else { continue }
            context.emit(
                .completeUnbonding(
                    paid.description, pair.validatorAddress, pair.delegatorAddress))
        }
        try finishRedelegations()
        return updates
    }

    /// The most power that the consensus engine counts in a set: 2^63 / 8.
    /// Source: CometBFT `types/validator_set.go`, `MaxTotalVotingPower`.
    static let totalPowerMax = Int64.max / 8

    /// Walks the power index from the top: the first validators with any power are the set.
    ///
    /// Beyond the chain's own rules it keeps what the consensus engine would stop for good at: no
    /// validator has more than its even share of the most power that the engine counts, and where
    /// nobody is left the strongest of the last set stays in it, jailed or without tokens as it
    /// may be, until somebody else can take its place.
    func updateValidatorSet() throws(LedgerFault) -> [ValidatorUpdate] {
        var last = try lastPowers()
        var updates: [ValidatorUpdate] = []
        var (bonding, unbonding): (Int256, Int256) = (.zero, .zero)
        var total: Int256 = .zero
        let most = Int(context.parameters.staking.maxValidators)
        let powerMax = UInt64(Self.totalPowerMax / Int64(most))
        let ranked = try context.entries(
            KeyRange(prefix: StakingKeys.powerIndex), reversed: true, limit: most)
        for (_, operatorBytes) in ranked {
            var validator = try validator(operatorBytes)
            guard try context.poet.isEligible(validator) else { break }
            if !validator.isBonded {
                try bond(&validator)
                bonding = try bonding.plus(validator.tokens)
            }
            let power = Int64(min(try context.poet.weigh(validator), powerMax))
            total = try total.plus(Int256(power))
            let place = last.firstIndex { $0.validator == validator.address }
            if place.map({ last[$0].power != power }) ?? true {
                updates.append(try update(validator, power: power))
                try setLastPower(power, validator.address)
            }
            if let place { last.remove(at: place) }
        }
        if total.isZero, let kept = last.map(\.power).max() {
            last.remove(at: last.firstIndex { $0.power == kept } ?? 0)
            total = Int256(kept)
        }
        // Who is left was in the last set and is in this one no more; by operator address.
        for (address, _) in last {
            var validator = try validator(address)
            unbonding = try unbonding.plus(validator.tokens)
            try beginUnbonding(&validator)
            try context.delete(StakingKeys.lastPower(address))
            updates.append(try update(validator, power: 0))
        }
        if bonding > unbonding {
            try moveBetweenPools(bonding.minus(unbonding), bonding: true)
        } else if unbonding > bonding {
            try moveBetweenPools(unbonding.minus(bonding), bonding: false)
        }
        if !updates.isEmpty { try setLastTotalPower(total) }
        let ordered = try context.poet.ordered(updates)
        try remember(ordered)
        return ordered
    }

    private func validator(_ bytes: Bytes) throws(LedgerFault) -> Validator {
        let address: ValidatorAddress
        do { address = try ValidatorAddress(bytes: bytes) } catch {
            throw .damaged("power index: \(error)")
        }
        return try validator(address)
    }

    func update(
        _ validator: Validator, power: Int64
    ) throws(LedgerFault) -> ValidatorUpdate {
        guard case .ed25519(let key) = validator.consensusKey else {
            throw .damaged("consensus key of \(validator.address)")
        }
        return ValidatorUpdate(publicKey: key, power: power)
    }

    /// The last set with its powers, by operator address.
    func lastPowers() throws(LedgerFault) -> [(validator: ValidatorAddress, power: Int64)] {
        var found: [(validator: ValidatorAddress, power: Int64)] = []
        let prefix = StakingKeys.lastPowers
        for (key, value) in try context.entries(KeyRange(prefix: prefix)) {
            do {
                // The key's end: one byte of length, then the operator.
                let address = try ValidatorAddress(bytes: Bytes(key.dropFirst(prefix.count + 1)))
                found.append(
                    (address, try Google_Protobuf_Int64Value(serializedBytes: value).value))
            } catch {
                throw .damaged("last power: \(error)")
            }
        }
        return found
    }

    func setLastPower(_ power: Int64, _ validator: ValidatorAddress) throws(LedgerFault) {
        try context.write(
            Google_Protobuf_Int64Value(power).stored(), StakingKeys.lastPower(validator))
    }

    private func bond(_ validator: inout Validator) throws(LedgerFault) {
        try unindex(validator)
        let queued = (validator.unbondingTime, validator.unbondingHeight)
        let wasUnbonding = validator.status == .unbonding
        validator.status = .bonded
        try store(validator)
        try index(validator)
        if wasUnbonding {
            try changeQueue(queued.0, height: queued.1) { $0.removeAll { $0 == validator.address } }
        }
        try context.slashing.bonded(validator)
        try context.poet.begin(validator)
    }

    private func beginUnbonding(_ validator: inout Validator) throws(LedgerFault) {
        let period = context.parameters.staking.unbondingTime
        try unindex(validator)
        let id = try nextUnbondingID()
        validator.status = .unbonding
        validator.unbondingTime = context.header.time.adding(
            seconds: period.seconds, nanos: Int64(period.nanos))
        validator.unbondingHeight = context.header.height
        validator.unbondingIDs.append(id)
        try store(validator)
        try index(validator)
        try changeQueue(validator.unbondingTime, height: validator.unbondingHeight) {
            $0.append(validator.address)
        }
        try indexUnbonding(id, of: validator)
        try context.poet.leave(validator)
    }

    /// Validators whose unbonding is over are unbonded; those nobody has shares in are gone.
    private func finishUnbondingValidators() throws(LedgerFault) {
        let until = StakingKeys.validatorQueue(context.header.time, height: context.header.height)
        let range = KeyRange(from: StakingKeys.validatorQueue, to: until + [0])
        for (key, value) in try context.entries(range) {
            for address in try Self.queued(value) {
                var validator = try validator(address)
                guard validator.status == .unbonding else {
                    throw .panic(
                        "unexpected validator in unbonding queue; status was not unbonding")
                }
                for id in validator.unbondingIDs {
                    try context.delete(StakingKeys.unbonding(id: id))
                }
                // The ids stay in the record, as on the network, though they lead nowhere now.
                validator.status = .unbonded
                try store(validator)
                if validator.shares.isZero { try remove(validator) }
            }
            try context.delete(key)
        }
    }

    func changeQueue(
        _ time: Timestamp, height: Int64, _ change: (inout [ValidatorAddress]) -> Void
    ) throws(LedgerFault) {
        let key = StakingKeys.validatorQueue(time, height: height)
        var addresses = try context.read(key).map(Self.queued) ?? []
        change(&addresses)
        guard !addresses.isEmpty else { return try context.delete(key) }
        var wire = StakingValAddresses()
        wire.addresses = addresses.map(\.description)
        try context.write(wire.stored(), key)
    }

    private static func queued(_ value: Bytes) throws(LedgerFault) -> [ValidatorAddress] {
        let texts = try StakingValAddresses(stored: value, "validator queue").addresses
        do {
            return try texts.map { try ValidatorAddress($0) }
        } catch {
            throw .damaged("validator queue: \(error)")
        }
    }
}
