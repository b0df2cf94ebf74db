import SecretBase
import SecretChain
import SecretWire

extension StakingModule {
    /// A validator with its self-delegation, unbonded until the set is made up.
    ///
    /// Source: chain specification §4.3, "create_validator".
    func create(_ genesis: Genesis.Validator) throws(LedgerFault) {
        let address = ValidatorAddress(genesis.account)
        guard try find(address) == nil else { throw .refused(StakingError.operatorExists) }
        let key: PublicKey
        do {
            key = try PublicKey(ed25519: genesis.consensusKey)
        } catch {
            throw .refused(StakingError.publicKeyType, error.description)
        }
        let consensus = StakingKeys.validator(byConsensus: ConsensusAddress(publicKey: key))
        guard try !context.has(consensus) else {
            throw .refused(StakingError.publicKeyExists)
        }
        var description = StakingDescription()
        description.moniker = genesis.moniker
        let validator = Validator(
            address: address, consensusKey: key, status: .unbonded, isJailed: false, tokens: .zero,
            shares: .zero, unbondingHeight: 0, unbondingTime: .epoch, unbondingIDs: [],
            minSelfDelegation: 1, description: description, commission: commission())
        try store(validator)
        try context.write(address.bytes, consensus)
        try index(validator)
        try context.distribution.begin(address)
        _ = try delegate(genesis.selfDelegation, from: Party(genesis.account), to: validator)
    }

    /// The rates that the network's own tool proposes: 10 %, at most 20 %, 1 % a day.
    private func commission() -> StakingCommission {
        var commission = StakingCommission()
        commission.commissionRates.rate = Dec(10, places: 2).wireText
        commission.commissionRates.maxRate = Dec(20, places: 2).wireText
        commission.commissionRates.maxChangeRate = Dec(1, places: 2).wireText
        commission.updateTime = context.header.time.wire
        return commission
    }
}
