package import SecretBase
package import SecretChain
internal import SecretWire
internal import SwiftProtobuf

/// What is known of a sealed message beside the message itself. None of it is secret.
package struct SealNote: Hashable, Sendable {
    package let messageIndex: Int
    /// The network's key that it was sealed for, 32 bytes.
    package let networkKey: Bytes
    /// The sender's encryption key, 32 bytes.
    package let publicKey: Bytes
    /// 32 bytes; the answer opens with it.
    package let nonce: Bytes
    package let codeHash: CodeHash

    package init(
        messageIndex: Int, networkKey: Bytes, publicKey: Bytes, nonce: Bytes, codeHash: CodeHash
    ) {
        self.messageIndex = messageIndex
        self.networkKey = networkKey
        self.publicKey = publicKey
        self.nonce = nonce
        self.codeHash = codeHash
    }

    fileprivate var json: JSONValue {
        [
            "msg_index": .number("\(messageIndex)"),
            "io_pubkey": .string(Base64.encode(networkKey)),
            "pubkey_hex": .string(Hex.encode(publicKey)), "nonce_hex": .string(Hex.encode(nonce)),
            "code_hash": .string("\(codeHash)"),
        ]
    }
}

/// A transaction for another machine to sign, with all that it needs to know: no node is asked.
public struct UnsignedTransaction: Answer {
    static let schema = "secretctl/tx-build/v1"

    let draft: TransactionDraft
    let place: SigningPlace
    let signer: Address
    /// In words.
    let plan: String
    let seals: [SealNote]
    /// Of a multisig account: then the document collects its members' signatures.
    var multisig: PublicKey?

    public var fields: AnswerValue {
        guard let members = document.members else { return .null }
        return .object(
            members.dropFirst().map { member in
                AnswerValue.Field(member.name, .raw(member.value.text()))
            })
    }

    /// The same document: what is written to a file is what `tx sign` reads.
    public func text(in style: TextStyle) -> String { document.text(.indented(2)) }

    private var document: JSONValue {
        guard let multisig, let key = try? JSONValue(parsing: Bytes(multisig.gatewayJSON.utf8))
        else { return .object(members) }
        return .object(members + [.init("multisig", key), .init("signatures", .array([]))])
    }

    private var members: [JSONValue.Member] {
        [
            .init("schema", .string(Self.schema)), .init("chain_id", .string(place.chainID)),
            .init("signer", .string("\(signer)")),
            .init("account_number", .number("\(place.accountNumber)")),
            .init("sequence", .number("\(place.sequence)")), .init("plan", .string(plan)),
            .init("sealed", .array(seals.map(\.json))), .init("tx", transaction),
        ]
    }

    /// As `secretcli --generate-only` writes it.
    private var transaction: JSONValue {
        var wire = WireTx()
        wire.body = draft.body
        wire.authInfo.fee = draft.wireFee
        do {
            let json = try GatewayJSON.encode(
                wire.serializedBytes(), as: "cosmos.tx.v1beta1.Tx")
            return try JSONValue(parsing: json)
        } catch {
            preconditionFailure("messages of the schema were just made: \(error)")
        }
    }
}

/// What a file for `tx sign` says of the place to sign at, beside the transaction.
struct UnsignedFile {
    let draft: TransactionDraft
    let chainID: String?
    let accountNumber: UInt64?
    let sequence: UInt64?

    /// Reads what `tx build` writes, and what `secretcli --generate-only` does.
    init(_ content: Bytes, named name: String) throws(TransactionFailure) {
        do {
            let json = try JSONValue(parsing: content)
            guard let transaction = json["tx"], json["chain_id"] != nil else {
                draft = try TransactionDraft(generated: content)
                (chainID, accountNumber, sequence) = (nil, nil, nil)
                try requireMessages()
                return
            }
            draft = try TransactionDraft(generated: transaction.bytes())
            chainID = json["chain_id"]?.string
            accountNumber = json["account_number"]?.numberText.flatMap { UInt64($0) }
            sequence = json["sequence"]?.numberText.flatMap { UInt64($0) }
            try requireMessages()
        } catch {
            throw .malformed(name, why: "\(error)")
        }
        guard chainID?.isEmpty == false, accountNumber != nil, sequence != nil else {
            throw .malformed(name, why: "wanted chain_id, account_number and sequence beside tx")
        }
    }
    private func requireMessages() throws(WireError) {
        guard !draft.messages.isEmpty else { throw .misfit("body", "has no message to sign") }
    }
}
