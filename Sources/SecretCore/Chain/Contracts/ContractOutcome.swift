package import SecretBase

/// How a call ended, with what it used.
package struct ContractOutcome: Sendable {
    /// Wasm gas as reported to the chain; source: enclave protocol §7.4.
    package var gasUsed: UInt64
    package var result: Result<ContractAnswer, ContractFailure>

    package init(gasUsed: UInt64, result: Result<ContractAnswer, ContractFailure>) {
        self.gasUsed = gasUsed
        self.result = result
    }
}

package enum ContractFailure: Error, Sendable {
    /// The contract itself said no. `text` is what goes between `encrypted: ` and
    /// `: execute contract failed`; sealed, or plain in plaintext mode.
    case contract(text: String, reply: ReplyProof?)
    /// The enclave refused or the contract broke: `Execution error: Enclave: <text>`.
    case enclave(ContractFault)
    /// The contract's answer has a form that the chain's own code cannot read: the chain's whole
    /// sentence, which stands before `: execute contract failed` without any prefix.
    case unreadable(String)
    /// The wasm gas ran out.
    case outOfGas
    /// The port stopped the call; the ledger knows why.
    case port
}

/// A successful call.
package struct ContractAnswer: Sendable {
    /// In the contract's order.
    package var messages: [ContractSubMessage] = []
    /// Of the `wasm` event; keys and values as they go on the wire.
    package var attributes: [ContractAttribute] = []
    /// `wasm-<type>` events.
    package var events: [ContractEvent] = []
    /// As it goes on the wire; nil where the contract gave none.
    package var data: Bytes?
    /// For the caller's reply; nil where the input carried no reply headers.
    package var reply: ReplyProof?
    /// Instantiate: the new key (64). Migrate: the new current key (64) and its proof.
    package var key: ContractKey?
    /// Instantiate and admin changes: binds the admin.
    package var adminProof: Bytes = []
    package var dialect: CodeReport.Dialect = .v1

    package init() {}
}

package struct ContractAttribute: Hashable, Sendable {
    package var key: String
    package var value: String
    /// Whether key and value are sealed (base64 of ciphertext).
    package var isEncrypted: Bool

    package init(key: String, value: String, isEncrypted: Bool) {
        self.key = key
        self.value = value
        self.isEncrypted = isEncrypted
    }
}

package struct ContractEvent: Hashable, Sendable {
    package var type: String
    package var attributes: [ContractAttribute]

    package init(type: String, attributes: [ContractAttribute]) {
        self.type = type
        self.attributes = attributes
    }
}

/// What a called contract's enclave gives the caller's, through the chain.
///
/// Source: enclave protocol §2.7.
package struct ReplyProof: Hashable, Sendable {
    package var signature: Bytes
    /// `internal_msg_id` as bytes of ciphertext or text, before base64.
    package var messageID: Bytes

    package init(signature: Bytes, messageID: Bytes) {
        self.signature = signature
        self.messageID = messageID
    }
}
