import SecretBase
import SecretChain
import SecretCrypto
import SecretWire

@testable import SecretEnclave

/// A transaction with messages to contracts, signed in any mode, and the request that the enclave
/// makes of it; each part can be wrong.
struct SignedCall {
    enum Mode: Int { case direct = 1, amino = 127, eip191 = 191 }

    struct Message {
        var typeURL: String
        var fields: Bytes
        var amino: JSONValue
    }

    static let contract = Bytes(repeating: 0x77, count: 20)
    static let contractText = Bech32.encode(prefix: "secret", contract)
    static let nonce = Bytes(repeating: 1, count: 32)
    static let senderKey = Bytes(repeating: 2, count: 32)
    static let ciphertext = Bytes(repeating: 3, count: 40)
    static var sealed: Bytes { nonce + senderKey + ciphertext }

    var mode = Mode.direct
    var keys = [UInt8(11)]
    /// 0 for a single key.
    var threshold: UInt32 = 0
    /// Places of the members who sign a multisig.
    var signing = [0]
    /// What is signed; the transaction's own messages when nil.
    var signedMessages: [Message]?
    var messages: [Message] = []

    // MARK: messages

    static func execute(
        sender: Bytes, message: Bytes = sealed, funds: [(String, String)] = [("uscrt", "5")]
    ) -> Message {
        var fields = Bytes()
        fields.appendField(1, sender)
        fields.appendField(2, contract)
        fields.appendField(3, message)
        for coin in funds { fields.appendField(5, Self.coin(coin)) }
        return Message(
            typeURL: "/secret.compute.v1beta1.MsgExecuteContract", fields: fields,
            amino: [
                "type": "wasm/MsgExecuteContract",
                "value": [
                    "contract": .string(Base64.encode(contract)),
                    "msg": .string(Base64.encode(message)),
                    "sender": .string(Base64.encode(sender)),
                    "sent_funds": .array(
                        funds.map { ["amount": .string($0.1), "denom": .string($0.0)] }),
                ],
            ])
    }

    static func instantiate(sender: Bytes, admin: String = "") -> Message {
        var fields = Bytes()
        fields.appendField(1, sender)
        fields.appendField(3, 7)
        fields.appendField(4, Bytes("label".utf8))
        fields.appendField(5, sealed)
        fields.appendField(8, Bytes(admin.utf8))
        return Message(
            typeURL: "/secret.compute.v1beta1.MsgInstantiateContract", fields: fields,
            amino: [
                "type": "wasm/MsgInstantiateContract",
                "value": [
                    "admin": .string(admin), "code_id": "7", "init_funds": [],
                    "init_msg": .string(Base64.encode(sealed)), "label": "label",
                    "sender": .string(Base64.encode(sender)),
                ],
            ])
    }

    static func migrate(sender: Bytes) -> Message {
        let sender = SignedMessage.address(sender)
        var fields = Bytes()
        fields.appendField(1, Bytes(sender.utf8))
        fields.appendField(2, Bytes(contractText.utf8))
        fields.appendField(3, 8)
        fields.appendField(4, sealed)
        return Message(
            typeURL: "/secret.compute.v1beta1.MsgMigrateContract", fields: fields,
            amino: [
                "type": "wasm/MsgMigrateContract",
                "value": [
                    "code_id": "8", "contract": .string(contractText),
                    "msg": .string(Base64.encode(sealed)), "sender": .string(sender),
                ],
            ])
    }

    /// An empty `admin` clears.
    static func setAdmin(_ admin: String, sender: Bytes) -> Message {
        let sender = SignedMessage.address(sender)
        let name = admin.isEmpty ? "MsgClearAdmin" : "MsgUpdateAdmin"
        var fields = Bytes()
        fields.appendField(1, Bytes(sender.utf8))
        fields.appendField(2, Bytes(admin.utf8))
        fields.appendField(3, Bytes(contractText.utf8))
        return Message(
            typeURL: "/secret.compute.v1beta1.\(name)", fields: fields,
            amino: [
                "type": .string("wasm/\(name)"),
                "value": [
                    "contract": .string(contractText), "new_admin": .string(admin),
                    "sender": .string(sender),
                ],
            ])
    }

    static let other = Message(
        typeURL: "/cosmos.bank.v1beta1.MsgSend", fields: [0x0a, 1, 0x61],
        amino: ["type": "cosmos-sdk/MsgSend", "value": ["anything": ["1", "2"]]])

    private static func coin(_ coin: (String, String)) -> Bytes {
        var fields = Bytes()
        fields.appendField(1, Bytes(coin.0.utf8))
        fields.appendField(2, Bytes(coin.1.utf8))
        return fields
    }

    // MARK: signing

    private static func key(_ number: UInt8) throws -> Secp256k1PrivateKey {
        try Secp256k1PrivateKey(SecretBytes(copying: Bytes(repeating: number, count: 32)))
    }

    var publicKey: PublicKey {
        get throws {
            let members = try keys.map { PublicKey.secp256k1(try Self.key($0).publicKey.bytes) }
            return threshold == 0
                ? members[0] : try PublicKey(threshold: threshold, of: members, sorted: false)
        }
    }

    var sender: Bytes { get throws { try publicKey.addressBytes } }

    private static func body(_ messages: [Message]) -> Bytes {
        var body = Bytes()
        for message in messages {
            var any = Bytes()
            any.appendField(1, Bytes(message.typeURL.utf8))
            any.appendField(2, message.fields)
            body.appendField(1, any)
        }
        return body
    }

    private func document() throws -> Bytes {
        let messages = signedMessages ?? messages
        if mode == .direct {
            var signer = Bytes()
            signer.appendField(1, try publicKey.anyBytes)
            var info = Bytes()
            info.appendField(1, signer)
            return SignDocument.direct(
                bodyBytes: Self.body(messages), authInfoBytes: info, chainID: "secretdev-1",
                accountNumber: 1)
        }
        let amino = JSONValue.object([
            .init("account_number", "1"), .init("chain_id", "secretdev-1"),
            .init("fee", ["amount": [], "gas": "1"]), .init("memo", "{\u{e9}"),
            .init("msgs", .array(messages.map(\.amino))), .init("sequence", "0"),
        ]).bytes(.escaped)
        return mode == .amino ? amino : SignDocument.eip191(amino: amino)
    }

    private func signature(over document: Bytes) throws -> Bytes {
        let digest =
            mode == .eip191 ? Keccak256.digest(document) : Hash.sha256(document)
        guard threshold > 0 else { return try Self.key(keys[0]).signature(digest: digest) }
        var signatures = Bytes()
        for place in signing {
            signatures.appendField(1, try Self.key(keys[place]).signature(digest: digest))
        }
        return signatures
    }

    func request(
        _ kind: SenderRequest.Kind = .handle(.execute), sender: Bytes? = nil,
        contract: Bytes = contract, ciphertext: Bytes = ciphertext,
        funds: [ContractCoin] = [ContractCoin(denom: "uscrt", amount: "5")],
        change: (inout SenderProof) -> Void = { _ in }
    ) throws -> SenderRequest {
        let document = try document()
        var raw = Bytes()
        raw.appendField(1, Self.body(messages))
        var proof = SenderProof(
            transaction: raw, signBytes: document, signMode: mode.rawValue,
            publicKey: try publicKey.anyBytes, signature: try signature(over: document))
        change(&proof)
        return SenderRequest(
            proof: proof, sender: try sender ?? self.sender, contract: contract,
            input: SecretInput(
                nonce: Self.nonce, senderKey: Self.senderKey, payload: ciphertext),
            funds: funds, kind: kind, checksSignature: true)
    }
}
