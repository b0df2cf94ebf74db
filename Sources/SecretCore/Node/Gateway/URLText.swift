import SecretBase

/// The encoding of paths and queries.
enum URLText {
    /// `%2F` as `/`. Nil for a broken escape and for what is not UTF-8 afterwards.
    /// `plusIsSpace` holds in queries, not in paths.
    static func decoded(_ text: Substring, plusIsSpace: Bool) -> String? {
        var bytes = Bytes()
        bytes.reserveCapacity(text.utf8.count)
        var rest = text.utf8.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit)
                else { return nil }
                bytes.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsSpace: bytes.append(UInt8(ascii: " "))
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    /// The parameters of a query in their order. Nil when one is broken.
    static func parameters(_ query: Substring) -> [(name: String, value: String)]? {
        var parameters: [(name: String, value: String)] = []
        for part in query.split(separator: "&") {
            let end = part.utf8.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
            let value = end == part.endIndex ? "" : part[part.utf8.index(after: end)...]
            guard let name = decoded(part[..<end], plusIsSpace: true),
                let text = decoded(value, plusIsSpace: true)
            else { return nil }
            parameters.append((name, text))
        }
        return parameters
    }
}
