/// Why a call fails. All of its effects are undone, and the caller reads this text, encrypted.
///
/// The texts are those of the network's usual contract library (`StdError`).
public enum ContractError: Error, Equatable {
    case generic(Text)
    /// The message has not the expected shape: the type that was wanted, and what is wrong.
    case parsing(into: Text, Text)
    case notFound(Text)
    case unauthorized

    static func malformed(_ reason: Text) -> ContractError { .parsing(into: "message", reason) }

    /// As version 1 of the interface shows it.
    public var text: Text {
        switch self {
        case .generic(let message): "Generic error: \(message)"
        case .parsing(let type, let message): "Error parsing into type \(type): \(message)"
        case .notFound(let kind): "\(kind) not found"
        case .unauthorized: "Unauthorized"
        }
    }

    /// As version 0.10 of the interface shows it.
    public var json: JSON {
        switch self {
        case .generic(let message): ["generic_err": ["msg": JSON(message)]]
        case .parsing(let type, let message):
            ["parse_err": ["target": JSON(type), "msg": JSON(message)]]
        case .notFound(let kind): ["not_found": ["kind": JSON(kind)]]
        case .unauthorized: ["unauthorized": [:]]
        }
    }
}
