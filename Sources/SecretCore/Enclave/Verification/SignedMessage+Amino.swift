import SecretBase
import SecretChain

extension SignedMessage {
    /// The messages of an amino JSON sign document. Throws `.verification` for what is none, and
    /// `.deserialisation` for messages that it cannot hold.
    ///
    /// Source: enclave protocol §8.1, §9.2.
    static func messages(inAmino document: Bytes) throws(CallFault) -> [SignedMessage] {
        let messages: [AminoMessage]
        do throws(SerdeFault) {
            var reader = SerdeReader(document)
            messages = try reader.signDocument()
            try reader.finish()
        } catch { throw .verification }
        var signed: [SignedMessage] = []
        for message in messages { signed.append(try message.signed()) }
        return signed
    }
}

/// A message in amino JSON: what its members say, not yet judged.
private struct AminoMessage {
    enum Kind: String {
        case execute = "wasm/MsgExecuteContract"
        case instantiate = "wasm/MsgInstantiateContract"
        case migrate = "wasm/MsgMigrateContract"
        case updateAdmin = "wasm/MsgUpdateAdmin"
        case clearAdmin = "wasm/MsgClearAdmin"
    }

    /// Nil for everything that the enclave does not look into.
    let kind: Kind?
    var sender: Bytes = []
    var contract: Bytes = []
    var senderText = ""
    var contractText = ""
    var message = ""
    var funds: [SignedMessage.Funds] = []
    var label = ""
    var admin = ""
    var codeID = ""

    init(kind: Kind?) { self.kind = kind }

    func signed() throws(CallFault) -> SignedMessage {
        switch kind {
        case nil: return .other
        case .execute:
            return .execute(
                sender: sender, contract: SignedMessage.address(contract),
                message: try messageBytes(), funds: funds)
        case .instantiate:
            return .instantiate(
                sender: sender, message: try messageBytes(), funds: funds, label: label,
                admin: admin, codeID: try number())
        case .migrate:
            return .migrate(
                sender: try SignedMessage.bytes(of: senderText), contract: contractText,
                message: try messageBytes(), codeID: try number())
        case .updateAdmin:
            return .updateAdmin(
                sender: try SignedMessage.bytes(of: senderText), newAdmin: admin,
                contract: contractText)
        case .clearAdmin:
            return .clearAdmin(
                sender: try SignedMessage.bytes(of: senderText), contract: contractText)
        }
    }

    private func messageBytes() throws(CallFault) -> Bytes {
        guard let bytes = Base64.decodeIndifferent(message) else { throw .deserialisation }
        return bytes
    }

    private func number() throws(CallFault) -> UInt64 {
        guard case .success(let value) = RustInteger.u128(codeID), value <= UInt128(UInt64.max)
        else { throw .deserialisation }
        return UInt64(value)
    }
}

extension SerdeReader {
    private static let documentShape = Shape(
        "struct StdSignDoc", "account_number", "chain_id", "memo", "msgs", "sequence")

    fileprivate mutating func signDocument() throws(SerdeFault) -> [AminoMessage] {
        var messages: [AminoMessage] = []
        try structure(Self.documentShape) { reader, member throws(SerdeFault) in
            if member == 3 {
                messages = try reader.list { reader throws(SerdeFault) in
                    try reader.aminoMessage()
                }
            } else {
                _ = try reader.text()
            }
        }
        return messages
    }

    /// `{"type":…,"value":…}` in either order.
    private mutating func aminoMessage() throws(SerdeFault) -> AminoMessage {
        var type: String?
        var value: SerdeReader?
        try structure(
            Shape("adjacently tagged enum AminoSdkMsg", "type", "value")
        ) { reader, member throws(SerdeFault) in
            if member == 0 {
                type = try reader.text()
            } else {
                value = reader
                try reader.check()
            }
        }
        let kind = type.flatMap(AminoMessage.Kind.init(rawValue:))
        guard let kind, var value else { return AminoMessage(kind: nil) }
        return try value.aminoMessage(of: kind)
    }

    private static func shape(of kind: AminoMessage.Kind) -> Shape {
        switch kind {
        case .execute:
            Shape("struct variant AminoSdkMsg::Execute", "sender", "contract", "msg", "sent_funds")
        case .instantiate:
            Shape(
                "struct variant AminoSdkMsg::Instantiate", "sender", "code_id", "init_msg",
                "init_funds", "label", "admin", optional: ["admin"])
        case .migrate:
            Shape("struct variant AminoSdkMsg::Migrate", "sender", "contract", "code_id", "msg")
        case .updateAdmin:
            Shape(
                "struct variant AminoSdkMsg::MsgUpdateAdmin", "sender", "new_admin", "contract")
        case .clearAdmin:
            Shape("struct variant AminoSdkMsg::MsgClearAdmin", "sender", "contract")
        }
    }

    private mutating func aminoMessage(
        of kind: AminoMessage.Kind
    ) throws(SerdeFault) -> AminoMessage {
        var message = AminoMessage(kind: kind)
        let isBinary = kind == .execute || kind == .instantiate
        let shape = Self.shape(of: kind)
        try structure(shape) { reader, member throws(SerdeFault) in
            switch shape.members[member] {
            case "sender" where isBinary: message.sender = try reader.binary()
            case "sender": message.senderText = try reader.text()
            case "contract" where isBinary: message.contract = try reader.binary()
            case "contract": message.contractText = try reader.text()
            case "msg", "init_msg": message.message = try reader.text()
            case "sent_funds", "init_funds":
                message.funds = try reader.list { reader throws(SerdeFault) in
                    try reader.signedFunds()
                }
            case "label": message.label = try reader.text()
            case "code_id": message.codeID = try reader.text()
            default: message.admin = try reader.text()
            }
        }
        return message
    }

    private mutating func signedFunds() throws(SerdeFault) -> SignedMessage.Funds {
        let coin = try coin()
        guard let amount = UInt128(coin.amount) else { throw fault("invalid Uint128") }
        return SignedMessage.Funds(denom: coin.denom, amount: amount)
    }
}
