package import SecretBase
package import SecretChain
package import SecretStorage

/// What a chain begins with.
package struct Genesis: Sendable {
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

    package var chainID: String
    package var time: Timestamp
    /// In the order of their account numbers.
    package var balances: [Balance]
    package var validators: [Validator]
    package var unbondingSeconds: Int64
    /// How long a proposal is voted on, and one that is in a hurry.
    package var votingSeconds: Int64
    package var expeditedVotingSeconds: Int64
    /// Gas of a block; -1 for no limit.
    package var blockGasMax: Int64

    package init(
        chainID: String, time: Timestamp, balances: [Balance], validators: [Validator],
        unbondingSeconds: Int64 = 1_814_400, votingSeconds: Int64 = 604_800,
        expeditedVotingSeconds: Int64 = 86_400, blockGasMax: Int64 = -1
    ) {
        self.chainID = chainID
        self.time = time
        self.balances = balances
        self.validators = validators
        self.unbondingSeconds = unbondingSeconds
        self.votingSeconds = votingSeconds
        self.expeditedVotingSeconds = expeditedVotingSeconds
        self.blockGasMax = blockGasMax
    }
}

/// Why a genesis makes no chain.
package enum GenesisError: Failure, Equatable {
    case refused(String)
    case storage(StorageError)

    package var code: String { "bad_genesis" }
    package var exit: ExitStatus { .usage }
    package var description: String {
        switch self {
        case .refused(let why): "the genesis cannot be used: \(why)"
        case .storage(let error): error.description
        }
    }
}
