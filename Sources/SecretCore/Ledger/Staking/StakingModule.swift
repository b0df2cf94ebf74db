import SecretBase
import SecretChain
import SecretStorage
import SecretWire

/// Validators, delegations and what unbonds. Source: chain specification §4.3.
struct StakingModule {
    let context: LedgerContext

    var bondDenom: String { context.parameters.staking.bondDenom }

    /// Pays for the parameters where the chain reads them anew.
    func payForParameters() throws(LedgerFault) {
        try context.payForRead(bytes: context.parameters.stakingBytes)
    }

    func pool(of validator: Validator) -> Party {
        validator.isBonded ? ModuleAccounts.bondedPool : ModuleAccounts.notBondedPool
    }

    func coins(_ amount: Int256) throws(LedgerFault) -> Coins {
        do {
            return Coins(try Coin(denom: bondDenom, amount: amount))
        } catch {
            throw .panic(error.description)
        }
    }

    // MARK: Validators

    func find(_ address: ValidatorAddress) throws(LedgerFault) -> Validator? {
        guard let value = try context.read(StakingKeys.validator(address)) else { return nil }
        return try Validator(stored: value)
    }

    /// The validator; throws `noValidator` where there is none.
    func validator(_ address: ValidatorAddress) throws(LedgerFault) -> Validator {
        guard let found = try find(address) else { throw .refused(StakingError.noValidator) }
        return found
    }

    /// The validator who signs with the key behind a consensus address, nil where there is none.
    func find(byConsensus address: Bytes) throws(LedgerFault) -> Validator? {
        guard let value = try context.read(StakingKeys.validator(byConsensus: address)) else {
            return nil
        }
        let found: ValidatorAddress
        do { found = try ValidatorAddress(bytes: value) } catch {
            throw .damaged("consensus address: \(error)")
        }
        return try find(found)
    }

    /// As above; throws `noValidator` where there is none.
    func validator(byConsensus address: Bytes) throws(LedgerFault) -> Validator {
        guard let found = try find(byConsensus: address) else {
            throw .refused(StakingError.noValidator)
        }
        return found
    }

    /// All coins of the bond denomination.
    func tokenSupply() throws(LedgerFault) -> Int256 {
        try context.bank.supply(of: bondDenom)
    }

    func bondedTokens() throws(LedgerFault) -> Int256 {
        try context.bank.balance(of: ModuleAccounts.bondedPool.address, bondDenom)
    }

    /// How much of the supply is bonded, cut after 18 digits.
    func bondedRatio() throws(LedgerFault) -> Dec {
        let supply = try tokenSupply()
        guard supply.isPositive else { return .zero }
        return try bondedTokens().decimal().divided(whole: supply)
    }

    func store(_ validator: Validator) throws(LedgerFault) {
        try context.write(validator.wire.stored(), StakingKeys.validator(validator.address))
    }

    /// Puts the validator where its power belongs; a jailed one belongs nowhere.
    func index(_ validator: Validator) throws(LedgerFault) {
        guard !validator.isJailed else { return }
        try context.write(
            validator.address.bytes,
            StakingKeys.power(validator.potentialPower(), validator.address))
    }

    /// Must come before anything changes that the index is made of.
    func unindex(_ validator: Validator) throws(LedgerFault) {
        try context.delete(StakingKeys.power(validator.potentialPower(), validator.address))
    }

    /// Takes the validator out of the running; the end of the block takes it out of the set.
    func jail(_ validator: inout Validator) throws(LedgerFault) {
        try unindex(validator)
        validator.isJailed = true
        try store(validator)
    }

    /// Lets the validator run again; the end of the block may take it into the set.
    func unjail(_ validator: inout Validator) throws(LedgerFault) {
        validator.isJailed = false
        try store(validator)
        try index(validator)
        try context.poet.reset(validator)
    }

    /// A new validator with its indices, and what other modules keep of it.
    func begin(_ validator: Validator) throws(LedgerFault) {
        try enter(validator)
        try context.distribution.begin(validator.address)
        try context.slashing.begin(validator)
    }

    /// Stores a validator that was not there, with its indices.
    func enter(_ validator: Validator) throws(LedgerFault) {
        try store(validator)
        try context.write(
            validator.address.bytes,
            StakingKeys.validator(
                byConsensus: ConsensusAddress(publicKey: validator.consensusKey)))
        try index(validator)
    }

    func remove(_ validator: Validator) throws(LedgerFault) {
        guard validator.tokens.isZero else {
            throw .panic("attempting to remove a validator which still contains tokens")
        }
        try context.delete(StakingKeys.validator(validator.address))
        try context.delete(
            StakingKeys.validator(
                byConsensus: ConsensusAddress(publicKey: validator.consensusKey)))
        try unindex(validator)
        try context.distribution.end(validator.address)
        try context.slashing.end(validator)
        try context.poet.end(validator)
    }

    // MARK: Delegations

