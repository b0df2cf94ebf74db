import FoundationEssentials
package import SecretBase
package import SecretWire
package import SwiftProtobuf

/// A transaction before its signature.
package struct TransactionDraft: Sendable {
    package var messages: [Google_Protobuf_Any]
    package var memo: String
    package var fee: Coins
    /// In gas units; the chain stops the transaction there.
    package var gasLimit: Gas
    /// The last height at which it may be included; 0 for none.
    package var timeoutHeight: UInt64
    /// Who pays the fee, if not the first signer. Signs as well.
    package var payer: Address?
    /// Whose fee grant pays. Does not sign.
    package var granter: Address?

    package init(
        messages: [Google_Protobuf_Any], memo: String = "", fee: Coins = .none,
        gasLimit: Gas = .zero, timeoutHeight: UInt64 = 0, payer: Address? = nil,
        granter: Address? = nil
    ) {
        self.messages = messages
        self.memo = memo
        self.fee = fee
        self.gasLimit = gasLimit
        self.timeoutHeight = timeoutHeight
        self.payer = payer
        self.granter = granter
    }

    /// Reads a transaction as `secretcli --generate-only` writes it, from its wire form.
    ///
    /// Throws when it carries what a draft does not keep: extension options or a tip; and for
    /// malformed coins or addresses.
    package init(_ wire: WireTx) throws {
        guard wire.body.extensionOptions.isEmpty, wire.body.nonCriticalExtensionOptions.isEmpty,
            !wire.authInfo.hasTip
        else { throw ChainError.notSignable("extension options and tips are not supported") }
        let fee = wire.authInfo.fee
        self.init(
            messages: wire.body.messages, memo: wire.body.memo, fee: try Coins(fee.amount),
            gasLimit: Gas(fee.gasLimit), timeoutHeight: wire.body.timeoutHeight,
            payer: fee.payer.isEmpty ? nil : try Address(fee.payer),
            granter: fee.granter.isEmpty ? nil : try Address(fee.granter))
    }

    /// Reads the JSON that `secretcli --generate-only` writes.
    package init(generated json: Bytes) throws {
        let wire = try GatewayJSON.decode(json, as: "cosmos.tx.v1beta1.Tx")
        try self.init(WireTx(serializedBytes: wire))
    }

    package var body: WireTxBody {
        var body = WireTxBody()
        body.messages = messages
        body.memo = memo
        body.timeoutHeight = timeoutHeight
        return body
    }

    package var wireFee: WireFee {
        var wire = WireFee()
        wire.amount = fee.wire
        wire.gasLimit = gasLimit.units
        wire.payer = payer?.description ?? ""
        wire.granter = granter?.description ?? ""
        return wire
    }
}

/// Where and as what a transaction is signed.
package struct SigningPlace: Hashable, Sendable {
    package let chainID: String
    package let accountNumber: UInt64
    package let sequence: UInt64

    package init(chainID: String, accountNumber: UInt64, sequence: UInt64) {
        self.chainID = chainID
        self.accountNumber = accountNumber
        self.sequence = sequence
    }
}

/// A transaction ready to be sent.
package struct SignedTransaction: Hashable, Sendable {
    /// The `TxRaw`.
    package let bytes: Bytes
    package let hash: TransactionHash
    /// What was signed, and the signature, 64 bytes for a single key.
    package let signBytes: Bytes
    package let signature: Bytes
}
