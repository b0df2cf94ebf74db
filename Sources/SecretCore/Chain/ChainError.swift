public import SecretBase

/// What the room of chain types refuses, other than addresses and whole transactions.
public enum ChainError: Failure, Equatable {
    /// Something cannot be read: what it is, and what is wrong with it.
    case malformed(String, String)
    /// A key of a kind that this place does not know: its type URL or type name.
    case unknownKey(String)
    /// A transaction that this sign mode cannot sign, and why.
    case notSignable(String)

    public var code: String {
        switch self {
        case .malformed: "malformed"
        case .unknownKey: "unknown_key_type"
        case .notSignable: "not_signable"
        }
    }
    public var exit: ExitStatus { .usage }
    public var description: String {
        switch self {
        case .malformed(let what, let why): "\(what): \(why)"
        case .unknownKey(let name): "public key type \(name) is not known"
        case .notSignable(let why): "transaction cannot be signed: \(why)"
        }
    }
}
