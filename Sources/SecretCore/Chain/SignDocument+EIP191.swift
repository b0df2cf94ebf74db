package import SecretBase

extension SignDocument {
    private static let preamble = Bytes("\u{19}Ethereum Signed Message:\n".utf8)

    /// What an Ethereum wallet signs for this network: its preamble, the length of the text in
    /// decimal digits, and the amino JSON, laid out to be read. The digest is Keccak-256.
    ///
    /// Source: chain specification §2.3.
    package static func eip191(amino: Bytes) -> Bytes {
        let text = indented(amino)
        return preamble + Bytes(String(text.count).utf8) + text
    }

    /// Canonical JSON with four spaces a level and one behind each colon; strings stay as they
    /// are, with their escapes, and so do empty objects and arrays.
    static func indented(_ json: Bytes) -> Bytes {
        var text: Bytes = []
        text.reserveCapacity(json.count * 2)
        var depth = 0
        var isInString = false
        var index = 0
        func breakLine() {
            text.append(UInt8(ascii: "\n"))
            text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 4 * depth))
        }
        while index < json.count {
            let byte = json[index]
            index += 1
            if isInString {
                text.append(byte)
                if byte == UInt8(ascii: "\\"), index < json.count {
                    text.append(json[index])
                    index += 1
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                text.append(byte)
                // In ASCII both closing signs follow their opening ones at a distance of two.
                if index < json.count, json[index] == byte + 2 {
                    text.append(json[index])
                    index += 1
                } else {
                    depth += 1
                    breakLine()
                }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                breakLine()
                text.append(byte)
            case UInt8(ascii: ","):
                text.append(byte)
                breakLine()
            case UInt8(ascii: ":"): text.append(contentsOf: ": ".utf8)
            default:
                isInString = byte == UInt8(ascii: "\"")
                text.append(byte)
            }
        }
        return text
    }
}
