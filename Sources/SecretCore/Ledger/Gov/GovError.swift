/// The errors of codespace `gov` that this ledger gives. Source: cosmos-sdk
/// `x/gov/types/errors.go`.
enum GovError: UInt32, RegisteredError {
    case invalidSigner = 13

    static let codespace = "gov"
    var code: UInt32 { rawValue }

    var text: String {
        switch self {
        case .invalidSigner: "expected gov account as only signer for proposal message"
        }
    }
}
