import SecretBase
import SecretChain
import SecretWire

/// JSON as the chain's program writes it: fields in the order of its types, `<`, `>` and `&`
/// escaped, no spaces.
enum GoJSON {
    static func text(_ text: String) -> Bytes { JSONValue.string(text).bytes(.escaped) }

    static func base64(_ bytes: Bytes) -> Bytes { text(Base64.encode(bytes)) }

    static func number(_ number: UInt64) -> Bytes { Bytes(String(number).utf8) }

    static let null = Bytes("null".utf8)

    static func object(_ fields: [(String, Bytes)]) -> Bytes {
        var json: Bytes = [UInt8(ascii: "{")]
        for (index, field) in fields.enumerated() {
            if index > 0 { json.append(UInt8(ascii: ",")) }
            json += text(field.0)
            json.append(UInt8(ascii: ":"))
            json += field.1
        }
        json.append(UInt8(ascii: "}"))
        return json
    }

    static func list(_ elements: [Bytes]) -> Bytes {
        [UInt8(ascii: "[")] + Bytes(elements.joined(separator: [UInt8(ascii: ",")]))
            + [UInt8(ascii: "]")]
    }

    static func coin(_ denom: String, _ amount: String) -> Bytes {
        object([("denom", text(denom)), ("amount", text(amount))])
    }

    static func coins(_ coins: Coins) -> Bytes {
        list(coins.map { coin($0.denom, $0.amount.description) })
    }
}
