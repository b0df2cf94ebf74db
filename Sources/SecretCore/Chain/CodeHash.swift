public import SecretBase

/// SHA-256 of a contract's uncompressed code, written as 64 lower-case hex digits.
///
/// Source: clients.md §9.8.
public struct CodeHash: Hashable, Sendable, CustomStringConvertible {
    /// 32 bytes.
    public let bytes: Bytes

    /// Throws when `bytes` are not 32.
    public init(bytes: Bytes) throws(ChainError) {
        guard bytes.count == 32 else {
            throw .malformed("code hash", "wanted 32 bytes, got \(bytes.count)")
        }
        self.bytes = bytes
    }

    /// Reads 64 hex digits of either case, with or without `0x`.
    public init(_ text: String) throws(ChainError) {
        let digits = text.hasPrefix("0x") || text.hasPrefix("0X") ? text.dropFirst(2) : text[...]
        do {
            try self.init(bytes: Hex.decode(String(digits), bytesMax: 32))
        } catch {
            throw .malformed("code hash", "wanted 64 hex digits")
        }
    }

    /// 64 lower-case hex digits.
    public var description: String { Hex.encode(bytes) }
}
