import SecretBase
import SecretChain

/// IBC messages, written anew as the enclave hands them to the chain: every member, in order.
extension SerdeReader {
    private static let timeoutShape = Shape(
        "struct IbcTimeout", "block", "timestamp", optional: ["block", "timestamp"])
    private static let blockShape = Shape("struct IbcTimeoutBlock", "revision", "height")

    /// JSON object of one member: `transfer`, `send_packet` or `close_channel`.
    mutating func ibcMessage() throws(SerdeFault) -> Bytes {
        let kinds = ["transfer", "send_packet", "close_channel"]
        return try variant(kinds, .structure) { reader, kind throws(SerdeFault) in
            let shape =
                switch kind {
                case 0:
                    Shape(
                        "struct variant IbcMsg::Transfer", "channel_id", "to_address", "amount",
                        "timeout", "memo", optional: ["memo"])
                case 1:
                    Shape(
                        "struct variant IbcMsg::SendPacket", "channel_id", "data", "timeout")
                default: Shape("struct variant IbcMsg::CloseChannel", "channel_id")
                }
            var values = [Bytes](repeating: Bytes("null".utf8), count: shape.members.count)
            try reader.structure(shape) { reader, member throws(SerdeFault) in
                values[member] = try reader.ibcMember(shape.members[member])
            }
            return SerdeText.object([
                (kinds[kind], SerdeText.object(Array(zip(shape.members, values))))
            ])
        }
    }

    private mutating func ibcMember(_ name: String) throws(SerdeFault) -> Bytes {
        switch name {
        case "amount":
            let coin = try coin()
            return SerdeText.object([
                ("denom", SerdeText.quoted(coin.denom)), ("amount", SerdeText.quoted(coin.amount)),
            ])
        case "timeout": return try timeout()
        case "data": return SerdeText.quoted(Base64.encode(try binary()))
        case "memo":
            return try optional { reader throws(SerdeFault) in
                SerdeText.quoted(try reader.text())
            } ?? Bytes("null".utf8)
        default: return SerdeText.quoted(try text())
        }
    }

    private mutating func timeout() throws(SerdeFault) -> Bytes {
        var values = [Bytes](repeating: Bytes("null".utf8), count: 2)
        try structure(Self.timeoutShape) { reader, member throws(SerdeFault) in
            let value = try reader.optional { reader throws(SerdeFault) in
                member == 0 ? try reader.timeoutBlock() : try reader.nanoseconds()
            }
            if let value { values[member] = value }
        }
        return SerdeText.object(Array(zip(Self.timeoutShape.members, values)))
    }

    private mutating func timeoutBlock() throws(SerdeFault) -> Bytes {
        var values = [Bytes](repeating: [], count: 2)
        try structure(Self.blockShape) { reader, member throws(SerdeFault) in
            values[member] = Bytes(String(try reader.unsigned()).utf8)
        }
        return SerdeText.object(Array(zip(Self.blockShape.members, values)))
    }

    private mutating func nanoseconds() throws(SerdeFault) -> Bytes {
        let text = try text("string-encoded integer")
        guard case .success(let value) = RustInteger.u128(text), value <= UInt128(UInt64.max)
        else { throw fault("invalid Uint64 '\(text)'") }
        return SerdeText.quoted(String(value))
    }
}

extension SerdeText {
    /// An object, its members in the given order.
    static func object(_ members: [(String, Bytes)]) -> Bytes {
        var bytes = [UInt8(ascii: "{")]
        for (index, member) in members.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(member.0, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            bytes += member.1
        }
        return bytes + [UInt8(ascii: "}")]
    }
}
