import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Tokens taken for a fault, from whoever stood for it when it happened.
///
/// Source: chain specification §4.3, "slash"; cosmos-sdk `x/staking/keeper/slash.go`.
extension StakingModule {
    /// A fault at `height` of a validator that had `power` then costs `fraction` of it.
    struct Fault {
        let height: Int64
        let power: Int64
        let fraction: Dec
    }

    /// Burns what the fault costs and gives what came from the validator's own tokens.
    ///
    /// What began to unbond or to move away since the fault pays its part first. A validator that
    /// is unbonded owes nothing any more: the network stops at such a fault, which cannot reach it
    /// while evidence is older than no unbonding.
    func slash(_ validator: Validator, _ fault: Fault) throws(LedgerFault) -> Int256 {
        guard validator.status != .unbonded else { return .zero }
        var stood = try tokens(power: fault.power)
        if let known = try context.poet.tokens(of: validator, at: fault.height) { stood = known }
        var left = try stood.decimal().product(fault.fraction).whole()
        if fault.height < context.header.height {
            for unbonding in try unbondings(from: validator.address) {
                left = try left.minus(slash(unbonding, fault))
            }
            for redelegation in try redelegations(from: validator.address) {
                left = try left.minus(slash(redelegation, fault))
            }
        }
        let burned = max(min(left, validator.tokens), .zero)
        guard !burned.isZero else { return .zero }
        // Of the tokens there are now, rounded up, so that nobody is reckoned richer than it is.
        let share = try burned.decimal().overRoundingUp(validator.tokens.decimal())
        try context.distribution.slash(validator, by: min(share, .one))
        var slashed = validator
        try unindex(slashed)
        slashed.tokens = try slashed.tokens.minus(burned)
        try store(slashed)
        try index(slashed)
        try burn(burned, isBonded: slashed.isBonded)
        return burned
    }

    /// Millions of the bond denomination's smallest unit.
    private func tokens(power: Int64) throws(LedgerFault) -> Int256 {
        do { return try Int256(power).multiplied(by: 1_000_000) } catch {
            throw .panic(error.description)
        }
    }

    private func burn(_ amount: Int256, isBonded: Bool) throws(LedgerFault) {
        guard amount.isPositive else { return }
        let pool = isBonded ? ModuleAccounts.bondedPool : ModuleAccounts.notBondedPool
        try context.bank.burn(coins(amount), by: pool)
    }

    private func unbondings(
        from validator: ValidatorAddress
    ) throws(LedgerFault) -> [StakingUnbondingDelegation] {
        let prefix = StakingKeys.unbondings(from: validator)
        var found: [StakingUnbondingDelegation] = []
        for (key, _) in try context.entries(KeyRange(prefix: prefix)) {
            let delegator: Address
            // One byte of length, then the delegator.
            do { delegator = try Address(bytes: Bytes(key.dropFirst(prefix.count + 1))) } catch {
                throw .damaged("unbonding: \(error)")
            }
            guard let value = try context.read(StakingKeys.unbonding(delegator, validator)) else {
                throw .damaged("unbonding of \(delegator)")
            }
            found.append(try StakingUnbondingDelegation(stored: value, "unbonding"))
        }
        return found
    }

    /// Takes the fault's part from what unbonds; gives what the part should have been.
    private func slash(
        _ unbonding: StakingUnbondingDelegation, _ fault: Fault
    ) throws(LedgerFault) -> Int256 {
        var unbonding = unbonding
        var (owed, burned) = (Int256.zero, Int256.zero)
        for index in unbonding.entries.indices {
            let entry = unbonding.entries[index]
            guard isLiable(entry.creationHeight, entry.completionTime, fault) else { continue }
            let part = try fault.fraction.multiplied(Self.amount(entry.initialBalance)).whole()
            owed = try owed.plus(part)
            let balance = try Self.amount(entry.balance)
            let taken = min(part, balance)
            burned = try burned.plus(taken)
            unbonding.entries[index].balance = try balance.minus(taken).description
        }
        if burned.isPositive { try store(unbonding) }
        try burn(burned, isBonded: false)
        return owed
    }

