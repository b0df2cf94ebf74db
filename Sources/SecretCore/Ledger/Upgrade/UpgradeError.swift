/// The errors of codespace `upgrade` that this ledger gives. Source: cosmos-sdk
/// `x/upgrade/types/errors.go`.
enum UpgradeError: UInt32, RegisteredError {
    case noModuleVersion = 2
    case invalidSigner = 6

    static let codespace = "upgrade"
    var code: UInt32 { rawValue }

    var text: String {
        switch self {
        case .noModuleVersion: "module version not found"
        case .invalidSigner: "expected authority account as only signer for proposal message"
        }
    }
}
