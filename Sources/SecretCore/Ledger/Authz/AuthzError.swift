/// The errors of codespace `authz`. Source: cosmos-sdk `x/authz/errors.go`.
enum AuthzError: UInt32, RegisteredError {
    case noAuthorization = 2
    case invalidExpiration = 3
    case unknownType = 4
    case noGrantKey = 5
    case expired = 6
    case granteeIsGranter = 7
    case signerCount = 9
    case negativeMaxTokens = 12

    static let codespace = "authz"
    var code: UInt32 { rawValue }

    var text: String {
        switch self {
        case .noAuthorization: "authorization not found"
        case .invalidExpiration:
            "expiration time of authorization should be more than current time"
        case .unknownType: "unknown authorization type"
        case .noGrantKey: "grant key not found"
        case .expired: "authorization expired"
        case .granteeIsGranter: "grantee and granter should be different"
        case .signerCount: "authorization can be given to msg with only one signer"
        case .negativeMaxTokens: "max tokens should be positive"
        }
    }
}
