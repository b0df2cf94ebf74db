extension JSON {
    /// A string, escaped as JSON wants it.
    public init(_ text: Text) {
        var result: [UInt8] = [UInt8(ascii: "\"")]
        result.reserveCapacity(text.bytes.count + 2)
        for byte in text.bytes {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): result += [UInt8(ascii: "\\"), byte]
            case 0x0A: result += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
            case 0x0D: result += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
            case 0x09: result += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
            case 0..<0x20:
                result += Text("\\u00").bytes
                result += [Hex.digit(byte >> 4), Hex.digit(byte & 15)]
            default: result.append(byte)
            }
        }
        result.append(UInt8(ascii: "\""))
        self.init(trusted: result)
    }

    /// A JSON number.
    public init(_ number: UInt64) { self.init(trusted: Text(number).bytes) }

    /// A whole number in a string, as the network writes amounts.
    public init(_ amount: UInt128) { self.init(Text(amount)) }

    public init(_ flag: Bool) { self.init(trusted: Text(flag ? "true" : "false").bytes) }

    public init(_ address: Address) { self.init(address.text) }

    /// Bytes as base64 in a string.
    public init(base64 bytes: [UInt8]) { self.init(Base64.encode(bytes)) }

    public init(_ elements: [JSON]) {
        var result: [UInt8] = [UInt8(ascii: "[")]
        for (index, element) in elements.enumerated() {
            if index > 0 { result.append(UInt8(ascii: ",")) }
            result += element.source[element.range]
        }
        result.append(UInt8(ascii: "]"))
        self.init(trusted: result)
    }

    /// An object with these members, in this order.
    public init(_ members: [(Text, JSON)]) {
        var result: [UInt8] = [UInt8(ascii: "{")]
        for (index, member) in members.enumerated() {
            if index > 0 { result.append(UInt8(ascii: ",")) }
            let name = JSON(member.0)
            result += name.source
            result.append(UInt8(ascii: ":"))
            result += member.1.source[member.1.range]
        }
        result.append(UInt8(ascii: "}"))
        self.init(trusted: result)
    }

    /// The same value with spaces behind it, up to the next multiple of `block` bytes: a reader of
    /// the encrypted text learns less from its length.
    public func padded(to block: Int = 256) -> JSON {
        let missing = (block - range.count % block) % block
        return JSON(trusted: bytes + [UInt8](repeating: 0x20, count: missing))
    }

    public static var null: JSON { JSON(trusted: Text("null").bytes) }
}

extension JSON: ExpressibleByStringLiteral {
    public init(stringLiteral literal: StaticString) { self.init(Text(literal)) }
}

extension JSON: ExpressibleByIntegerLiteral {
    public init(integerLiteral number: UInt64) { self.init(number) }
}

extension JSON: ExpressibleByBooleanLiteral {
    public init(booleanLiteral flag: Bool) { self.init(flag) }
}

extension JSON: ExpressibleByArrayLiteral {
    public init(arrayLiteral elements: JSON...) { self.init(elements) }
}

extension JSON: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral members: (Text, JSON)...) { self.init(members) }
}