    /// Whether tokens that left at `height`, to be free at `completion`, stand for the fault.
    private func isLiable(
        _ height: Int64, _ completion: Google_Protobuf_Timestamp, _ fault: Fault
    ) -> Bool {
        height >= fault.height && Timestamp(completion) > context.header.time
    }

    private func store(_ unbonding: StakingUnbondingDelegation) throws(LedgerFault) {
        let (delegator, validator): (Address, ValidatorAddress)
        do {
            delegator = try Address(unbonding.delegatorAddress)
            validator = try ValidatorAddress(unbonding.validatorAddress)
        } catch {
            throw .damaged("unbonding: \(error)")
        }
        try store(unbonding, delegator, validator)
    }

    // MARK: What moved to other validators

    private func redelegations(
        from source: ValidatorAddress
    ) throws(LedgerFault) -> [StakingRedelegation] {
        let prefix = StakingKeys.redelegations(from: source)
        var found: [StakingRedelegation] = []
        for (key, _) in try context.entries(KeyRange(prefix: prefix)) {
            let rest = key.dropFirst(prefix.count)
            // length ‖ delegator ‖ length ‖ destination
            let count = Int(rest.first ?? 0)
            let route: Redelegation
            do {
                route = Redelegation(
                    delegator: Party(try Address(bytes: Bytes(rest.dropFirst().prefix(count)))),
                    source: source,
                    destination: try ValidatorAddress(bytes: Bytes(rest.dropFirst(count + 2))))
            } catch {
                throw .damaged("redelegation: \(error)")
            }
            guard let value = try context.read(StakingKeys.redelegation(route)) else {
                throw .damaged("redelegation of \(route.delegator.text)")
            }
            found.append(try StakingRedelegation(stored: value, "redelegation"))
        }
        return found
    }

    /// Takes the fault's part from what moved: first from what unbonds at the new validator by now,
    /// then from the delegation there. Gives what the part should have been.
    private func slash(
        _ redelegation: StakingRedelegation, _ fault: Fault
    ) throws(LedgerFault) -> Int256 {
        let route = try Redelegation(redelegation)
        var owed = Int256.zero
        var (bonded, loose) = (Int256.zero, Int256.zero)
        for entry in redelegation.entries {
            guard isLiable(entry.creationHeight, entry.completionTime, fault) else { continue }
            let part = try fault.fraction.multiplied(Self.amount(entry.initialBalance)).whole()
            owed = try owed.plus(part)
            let unbonded = try slashUnbonding(part, route, fault)
            loose = try loose.plus(unbonded)
            guard let sharesDst = Dec(wireText: entry.sharesDst) else {
                throw .damaged("shares of a redelegation")
            }
            let shares = try fault.fraction.product(sharesDst)
            guard !shares.isZero, unbonded != part,
                let held = try self.shares(of: route.delegator.address, in: route.destination)
            else { continue }
            // Taking the last shares may remove the validator: its status is asked before.
            let isBonded = try validator(route.destination).isBonded
            let burned: Int256
            do {
                burned = try unbond(
                    min(shares, held), of: route.delegator, from: route.destination)
            } catch {
                // Whose rewards nobody may pay out keeps its shares; the network stops there.
                guard case .refused = error else { throw error }
                continue
            }
            if isBonded {
                bonded = try bonded.plus(burned)
            } else {
                loose = try loose.plus(burned)
            }
        }
        try burn(bonded, isBonded: true)
        try burn(loose, isBonded: false)
        return owed
    }

    /// Takes up to `amount` from what the delegator unbonds at the validator that it moved to.
    private func slashUnbonding(
        _ amount: Int256, _ route: Redelegation, _ fault: Fault
    ) throws(LedgerFault) -> Int256 {
        let key = StakingKeys.unbonding(route.delegator.address, route.destination)
        guard let value = try context.read(key) else { return .zero }
        var unbonding = try StakingUnbondingDelegation(stored: value, "unbonding")
        var left = amount
        for index in unbonding.entries.indices where !left.isZero {
            let entry = unbonding.entries[index]
            guard isLiable(entry.creationHeight, entry.completionTime, fault) else { continue }
            let balance = try Self.amount(entry.balance)
            let taken = min(left, balance)
            left = try left.minus(taken)
            unbonding.entries[index].balance = try balance.minus(taken).description
        }
        if left != amount { try store(unbonding) }
        return try amount.minus(left)
    }
}
