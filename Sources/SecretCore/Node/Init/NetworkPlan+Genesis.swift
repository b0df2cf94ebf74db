internal import SecretBase
internal import SecretChain
internal import SecretLedger

extension NetworkPlan {
    /// What the chain begins with: the local image's accounts, the operators of all nodes with as
    /// much each, and the validators with what the image's validator has staked.
    ///
    /// `consensusKeys` are ed25519, 32 bytes, by the index of their node; `masterKeys` those of the
    /// network's enclaves. Source: local network facts.
    func genesis(
        time: Timestamp, consensusKeys: [Bytes], masterKeys: MasterKeys
    ) throws(GenesisError) -> Genesis {
        let validators = nodes.filter(\.isValidator).map { node in
            Genesis.Validator(
                account: node.account, consensusKey: consensusKeys[node.index],
                moniker: node.moniker, selfDelegation: Genesis.localSelfDelegation)
        }
        var genesis = try Genesis.localNetwork(
            chainID: chainID, time: time, validators: validators)
        genesis.register.masterKeys = masterKeys
        for node in nodes where !node.isValidator {
            try genesis.add(Genesis.Balance(owner: node.account, coins: Genesis.localCoins))
        }
        return genesis
    }
}
