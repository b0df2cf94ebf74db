package import SecretBase
package import SecretChain
import SecretWire
import SwiftProtobuf

extension Genesis {
    /// Coins that an account has from the start.
    package struct Balance: Hashable, Sendable {
        package let owner: Address
        package let coins: Coins

        package init(owner: Address, coins: Coins) {
            self.owner = owner
            self.coins = coins
        }
    }

    /// A validator that is in the set from the first block on.
    package struct Validator: Hashable, Sendable {
        /// The account whose coins are delegated; also the operator.
        package let account: Address
        /// ed25519, 32 bytes.
        package let consensusKey: Bytes
        package let moniker: String
        /// In the bond denomination's smallest unit.
        package let selfDelegation: Int256

        package init(
            account: Address, consensusKey: Bytes, moniker: String, selfDelegation: Int256
        ) {
            self.account = account
            self.consensusKey = consensusKey
            self.moniker = moniker
            self.selfDelegation = selfDelegation
        }
    }

    /// A chain of these accounts, in the order of their numbers, and of these validators, whose
    /// self-delegations come out of their accounts.
    package init(
        chainID: String, time: Timestamp, balances: [Balance], validators: [Validator],
        unbondingSeconds: Int64 = 1_814_400, votingSeconds: Int64 = 604_800,
        expeditedVotingSeconds: Int64 = 86_400, blockGasMax: Int64 = -1
    ) throws(GenesisError) {
        self.init(chainID: chainID, time: time)
        staking.params.unbondingTime.seconds = unbondingSeconds
        gov.params.votingPeriod.seconds = votingSeconds
        gov.params.expeditedVotingPeriod.seconds = expeditedVotingSeconds
        self.blockGasMax = blockGasMax
        bank.denomMetadata = [.scrt]
        for balance in balances { try add(balance) }
        for validator in validators { try add(validator) }
    }

    /// One more account, behind the others.
    package mutating func add(_ balance: Balance) throws(GenesisError) {
        let account = Account(address: balance.owner, number: UInt64(auth.accounts.count))
        let place = GenesisPlace("app_state.auth.accounts")
        auth.accounts.append(try place.read { try account.wire() })
        var wire = BankBalance()
        wire.address = balance.owner.description
        wire.coins = balance.coins.wire
        bank.balances.append(wire)
    }

    /// One more validator, bonded from the start as the network's tools write it down.
    ///
    /// Throws where its account has too little.
    package mutating func add(_ validator: Validator) throws(GenesisError) {
        let place = GenesisPlace("app_state.staking.validators")[staking.validators.count]
        let (amount, operatorAddress) = (
            validator.selfDelegation, ValidatorAddress(validator.account)
        )
        let key = try place["consensus_pubkey"].read {
            try PublicKey(ed25519: validator.consensusKey)
        }
        try move(amount, from: validator.account)
        let shares = try place.read { try Dec(amount) }
        var description = StakingDescription()
        description.moniker = validator.moniker
        let bonded = SecretLedger.Validator(
            address: operatorAddress, consensusKey: key, status: .bonded, isJailed: false,
            tokens: amount, shares: shares, unbondingHeight: 0, unbondingTime: .epoch,
            unbondingIDs: [], minSelfDelegation: 1, description: description,
            commission: .proposed(at: time))
        staking.validators.append(bonded.wire)
        var delegation = StakingDelegation()
        delegation.delegatorAddress = validator.account.description
        delegation.validatorAddress = operatorAddress.description
        delegation.shares = shares.wireText
        staking.delegations.append(delegation)
        let address = ConsensusAddress(publicKey: key)
        var info = SlashingSigningInfo()
        info.address = address.description
        info.validatorSigningInfo = SlashingValidatorSigningInfo(of: address, from: 0)
        slashing.signingInfos.append(info)
    }

    /// Moves coins of an account into the pool of bonded tokens.
    private mutating func move(_ amount: Int256, from owner: Address) throws(GenesisError) {
        let place = GenesisPlace("app_state.bank.balances")
        let denom = staking.params.bondDenom
        guard let index = bank.balances.firstIndex(where: { $0.address == owner.description })
        else { throw place.invalid("\(owner) has no coins to delegate") }
        let pool = ModuleAccounts.bondedPool.text
        let poolIndex = bank.balances.firstIndex { $0.address == pool }
        let (left, pooled) = try place[index].read {
            let moved = Coins(try Coin(denom: denom, amount: amount))
            let held = try poolIndex.map { try Coins(bank.balances[$0].coins) } ?? .none
            return (
                try Coins(bank.balances[index].coins).subtracting(moved), try held.adding(moved)
            )
        }
        bank.balances[index].coins = left.wire
        if let poolIndex {
            bank.balances[poolIndex].coins = pooled.wire
        } else {
            var wire = BankBalance()
            wire.address = pool
            wire.coins = pooled.wire
            bank.balances.append(wire)
        }
    }
}

extension StakingCommission {
    /// The rates that the network's own tool proposes: 10 %, at most 20 %, 1 % a day.
    static func proposed(at time: Timestamp) -> StakingCommission {
        var commission = StakingCommission()
        commission.commissionRates.rate = Dec(10, places: 2).wireText
        commission.commissionRates.maxRate = Dec(20, places: 2).wireText
        commission.commissionRates.maxChangeRate = Dec(1, places: 2).wireText
        commission.updateTime = time.wire
        return commission
    }
}
