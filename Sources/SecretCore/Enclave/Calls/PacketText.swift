import SecretBase
import SecretWire

/// The message of `ibc_packet_receive`, whose data alone may be sealed; written again as the
/// network's enclave writes it. Source: `cosmwasm-types/v1.0/src/ibc.rs`.
struct PacketText {
    let data: Bytes
    private let packet: JSONValue
    private let relayer: String

    /// Throws `.deserialisation`.
    init(parsing bytes: Bytes) throws(CallFault) {
        guard let json = try? JSONValue(parsing: bytes), let packet = json["packet"],
            let data = packet["data"]?.string.flatMap({ try? Base64.decode($0) }),
            let relayer = json["relayer"]?.string, let timeout = packet["timeout"],
            let sequence = packet["sequence"]?.integerText,
            let source = Self.endpoint(packet["src"]), let target = Self.endpoint(packet["dest"])
        else { throw .deserialisation }
        self.data = data
        self.relayer = relayer
        self.packet = [
            "src": source, "dest": target, "sequence": .number(sequence),
            "timeout": try Self.timeout(timeout),
        ]
    }

    /// The whole message with other data.
    func text(data: Bytes) -> Bytes {
        let members = packet.members ?? []
        let whole = JSONValue.object(
            [JSONValue.Member("data", .string(Base64.encode(data)))] + members)
        return JSONValue.object([
            JSONValue.Member("packet", whole), JSONValue.Member("relayer", .string(relayer)),
        ]).bytes()
    }

    private static func endpoint(_ value: JSONValue?) -> JSONValue? {
        guard let port = value?["port_id"]?.string, let channel = value?["channel_id"]?.string
        else { return nil }
        return ["port_id": .string(port), "channel_id": .string(channel)]
    }

    private static func timeout(_ value: JSONValue) throws(CallFault) -> JSONValue {
        var block = JSONValue.null
        if let given = value["block"], given != .null {
            guard let revision = given["revision"]?.integerText,
                let height = given["height"]?.integerText
            else { throw .deserialisation }
            block = ["revision": .number(revision), "height": .number(height)]
        }
        var timestamp = JSONValue.null
        if let given = value["timestamp"], given != .null {
            guard let text = given.string, let number = UInt64(text) else {
                throw .deserialisation
            }
            timestamp = .string(String(number))
        }
        return ["block": block, "timestamp": timestamp]
    }
}

extension JSONValue {
    /// The text of a number that fits a u64, and of nothing else.
    var integerText: String? {
        guard case .number(let text) = self, let number = UInt64(text) else { return nil }
        return String(number)
    }
}
