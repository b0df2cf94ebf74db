public import SecretBase

/// Why bytes are no transaction, as the chain says it.
///
/// Source: chain specification §2.2.
public enum TransactionError: Failure, Equatable {
    /// Codespace `sdk`, code 2: the bytes cannot be decoded; the text says why.
    case undecodable(String)

    /// The error's number within its codespace.
    public var abciCode: UInt32 { 2 }
    /// The module that numbers it.
    public var codespace: String { "sdk" }

    public var code: String { "tx_parse_error" }
    public var exit: ExitStatus { .usage }
    public var description: String {
        switch self {
        case .undecodable(let why): "\(why): tx parse error"
        }
    }
}
