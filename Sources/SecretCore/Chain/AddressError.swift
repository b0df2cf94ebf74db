public import SecretBase

/// Why a text or some bytes are no address. The texts are the chain's own.
///
/// Source: chain specification §1.3.
public enum AddressError: Failure, Equatable {
    case empty
    case notBech32(String)
    case wrongPrefix(expected: String, got: String)
    case wrongLength(Int)

    public var code: String { "invalid_address" }
    public var exit: ExitStatus { .usage }
    public var description: String {
        switch self {
        case .empty: "empty address string is not allowed"
        case .notBech32(let why): why
        case .wrongPrefix(let expected, let got):
            "invalid Bech32 prefix; expected \(expected), got \(got)"
        case .wrongLength(let count):
            "address length must be 20 or 32 bytes, got \(count): unknown address"
        }
    }
}

/// The bech32 form that the three kinds of address share.
enum AddressText {
    /// The bytes behind `text`, 20 or 32 of them, whose human-readable part is `prefix`.
    static func decode(_ text: String, prefix: String) throws(AddressError) -> Bytes {
        guard !text.allSatisfy(\.isWhitespace) else { throw .empty }
        let decoded: (prefix: String, bytes: Bytes)
        do {
            decoded = try Bech32.decode(text)
        } catch {
            throw .notBech32(error.description)
        }
        guard decoded.prefix == prefix else {
            throw .wrongPrefix(expected: prefix, got: decoded.prefix)
        }
        return try check(decoded.bytes)
    }

    static func check(_ bytes: Bytes) throws(AddressError) -> Bytes {
        guard bytes.count == 20 || bytes.count == 32 else { throw .wrongLength(bytes.count) }
        return bytes
    }
}
