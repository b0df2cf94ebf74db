package import SecretBase
package import SecretChain
package import SecretWire

/// What the services ask of a chain. Every call may wait for the network and times out.
///
/// Errors are `ClientError`: `.unreachable` where nothing was sent, `.unknownOutcome` where a
/// transaction left and no answer came, `.answered` where the node refused.
package protocol ChainPort: Sendable {
    /// What the node says of itself, its chain id above all.
    func node() async throws -> NodeFacts

    /// The account, or nil when the chain has never seen the address.
    func account(of address: Address) async throws -> ChainAccount?

    /// All balances of the address.
    func balances(of address: Address) async throws -> Coins

    /// The balance of one denomination, zero included.
    func balance(of address: Address, in denom: String) async throws -> Coin

    /// What the transaction would use; signatures are not looked at.
    func simulate(_ transaction: Bytes) async throws -> GasEstimate

    /// Hands a transaction over and returns what the node's first check says.
    ///
    /// The same bytes may be sent again: the chain takes them once.
    func broadcast(_ transaction: Bytes) async throws -> BroadcastResult

    /// The transaction in its block, or nil while the chain does not have it.
    func transaction(_ hash: TransactionHash) async throws -> TransactionOutcome?

    /// The block at a height, or the latest.
    func block(at height: Height?) async throws -> BlockFacts

    /// Validators with this status (`BOND_STATUS_BONDED` …), or all of them.
    func validators(status: String?) async throws -> [ValidatorFacts]

    /// One validator, or nil when there is none.
    func validator(_ address: ValidatorAddress) async throws -> ValidatorFacts?

    /// What the account has staked.
    func delegations(of address: Address) async throws -> [DelegationFacts]

    /// What the account is taking back.
    func unbondings(of address: Address) async throws -> [UnbondingFacts]

    /// The network's key for sealing messages: 32 bytes, X25519.
    func sealingKey() async throws -> Bytes

    /// Any GET of the REST interface. `path` begins with a slash; query parts are escaped here.
    func get(_ path: String, query: [QueryItem]) async throws -> JSONValue
}

/// One `name=value` of a query.
package struct QueryItem: Hashable, Sendable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

extension ChainPort {
    /// A GET without a query.
    package func get(_ path: String) async throws -> JSONValue { try await get(path, query: []) }
}
