import SecretBase
import SecretChain

extension SerdeReader {
    /// Reads over any value. As in the library, nesting is not limited here, and strings need not
    /// be UTF-8.
    mutating func ignore() throws(SerdeFault) {
        var open: [UInt8] = []
        while true {
            switch try first() {
            case UInt8(ascii: "{"):
                advance()
                if skipSpace() != UInt8(ascii: "}") {
                    open.append(UInt8(ascii: "}"))
                    try ignoreName()
                    continue
                }
                advance()
            case UInt8(ascii: "["):
                advance()
                if skipSpace() != UInt8(ascii: "]") {
                    open.append(UInt8(ascii: "]"))
                    continue
                }
                advance()
            case UInt8(ascii: "\""): try ignoreString()
            case UInt8(ascii: "n"): try word("null")
            case UInt8(ascii: "t"): try word("true")
            case UInt8(ascii: "f"): try word("false")
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): _ = try number()
            default: throw peekFault("expected value")
            }
            guard try closeIgnored(&open) else { return }
        }
    }

    /// After a value within others: reads on to the next value. False when the outermost ended.
    private mutating func closeIgnored(_ open: inout [UInt8]) throws(SerdeFault) -> Bool {
        while let end = open.last {
            let isObject = end == UInt8(ascii: "}")
            guard let byte = skipSpace() else {
                throw peekFault("EOF while parsing \(isObject ? "an object" : "a list")")
            }
            if byte == UInt8(ascii: ",") {
                advance()
                if isObject { try ignoreName() }
                return true
            }
            guard byte == end else {
                throw peekFault(isObject ? "expected `,` or `}`" : "expected `,` or `]`")
            }
            advance()
            open.removeLast()
        }
        return false
    }

    private mutating func ignoreName() throws(SerdeFault) {
        guard let byte = skipSpace() else { throw peekFault("EOF while parsing an object") }
        guard byte == UInt8(ascii: "\"") else { throw peekFault("key must be a string") }
        try ignoreString()
        try colon()
    }

    private mutating func ignoreString() throws(SerdeFault) {
        advance()
        while let byte = peek {
            advance()
            switch byte {
            case UInt8(ascii: "\""): return
            case UInt8(ascii: "\\"):
                guard let escaped = peek else { throw fault("EOF while parsing a string") }
                advance()
                guard "\"\\/bfnrtu".utf8.contains(escaped) else { throw fault("invalid escape") }
            case 0..<0x20:
                throw fault(
                    "control character (\\u0000-\\u001F) found while parsing a string")
            default: break
            }
        }
        throw fault("EOF while parsing a string")
    }

    /// Reads over a value that is looked at again later: all of it is judged.
    mutating func check() throws(SerdeFault) {
        switch try first() {
        case UInt8(ascii: "{"):
            try enter()
            var isFirst = true
            while try checkName(isFirst: isFirst) {
                isFirst = false
                try colon()
                try check()
            }
            advance()
            leave()
        case UInt8(ascii: "["):
            try enter()
            var isFirst = true
            while try hasElement(isFirst: isFirst) {
                isFirst = false
                try check()
            }
            advance()
            leave()
        case UInt8(ascii: "\""): try checkString()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): _ = try number()
        default: guard try isWord() else { throw peekFault("expected value") }
        }
    }

    /// Any value, written anew as the library writes it: without space, the members of objects in
    /// the order of their names, the last of each name.
    mutating func value() throws(SerdeFault) -> Bytes {
        switch try first() {
        case UInt8(ascii: "{"):
            try enter()
            var members: [String: Bytes] = [:]
            var isFirst = true
            while let name = try memberName(isFirst: isFirst) {
                isFirst = false
                try colon()
                members[name] = try value()
            }
            advance()
            leave()
            return SerdeText.object(
                members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
                    .map { ($0.key, $0.value) })
        case UInt8(ascii: "["):
            let elements = try list { reader throws(SerdeFault) in try reader.value() }
            return [UInt8(ascii: "[")] + elements.joined(separator: [UInt8(ascii: ",")])
                + [UInt8(ascii: "]")]
        case UInt8(ascii: "\""): return SerdeText.quoted(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            switch try number() {
            case .unsigned(let value): return Bytes(String(value).utf8)
            case .negative(let value): return Bytes(String(value).utf8)
            case .other(let text): return Bytes(text.utf8)
            }
        default:
            let start = at
            guard try isWord() else { throw peekFault("expected value") }
            return Bytes(slice(from: start))
        }
    }

    private mutating func isWord() throws(SerdeFault) -> Bool {
        switch peek {
        case UInt8(ascii: "n"): try word("null")
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        default: return false
        }
        return true
    }
}

/// JSON text as the enclave's library writes it.
enum SerdeText {
    /// A string with its quotes; only quote, backslash and control characters are escaped.
    static func quoted(_ text: String) -> Bytes {
        var bytes: Bytes = []
        append(text, to: &bytes)
        return bytes
    }

    static func append(_ text: String, to bytes: inout Bytes) {
        bytes.reserveCapacity(bytes.count + text.utf8.count + 2)
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
            case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
            case 0x08: bytes.append(contentsOf: "\\b".utf8)
            case 0x09: bytes.append(contentsOf: "\\t".utf8)
            case 0x0a: bytes.append(contentsOf: "\\n".utf8)
            case 0x0c: bytes.append(contentsOf: "\\f".utf8)
            case 0x0d: bytes.append(contentsOf: "\\r".utf8)
            case 0..<0x20: bytes.append(contentsOf: "\\u00\(Hex.encode([byte]))".utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// A list of coins, their members in the library's order.
    static func append(_ coins: [ContractCoin], to bytes: inout Bytes) {
        bytes.append(UInt8(ascii: "["))
        for (index, coin) in coins.enumerated() {
            bytes.append(contentsOf: (index > 0 ? ",{\"denom\":" : "{\"denom\":").utf8)
            append(coin.denom, to: &bytes)
            bytes.append(contentsOf: ",\"amount\":".utf8)
            append(coin.amount, to: &bytes)
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.append(UInt8(ascii: "]"))
    }
}
