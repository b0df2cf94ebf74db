public import SecretBase
import SecretCrypto

/// SHA-256 of a transaction's bytes, written in upper-case hex.
///
/// Source: chain specification §2.1.
public struct TransactionHash: Hashable, Sendable, CustomStringConvertible {
    /// 32 bytes.
    public let bytes: Bytes

    /// The hash of a `TxRaw` as it is sent.
    public init(of transaction: Bytes) { bytes = Hash.sha256(transaction) }

    /// Throws when `bytes` are not 32.
    public init(bytes: Bytes) throws(ChainError) {
        guard bytes.count == 32 else {
            throw .malformed("transaction hash", "wanted 32 bytes, got \(bytes.count)")
        }
        self.bytes = bytes
    }

    /// Reads 64 hex digits of either case, with or without `0x`.
    public init(_ text: String) throws(ChainError) {
        let digits = text.hasPrefix("0x") || text.hasPrefix("0X") ? text.dropFirst(2) : text[...]
        do {
            try self.init(bytes: Hex.decode(String(digits), bytesMax: 32))
        } catch {
            throw .malformed("transaction hash", "wanted 64 hex digits")
        }
    }

    /// 64 upper-case hex digits.
    public var description: String { Hex.encodeUpper(bytes) }
}
