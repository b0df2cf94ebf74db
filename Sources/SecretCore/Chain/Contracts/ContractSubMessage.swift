package import SecretBase

/// A message that a contract wants sent, and what is to become of the answer.
package struct ContractSubMessage: Sendable {
    package enum ReplyOn: String, Sendable { case always, error, success, never }

    /// 0 for sealed wasm messages: the true one travels inside.
    package var id: UInt64
    package var message: ContractMessage
    /// In the chain's gas; nil for none of its own.
    package var gasLimit: UInt64?
    package var replyOn: ReplyOn
    package var wasEncrypted: Bool

    package init(
        id: UInt64, message: ContractMessage, gasLimit: UInt64?, replyOn: ReplyOn,
        wasEncrypted: Bool
    ) {
        self.id = id
        self.message = message
        self.gasLimit = gasLimit
        self.replyOn = replyOn
        self.wasEncrypted = wasEncrypted
    }
}

/// What a contract can ask the chain to do. Addresses and amounts are texts as the contract wrote
/// them: the chain judges them. Source: enclave protocol §5.6.
package enum ContractMessage: Sendable {
    /// `from` is nil in v1 messages.
    case bankSend(from: String?, to: String, amount: [ContractCoin])
    case bankBurn(amount: [ContractCoin])
    case delegate(validator: String, amount: ContractCoin)
    case undelegate(validator: String, amount: ContractCoin)
    case redelegate(from: String, to: String, amount: ContractCoin)
    /// v0.10 `staking.withdraw`.
    case withdraw(validator: String, recipient: String?)
    case setWithdrawAddress(String)
    case withdrawReward(validator: String)
    case execute(ContractSend, contract: String)
    case instantiate(ContractSend, codeID: UInt64, label: String, admin: String?)
    case migrate(ContractSend, contract: String, codeID: UInt64)
    case updateAdmin(contract: String, admin: String, callback: Bytes)
    case clearAdmin(contract: String, callback: Bytes)
    /// `isLegacy`: v0.10, whose option names are capitalised.
    case vote(proposal: UInt64, option: String, isLegacy: Bool)
    case stargate(typeURL: String, value: Bytes)
    /// JSON of the variant, for transfer, send_packet and close_channel.
    case ibc(json: Bytes)
    case finalizeTransaction
    case custom(json: Bytes)
}

/// What goes to another contract.
package struct ContractSend: Sendable {
    package var codeHash: String
    /// Sealed, or plain in plaintext mode.
    package var message: Bytes
    package var funds: [ContractCoin]
    package var callback: Bytes

    package init(codeHash: String, message: Bytes, funds: [ContractCoin], callback: Bytes) {
        self.codeHash = codeHash
        self.message = message
        self.funds = funds
        self.callback = callback
    }
}
