/// What the operator calls a key: it names a file too, so it is plain.
public struct KeyName: Hashable, Sendable, CustomStringConvertible {
    public static let charactersMax = 64

    public let text: String

    /// Takes 1 to 64 of `A-Z a-z 0-9 . _ -`, the first a letter or digit. What looks like an
    /// address is no name, since commands take either. Throws `KeyringError.badName`.
    public init(_ text: String) throws(KeyringError) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.count <= Self.charactersMax else {
            throw .badName(text, "wanted 1 to \(Self.charactersMax) characters")
        }
        guard bytes.allSatisfy({ Self.isPlain($0) || [0x2e, 0x5f, 0x2d].contains($0) }) else {
            throw .badName(text, "only A-Z a-z 0-9 . _ - are allowed")
        }
        guard Self.isPlain(bytes[0]) else {
            throw .badName(text, "the first character must be a letter or a digit")
        }
        guard !text.hasPrefix("secret1") else {
            throw .badName(text, "it looks like an address")
        }
        self.text = text
    }

    public var description: String { text }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        default: false
        }
    }
}
