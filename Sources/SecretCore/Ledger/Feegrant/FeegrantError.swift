/// The errors of codespace `feegrant`. Source: cosmos-sdk `x/feegrant/errors.go`.
enum FeegrantError: UInt32, RegisteredError {
    case limitExceeded = 2
    case expired = 3
    case invalidDuration = 4
    case noAllowance = 5
    case noMessages = 6
    case messageNotAllowed = 7

    static let codespace = "feegrant"
    var code: UInt32 { rawValue }

    var text: String {
        switch self {
        case .limitExceeded: "fee limit exceeded"
        case .expired: "fee allowance expired"
        case .invalidDuration: "invalid duration"
        case .noAllowance: "no allowance"
        case .noMessages: "allowed messages are empty"
        case .messageNotAllowed: "message not allowed"
        }
    }
}
