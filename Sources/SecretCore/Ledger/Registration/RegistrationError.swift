/// The errors of codespace `register` that this ledger gives. Source: SecretNetwork
/// `x/registration/internal/types/errors.go`.
enum RegistrationError: UInt32, RegisteredError {
    case authenticateFailed = 2

    static let codespace = "register"
    var code: UInt32 { rawValue }

    var text: String {
        switch self {
        case .authenticateFailed: "Failed to authenticate node"
        }
    }
}
