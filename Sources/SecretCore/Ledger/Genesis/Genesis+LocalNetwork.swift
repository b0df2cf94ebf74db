package import SecretBase
package import SecretChain

extension Genesis {
    /// Chain id of the network's customary local image.
    package static let localChainID = "secretdev-1"

    /// The accounts of the local image, whose mnemonics everybody knows: validator, a, b, c, d.
    ///
    /// Source: local network facts.
    package static let localAccounts: [(name: String, address: Address)] = [
        ("validator", known("secret14aj08vd2ntty7dvskdmdu4zhf23mcwgtute8dz")),
        ("a", known("secret1ap26qrlp8mcq2pg6r47w43l0y8zkqm8a450s03")),
        ("b", known("secret1fc3fzy78ttp0lwuujw7e52rhspxn8uj52zfyne")),
        ("c", known("secret1ajz54hz8azwuy34qwy9fkjnfcrvf0dzswy0lqq")),
        ("d", known("secret1ldjxljw7v4vk6zhyduywh04hpj0jdwxsmrlatf")),
    ]

    /// What each account of a local network has, and what each validator delegates to itself.
    package static let localCoins = Coins(Amount(uscrt: 1_000_000_000_000_000_000))
    package static let localSelfDelegation = Int256(100_000_000_000_000_000 as UInt64)

    /// The chain that scripts written for the local image expect: 10^18 uscrt for each account, of
    /// which the validator delegates 10^17 to itself; unbonding and voting take 90 seconds.
    package static func localNetwork(
        chainID: String = localChainID, time: Timestamp, consensusKey: Bytes
    ) throws(GenesisError) -> Genesis {
        try localNetwork(
            chainID: chainID, time: time,
            validators: [
                Validator(
                    account: localAccounts[0].address, consensusKey: consensusKey,
                    moniker: "validator", selfDelegation: localSelfDelegation)
            ])
    }

    /// The same chain with several validators. An operator that is none of the known accounts gets
    /// an account of its own with as many coins, behind them and in the order given.
    package static func localNetwork(
        chainID: String = localChainID, time: Timestamp, validators: [Validator]
    ) throws(GenesisError) -> Genesis {
        var owners = localAccounts.map(\.address)
        for validator in validators where !owners.contains(validator.account) {
            owners.append(validator.account)
        }
        return try Genesis(
            chainID: chainID, time: time,
            balances: owners.map { Balance(owner: $0, coins: localCoins) },
            validators: validators, unbondingSeconds: 90, votingSeconds: 90,
            expeditedVotingSeconds: 15)
    }

    private static func known(_ text: String) -> Address {
        guard let address = try? Address(text) else {
            preconditionFailure("the addresses above are checked by a test")
        }
        return address
    }
}
