import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

extension StakingModule {
    /// What the chain calls the unbonding of a delegation, and of a validator.
    enum UnbondingKind: UInt64 {
        case delegation = 1
        case redelegation = 2
        case validator = 3
    }

    /// Begins to unbond shares; gives when it ends, and the tokens that will come back then.
    func undelegate(
        _ removed: Dec, of delegator: Party, from address: ValidatorAddress
    ) throws(LedgerFault) -> (completion: Timestamp, amount: Int256) {
        let validator = try validator(address)
        let parameters = context.parameters.staking
        try payForParameters()
        let key = StakingKeys.unbonding(delegator.address, address)
        if let value = try context.read(key) {
            let unbonding = try StakingUnbondingDelegation(stored: value, "unbonding")
            guard unbonding.entries.count < Int(parameters.maxEntries) else {
                throw .refused(StakingError.tooManyUnbondings)
            }
        }
        let amount = try unbond(removed, of: delegator, from: address)
        if validator.isBonded { try moveBetweenPools(amount, bonding: false) }
        try payForParameters()
        let completion = context.header.time.adding(
            seconds: parameters.unbondingTime.seconds,
            nanos: Int64(parameters.unbondingTime.nanos))
        try addEntry(amount, of: delegator, from: address, completion: completion)
        try enqueue(delegator, address, at: completion)
        return (completion, amount)
    }

    /// Moves tokens between the pools of bonded and of not bonded tokens.
    func moveBetweenPools(_ amount: Int256, bonding: Bool) throws(LedgerFault) {
        let (from, to) =
            bonding
            ? (ModuleAccounts.notBondedPool, ModuleAccounts.bondedPool)
            : (ModuleAccounts.bondedPool, ModuleAccounts.notBondedPool)
        try context.bank.send(coins(amount), from: from, to: to)
    }

    /// A number that no other unbonding of this chain has.
    func nextUnbondingID() throws(LedgerFault) -> UInt64 {
        var last: UInt64 = 0
        if let value = try context.read(StakingKeys.unbondingID) {
            guard let stored = UInt64(bigEndian: value) else { throw .damaged("unbonding id") }
            last = stored
        }
        try context.write(Bytes(bigEndian: last + 1), StakingKeys.unbondingID)
        return last + 1
    }

    /// Remembers which validator an unbonding id stands for.
    func indexUnbonding(_ id: UInt64, of validator: Validator) throws(LedgerFault) {
        try indexUnbonding(id, StakingKeys.validator(validator.address), .validator)
    }

    func indexUnbonding(
        _ id: UInt64, _ key: Bytes, _ kind: UnbondingKind
    ) throws(LedgerFault) {
        try context.write(Bytes(key.dropFirst()), StakingKeys.unbonding(id: id))
        try context.write(Bytes(bigEndian: kind.rawValue), StakingKeys.unbondingKind(id: id))
    }

    /// Adds to what unbonds already; entries of the same height and time become one.
    private func addEntry(
        _ amount: Int256, of delegator: Party, from address: ValidatorAddress,
        completion: Timestamp
    ) throws(LedgerFault) {
        let id = try nextUnbondingID()
        let key = StakingKeys.unbonding(delegator.address, address)
        var unbonding = StakingUnbondingDelegation()
        if let value = try context.read(key) {
            unbonding = try StakingUnbondingDelegation(stored: value, "unbonding")
        } else {
            unbonding.delegatorAddress = delegator.text
            unbonding.validatorAddress = address.description
        }
        let same = unbonding.entries.firstIndex {
            $0.creationHeight == context.header.height
                && Timestamp($0.completionTime) == completion
        }
        if let same {
            let entry = unbonding.entries[same]
            unbonding.entries[same].balance =
                try Self.amount(entry.balance).plus(amount).description
            unbonding.entries[same].initialBalance =
                try Self.amount(entry.initialBalance).plus(amount).description
        } else {
            var entry = StakingUnbondingDelegationEntry()
            entry.creationHeight = context.header.height
            entry.completionTime = completion.wire
            entry.initialBalance = amount.description
            entry.balance = amount.description
            entry.unbondingID = id
            unbonding.entries.append(entry)
        }
        try store(unbonding, delegator.address, address)
        if same == nil { try indexUnbonding(id, key, .delegation) }
    }

    static func amount(_ text: String) throws(LedgerFault) -> Int256 {
        guard let amount = Int256(text) else { throw .damaged("amount of an unbonding") }
        return amount
    }

    func store(
        _ unbonding: StakingUnbondingDelegation, _ delegator: Address,
        _ validator: ValidatorAddress
    ) throws(LedgerFault) {
        let key = StakingKeys.unbonding(delegator, validator)
        let index = StakingKeys.unbonding(from: validator, of: delegator)
        if unbonding.entries.isEmpty {
            try context.delete(key)
            try context.delete(index)
        } else {
            try context.write(unbonding.stored(), key)
            try context.write([], index)
        }
    }

    func enqueue(
        _ delegator: Party, _ validator: ValidatorAddress, at completion: Timestamp
    ) throws(LedgerFault) {
        let key = StakingKeys.unbondingQueue(completion)
        var pairs = StakingDVPairs()
        if let value = try context.read(key) {
            pairs = try StakingDVPairs(stored: value, "unbonding queue")
        }
        var pair = StakingDVPair()
        pair.delegatorAddress = delegator.text
        pair.validatorAddress = validator.description
        pairs.pairs.append(pair)
        try context.write(pairs.stored(), key)
    }

    /// Takes every pair out of the queue whose time has come, in the queue's order.
    func dequeueMature() throws(LedgerFault) -> [StakingDVPair] {
        var mature: [StakingDVPair] = []
        let until = StakingKeys.unbondingQueue(context.header.time)
        // The time itself is included: a key one byte longer is the first that comes after it.
        let range = KeyRange(from: StakingKeys.unbondingQueue, to: until + [0])
        for (key, value) in try context.entries(range) {
            mature += try StakingDVPairs(stored: value, "unbonding queue").pairs
            try context.delete(key)
        }
        return mature
    }

    /// Pays out all mature entries of one pair; gives the sum, nil where nothing unbonds any more.
    func completeUnbonding(
        _ delegator: Party, _ validator: ValidatorAddress
    ) throws(LedgerFault) -> Coins? {
        let key = StakingKeys.unbonding(delegator.address, validator)
        guard let value = try context.read(key) else { return nil }
        var unbonding = try StakingUnbondingDelegation(stored: value, "unbonding")
        var paid = Coins.none
        var left: [StakingUnbondingDelegationEntry] = []
        for entry in unbonding.entries {
            let isMature = Timestamp(entry.completionTime) <= context.header.time
            guard isMature, entry.unbondingOnHoldRefCount <= 0 else {
                left.append(entry)
                continue
            }
            try context.delete(StakingKeys.unbonding(id: entry.unbondingID))
            let balance = try Self.amount(entry.balance)
            guard !balance.isZero else { continue }
            let coins = try coins(balance)
            try context.bank.undelegate(
                coins, from: ModuleAccounts.notBondedPool, to: delegator)
            paid = try paid.plus(coins)
        }
        unbonding.entries = left
        try store(unbonding, delegator.address, validator)
        return paid
    }
}
