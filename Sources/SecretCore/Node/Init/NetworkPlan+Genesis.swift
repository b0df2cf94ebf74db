internal import SecretBase
internal import SecretChain
internal import SecretLedger

extension NetworkPlan {
    /// What the chain begins with: the local image's accounts, the operators of all nodes with as
    /// much each, and the validators with what the image's validator has staked.
    ///
    /// `consensusKeys` are ed25519, 32 bytes, by the index of their node. Source: local network facts.
    func genesis(time: Timestamp, consensusKeys: [Bytes]) -> Genesis {
        var genesis = Genesis.localNetwork(
            chainID: chainID, time: time, consensusKey: consensusKeys[0])
        let model = genesis.validators[0]
        let coins = genesis.balances[0].coins
        for node in nodes.dropFirst() {
            genesis.balances.append(Genesis.Balance(owner: node.account, coins: coins))
            guard node.isValidator else { continue }
            genesis.validators.append(
                Genesis.Validator(
                    account: node.account, consensusKey: consensusKeys[node.index],
                    moniker: node.moniker, selfDelegation: model.selfDelegation))
        }
        return genesis
    }
}