    /// The delegator's shares in the validator, nil where there is no delegation.
    func shares(
        of delegator: Address, in validator: ValidatorAddress
    ) throws(LedgerFault) -> Dec? {
        guard let value = try context.read(StakingKeys.delegation(delegator, validator)) else {
            return nil
        }
        return try Self.shares(stored: value)
    }

    static func shares(stored value: Bytes) throws(LedgerFault) -> Dec {
        let wire = try StakingDelegation(stored: value, "delegation")
        guard let shares = Dec(wireText: wire.shares) else { throw .damaged("shares") }
        return shares
    }

    /// Stores the shares; no shares, no delegation.
    func setShares(
        _ shares: Dec, of delegator: Party, in validator: ValidatorAddress
    ) throws(LedgerFault) {
        let key = StakingKeys.delegation(delegator.address, validator)
        let index = StakingKeys.delegator(delegator.address, of: validator)
        guard !shares.isZero else {
            try context.delete(key)
            try context.delete(index)
            return
        }
        var wire = StakingDelegation()
        wire.delegatorAddress = delegator.text
        wire.validatorAddress = validator.description
        wire.shares = shares.wireText
        try context.write(wire.stored(), key)
        try context.write([], index)
    }

    /// Where the tokens of a delegation come from.
    enum TokenSource {
        case account
        /// They lie in the pool of bonded tokens, or of those that are not.
        case pool(isBonded: Bool)
    }

    /// Delegates tokens, by default coins of the delegator's account; gives the new shares.
    func delegate(
        _ amount: Int256, from delegator: Party, to validator: Validator,
        source: TokenSource = .account
    ) throws(LedgerFault) -> Dec {
        guard !validator.hasInvalidExchangeRate else {
            throw .refused(StakingError.invalidExchangeRate)
        }
        var validator = validator
        let held = try shares(of: delegator.address, in: validator.address)
        if let held {
            try context.distribution.withdraw(
                .init(delegator: delegator, shares: held, validator: validator))
        } else {
            try context.distribution.endPeriod(of: validator)
        }
        try payForParameters()
        switch source {
        case .account:
            try context.bank.delegate(coins(amount), from: delegator, to: pool(of: validator))
        case .pool(let isBonded):
            if isBonded != validator.isBonded {
                try moveBetweenPools(amount, bonding: validator.isBonded)
            }
        }
        try unindex(validator)
        let issued = try validator.add(amount)
        try store(validator)
        try index(validator)
        try setShares((held ?? .zero).plus(issued), of: delegator, in: validator.address)
        try context.distribution.begin(delegator.address, validator.address)
        return issued
    }

    /// A delegator's delegations, by operator address.
    func delegations(
        of delegator: Address
    ) throws(LedgerFault) -> [(validator: ValidatorAddress, shares: Dec)] {
        let prefix = StakingKeys.delegations(of: delegator)
        var found: [(validator: ValidatorAddress, shares: Dec)] = []
        for (key, value) in try context.entries(KeyRange(prefix: prefix)) {
            do {
                // One byte of length, then the operator.
                let address = try ValidatorAddress(bytes: Bytes(key.dropFirst(prefix.count + 1)))
                found.append((address, try Self.shares(stored: value)))
            } catch {
                throw .damaged("delegation: \(error)")
            }
        }
        return found
    }

    /// The shares that `amount` is worth, never more than the delegation has.
    func sharesToUnbond(
        _ amount: Int256, of delegator: Address, from address: ValidatorAddress
    ) throws(LedgerFault) -> Dec {
        let validator = try validator(address)
        guard let held = try shares(of: delegator, in: address) else {
            throw .refused(StakingError.noDelegation)
        }
        let wanted = try validator.shares(from: amount)
        guard try validator.sharesTruncated(from: amount) <= held else {
            throw .refused(SDKError.invalidRequest, "invalid shares amount")
        }
        return min(wanted, held)
    }

    /// Takes shares out of a delegation and gives the tokens they were worth, which stay in the
    /// validator's pool until the caller moves them.
    func unbond(
        _ removed: Dec, of delegator: Party, from address: ValidatorAddress
    ) throws(LedgerFault) -> Int256 {
        guard let held = try shares(of: delegator.address, in: address) else {
            throw .refused(StakingError.delegatorHasNone)
        }
        try context.distribution.withdraw(
            .init(delegator: delegator, shares: held, validator: validator(address)))
        guard held >= removed else {
            throw .refused(StakingError.notEnoughShares, held.description)
        }
        var validator = try validator(address)
        let rest = try held.minus(removed)
        let isOperator = delegator.address == Address(operator: address)
        if isOperator, !validator.isJailed,
            try validator.tokens(from: rest).whole() < validator.minSelfDelegation
        {
            try jail(&validator)
        }
        try setShares(rest, of: delegator, in: address)
        if !rest.isZero { try context.distribution.begin(delegator.address, address) }
        try unindex(validator)
        let amount = try validator.remove(removed)
        try store(validator)
        try index(validator)
        if validator.shares.isZero, validator.status == .unbonded { try remove(validator) }
        return amount
    }
}

extension LedgerContext {
    var staking: StakingModule { StakingModule(context: self) }
}
