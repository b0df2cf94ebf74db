public import SecretBase
public import SecretChain
public import SecretWire

/// What a node says of itself.
public struct NodeFacts: Hashable, Sendable {
    public let chainID: String
    public let moniker: String
    /// Of the consensus engine, e.g. `0.38.23`.
    public let engineVersion: String
    public let applicationName: String
    public let applicationVersion: String
}

/// An account as transactions need it.
public struct ChainAccount: Hashable, Sendable {
    public let address: Address
    public let number: UInt64
    /// The sequence that its next transaction must carry.
    public let sequence: UInt64
    /// Nil until the account's first transaction.
    public let publicKey: PublicKey?
    /// e.g. `/cosmos.auth.v1beta1.BaseAccount`.
    public let type: String

    public init(
        address: Address, number: UInt64, sequence: UInt64, publicKey: PublicKey? = nil,
        type: String = "/cosmos.auth.v1beta1.BaseAccount"
    ) {
        self.address = address
        self.number = number
        self.sequence = sequence
        self.publicKey = publicKey
        self.type = type
    }
}

/// What a simulation used.
public struct GasEstimate: Hashable, Sendable {
    public let used: Gas

    public init(used: Gas) { self.used = used }
}

/// What a node's first check said of a transaction.
public struct BroadcastResult: Hashable, Sendable {
    public let hash: TransactionHash
    /// 0 when accepted.
    public let code: UInt32
    public let codespace: String
    public let rawLog: String

    public init(hash: TransactionHash, code: UInt32, codespace: String, rawLog: String) {
        self.hash = hash
        self.code = code
        self.codespace = codespace
        self.rawLog = rawLog
    }

    /// Whether the transaction waits for its block now. One that the node has already
    /// (sdk 19) counts: it was accepted before.
    public var isAccepted: Bool { code == 0 || (codespace == "sdk" && code == 19) }
}

/// A transaction in its block.
public struct TransactionOutcome: Hashable, Sendable {
    public let hash: TransactionHash
    public let height: Height
    /// 0 when it succeeded.
    public let code: UInt32
    public let codespace: String
    public let rawLog: String
    public let gasWanted: Gas
    public let gasUsed: Gas
    /// RFC 3339 time of the block.
    public let time: String
    /// `TxMsgData` on the wire; empty when it failed.
    public let data: Bytes
    public let events: [ChainEvent]
    /// The node's whole answer: `tx` and `tx_response`.
    public let answer: JSONValue
}

/// An event of a transaction or block.
public struct ChainEvent: Hashable, Sendable {
    public struct Attribute: Hashable, Sendable {
        public let key: String
        public let value: String
    }

    public let type: String
    public let attributes: [Attribute]

    /// The value of the first attribute of this key.
    public func value(of key: String) -> String? {
        attributes.first { $0.key == key }?.value
    }
}

/// A block, as far as commands show it.
public struct BlockFacts: Hashable, Sendable {
    public let chainID: String
    public let height: Height
    /// 32 bytes.
    public let hash: Bytes
    public let appHash: Bytes
    /// RFC 3339.
    public let time: String
    public let proposer: String
    public let transactions: [Bytes]
    public let answer: JSONValue
}

/// A validator as the chain lists it.
public struct ValidatorFacts: Hashable, Sendable {
    public let address: ValidatorAddress
    public let moniker: String
    /// `BOND_STATUS_BONDED`, `…_UNBONDING` or `…_UNBONDED`.
    public let status: String
    public let isJailed: Bool
    /// Stake in uscrt.
    public let tokens: Int256
    /// 18-digit decimal text.
    public let delegatorShares: String
    /// 18-digit decimal text, 0 … 1.
    public let commissionRate: String
    public let consensusKey: PublicKey?
    public let answer: JSONValue
}

/// A delegation and what it is worth.
public struct DelegationFacts: Hashable, Sendable {
    public let delegator: Address
    public let validator: ValidatorAddress
    /// 18-digit decimal text.
    public let shares: String
    public let balance: Coin
}

/// Stake on its way back.
public struct UnbondingFacts: Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        public let creationHeight: Height
        /// RFC 3339.
        public let completionTime: String
        /// In uscrt.
        public let initialBalance: Int256
        public let balance: Int256
    }

    public let delegator: Address
    public let validator: ValidatorAddress
    public let entries: [Entry]
}
