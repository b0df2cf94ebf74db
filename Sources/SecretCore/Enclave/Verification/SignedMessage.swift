import SecretBase
import SecretChain

/// A message as its signer signed it, as far as the enclave looks into it.
///
/// Source: enclave protocol §8.1, §9.2.
enum SignedMessage: Equatable {
    struct Funds: Equatable {
        let denom: String
        let amount: UInt128
    }

    case execute(sender: Bytes, contract: String, message: Bytes, funds: [Funds])
    case instantiate(
        sender: Bytes, message: Bytes, funds: [Funds], label: String, admin: String,
        codeID: UInt64)
    case migrate(sender: Bytes, contract: String, message: Bytes, codeID: UInt64)
    case updateAdmin(sender: Bytes, newAdmin: String, contract: String)
    case clearAdmin(sender: Bytes, contract: String)
    /// A message that carries packets. This network has no counterparties, so none matches a call.
    case packet(typeURL: String, value: Bytes)
    /// Everything else is not compared.
    case other

    /// Reads a message out of a transaction's body. Throws `.deserialisation`.
    init(typeURL: String, value: Bytes) throws(CallFault) {
        guard typeURL.hasPrefix("/secret.compute.v1beta1.") else {
            let packets = ["MsgRecvPacket", "MsgAcknowledgement", "MsgTimeout"]
            let isPacket = packets.contains { typeURL == "/ibc.core.channel.v1.\($0)" }
            self = isPacket ? .packet(typeURL: typeURL, value: value) : .other
            return
        }
        let kind = typeURL.dropFirst("/secret.compute.v1beta1.".count)
        let known = [
            "MsgExecuteContract", "MsgInstantiateContract", "MsgMigrateContract", "MsgUpdateAdmin",
            "MsgClearAdmin",
        ]
        guard known.contains(String(kind)) else {
            self = .other
            return
        }
        let fields = try MessageParts(value)
        switch kind {
        case "MsgExecuteContract":
            self = .execute(
                sender: fields.bytes(1), contract: Self.address(fields.bytes(2)),
                message: fields.bytes(3), funds: try fields.funds(5))
        case "MsgInstantiateContract":
            self = .instantiate(
                sender: fields.bytes(1), message: fields.bytes(5), funds: try fields.funds(6),
                label: try fields.text(4), admin: try fields.text(8), codeID: fields.number(3))
        case "MsgMigrateContract":
            self = .migrate(
                sender: try Self.bytes(of: fields.text(1)), contract: try fields.text(2),
                message: fields.bytes(4), codeID: fields.number(3))
        case "MsgUpdateAdmin":
            self = .updateAdmin(
                sender: try Self.bytes(of: fields.text(1)), newAdmin: try fields.text(2),
                contract: try fields.text(3))
        default:
            self = .clearAdmin(
                sender: try Self.bytes(of: fields.text(1)), contract: try fields.text(3))
        }
    }

    /// The messages of a transaction's body, `TxBody`. Throws `.deserialisation`.
    static func messages(inBody body: Bytes) throws(CallFault) -> [SignedMessage] {
        var messages: [SignedMessage] = []
        for any in try MessageParts(body).all(1) {
            let parts = try MessageParts(any)
            messages.append(try SignedMessage(typeURL: parts.text(1), value: parts.bytes(2)))
        }
        return messages
    }

    /// Nil for those that name none.
    var sender: Bytes? {
        switch self {
        case .execute(let sender, _, _, _), .instantiate(let sender, _, _, _, _, _),
            .migrate(let sender, _, _, _), .updateAdmin(let sender, _, _),
            .clearAdmin(let sender, _):
            sender
        case .packet, .other: nil
        }
    }

    /// Text of an address; empty for none.
    static func address(_ bytes: Bytes) -> String {
        guard !bytes.isEmpty else { return "" }
        return ContractBech32.encode(prefix: "secret", groups: ContractBech32.groups(of: bytes))
    }

    /// Bytes of an address of any prefix; empty for none. Throws `.deserialisation`.
    static func bytes(of address: String) throws(CallFault) -> Bytes {
        guard !address.isEmpty else { return [] }
        guard let groups = try? ContractBech32.decode(address).groups,
            let bytes = ContractBech32.bytes(of: groups)
        else { throw .deserialisation }
        return bytes
    }
}

/// The fields of one protobuf message, by number.
struct MessageParts {
    private var fields: [(number: UInt64, value: FieldReader.Value)] = []

    /// Throws `.deserialisation`.
    init(_ bytes: Bytes) throws(CallFault) {
        var reader = FieldReader(bytes[...])
        do {
            while let field = try reader.next() { fields.append(field) }
        } catch { throw .deserialisation }
    }

    /// The last one counts.
    func bytes(_ number: UInt64) -> Bytes { all(number).last ?? [] }

    func all(_ number: UInt64) -> [Bytes] {
        fields.compactMap { field in
            guard field.number == number, case .bytes(let bytes) = field.value else { return nil }
            return Bytes(bytes)
        }
    }

    /// Throws `.deserialisation` for what is no UTF-8.
    func text(_ number: UInt64) throws(CallFault) -> String {
        guard let text = String(validating: bytes(number), as: UTF8.self) else {
            throw .deserialisation
        }
        return text
    }

    func number(_ number: UInt64) -> UInt64 {
        for field in fields.reversed() where field.number == number {
            if case .number(let value) = field.value { return value }
        }
        return 0
    }

    /// Coins. Throws `.deserialisation`.
    func funds(_ number: UInt64) throws(CallFault) -> [SignedMessage.Funds] {
        var funds: [SignedMessage.Funds] = []
        for coin in all(number) {
            let parts = try MessageParts(coin)
            guard case .success(let amount) = RustInteger.u128(try parts.text(2)) else {
                throw .deserialisation
            }
            funds.append(SignedMessage.Funds(denom: try parts.text(1), amount: amount))
        }
        return funds
    }
}
