package import SecretBase

/// What can be wrong with bytes or JSON that claim to be a message of the network's schema.
package enum WireError: Failure, Equatable {
    /// The bytes end within `field`.
    case truncated(String)
    /// `field` is longer than `limit` bytes, or deeper than `limit` levels.
    case tooLong(String, limit: Int)
    /// The encoding itself is broken; the text says where and how.
    case malformed(String)
    /// A field that the message `type` (its Go name) does not have.
    case unknownField(type: String, number: UInt32, wireType: String)
    /// A known field in an encoding that its type does not have.
    case mismatchedWireType(type: String, number: UInt32, got: String, want: String)
    /// No message of the schema has this type URL.
    case unresolvable(String)
    /// A string field that is not UTF-8.
    case invalidText(String)
    /// The outer transaction is not encoded as ADR-027 demands; the text is the chain's.
    case notCanonical(String)
    /// Not JSON: the text says what, the number at which byte.
    case notJSON(String, at: Int)
    /// JSON that does not fit the message: the path of the member and what is wrong with it.
    case misfit(String, String)
    /// Amino JSON has no form for the message.
    case notSignable(String)

    package var code: String { "malformed_message" }
    package var exit: ExitStatus { .usage }

    package var description: String {
        switch self {
        case .truncated(let field): "\(field): unexpected EOF"
        case .tooLong(let field, let limit): "\(field): over the limit of \(limit)"
        case .malformed(let text), .notCanonical(let text), .notSignable(let text): text
        case .unknownField(let type, let number, let wireType):
            "errUnknownField \"\(type)\": {TagNum: \(number), WireType:\"\(wireType)\"}"
        case .mismatchedWireType(let type, let number, let got, let want):
            "Mismatched \"\(type)\": {TagNum: \(number), "
                + "GotWireType: \"\(got)\" != WantWireType: \"\(want)\"}"
        case .unresolvable(let url): "unable to resolve type URL \(url)"
        case .invalidText(let field): "\(field): string field contains invalid UTF-8"
        case .notJSON(let what, let at): "not JSON at byte \(at): \(what)"
        case .misfit(let path, let what): path.isEmpty ? what : "\(path): \(what)"
        }
    }
}
