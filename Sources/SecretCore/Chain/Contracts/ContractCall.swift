package import SecretBase

/// What the ledger hands to the enclave for one call of one contract.
///
/// Source: enclave protocol §0, §3.4, §5.5.
package struct ContractCall: Sendable {
    package var code: ContractCode
    /// The contract's own address, 20 bytes.
    package var contract: Bytes
    /// The key made at instantiation; nil while instantiating.
    package var key: ContractKey?
    /// Who calls: an account or a contract, 20 bytes (multisig included); empty for queries.
    package var sender: Bytes
    /// The bytes of `init_msg`, `msg` or `query` as they came.
    package var message: Bytes
    /// What the sender sends along, in the message's own order.
    package var funds: [ContractCoin]
    /// The admin to be bound (instantiate) or that is bound now (migrate, admin changes); empty for none.
    package var admin: Bytes
    /// HMAC that binds admin to contract; empty where none was made.
    package var adminProof: Bytes
    /// How the sender proves itself; nil for queries, replies and packets.
    package var proof: SenderProof?
    package var block: ContractBlock
    /// Limit in wasm gas (1/1000 of the chain's).
    package var gasLimit: UInt64
    /// 1 for calls of the chain, one more with each nested query.
    package var queryDepth: UInt32

    package init(
        code: ContractCode, contract: Bytes, key: ContractKey? = nil, sender: Bytes = [],
        message: Bytes, funds: [ContractCoin] = [], admin: Bytes = [], adminProof: Bytes = [],
        proof: SenderProof? = nil, block: ContractBlock, gasLimit: UInt64, queryDepth: UInt32 = 1
    ) {
        self.code = code
        self.contract = contract
        self.key = key
        self.sender = sender
        self.message = message
        self.funds = funds
        self.admin = admin
        self.adminProof = adminProof
        self.proof = proof
        self.block = block
        self.gasLimit = gasLimit
        self.queryDepth = queryDepth
    }
}

/// A contract's code: its hash, and its bytes when somebody needs them.
package struct ContractCode: Sendable {
    /// SHA-256 of the uncompressed module, 32 bytes.
    package let hash: Bytes
    /// Reads the uncompressed module. Costs a read of up to 2 MiB; the enclave asks only for code
    /// that it has not prepared yet.
    package let load: @Sendable () throws(PortFault) -> Bytes

    package init(hash: Bytes, load: @escaping @Sendable () throws(PortFault) -> Bytes) {
        self.hash = hash
        self.load = load
    }
}

/// The keys of a contract, kept by the ledger. Source: enclave protocol §3.4.
package struct ContractKey: Hashable, Sendable {
    /// 64 bytes, never changes.
    package let original: Bytes
    /// 64 bytes after a migration, else empty.
    package let current: Bytes
    /// 32 bytes after a migration, else empty.
    package let proof: Bytes

    package init(original: Bytes, current: Bytes = [], proof: Bytes = []) {
        self.original = original
        self.current = current
        self.proof = proof
    }

    /// The key that randomness and authentication use.
    package var latest: Bytes { current.isEmpty ? original : current }
}

/// A coin in the texts in which messages and contracts name it; nothing is checked.
package struct ContractCoin: Hashable, Sendable {
    package let denom: String
    package let amount: String

    package init(denom: String, amount: String) {
        self.denom = denom
        self.amount = amount
    }
}

/// The block, and the place in it, that a call runs in.
package struct ContractBlock: Sendable {
    package var chainID: String
    package var height: Int64
    package var time: Timestamp
    /// The block's own random value, 32 bytes; empty in queries.
    package var random: Bytes
    /// Counts the contract calls of the block, from 0; queries do not count.
    package var callIndex: UInt64
    /// The transaction's place in the block and its hash; nil in queries and outside transactions.
    package var transaction: (index: UInt64, hash: Bytes)?

    package init(
        chainID: String, height: Int64, time: Timestamp, random: Bytes = [],
        callIndex: UInt64 = 0, transaction: (index: UInt64, hash: Bytes)? = nil
    ) {
        self.chainID = chainID
        self.height = height
        self.time = time
        self.random = random
        self.callIndex = callIndex
        self.transaction = transaction
    }
}

/// What proves that the sender asked for this call. Source: enclave protocol §9.
package struct SenderProof: Sendable {
    /// The whole transaction, `TxRaw`.
    package var transaction: Bytes
    package var signBytes: Bytes
    package var signMode: Int
    /// `ModeInfo` of the signer, protobuf.
    package var modeInfo: Bytes
    /// The signer's key as `Any`, protobuf.
    package var publicKey: Bytes
    package var signature: Bytes
    /// What an enclave put on a message of a contract; nil in a user's message.
    package var callback: Bytes?

    package init(
        transaction: Bytes = [], signBytes: Bytes = [], signMode: Int = 0, modeInfo: Bytes = [],
        publicKey: Bytes = [], signature: Bytes = [], callback: Bytes? = nil
    ) {
        self.transaction = transaction
        self.signBytes = signBytes
        self.signMode = signMode
        self.modeInfo = modeInfo
        self.publicKey = publicKey
        self.signature = signature
        self.callback = callback
    }
}
